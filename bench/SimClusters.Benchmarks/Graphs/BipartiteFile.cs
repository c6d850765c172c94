using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Graphs;

/// <summary>Reads the follow graphs of the peers: "consumers producers follows", then both directions' lists, 1-based.</summary>
static class BipartiteFile
{
    internal static FollowGraph Read(string path)
    {
        using var file = new BufferedStream(File.OpenRead(path), 1 << 20);
        var numbers = new Numbers(file);
        int consumers = (int)numbers.Next(), producers = (int)numbers.Next();
        var edges = numbers.Next();
        numbers.SkipLine();
        var follows = ReadLists(numbers, consumers, producers, edges);
        var followers = ReadLists(numbers, producers, consumers, edges);
        return new(Ids(consumers), Ids(producers), follows, followers);
    }

    static SparseMatrix ReadLists(Numbers numbers, int rowCount, int columnCount, long entryCount)
    {
        var offsets = new NativeArray<long>(rowCount + 1L);
        var keys = new NativeArray<int>(entryCount, cleared: false);
        long at = 0;
        for (var row = 0; row < rowCount; row++)
        {
            while (numbers.NextOnLine() is var key and > 0) keys[at++] = (int)key - 1;
            offsets[row + 1] = at;
        }

        return new(columnCount, offsets, keys, values: null);
    }

    static NodeIndex Ids(int count)
    {
        var ids = new NativeArray<long>(count);
        for (var i = 0; i < count; i++) ids[i] = i + 1;
        return NodeIndex.FromIntegers(ids);
    }

    sealed class Numbers(Stream stream)
    {
        int _last = ' ';

        internal long Next()
        {
            while (_last is ' ' or '\n') _last = stream.ReadByte();
            return Digits();
        }

        /// <summary>The next number of this line, or 0 at its end, which is then behind us.</summary>
        internal long NextOnLine()
        {
            while (_last == ' ') _last = stream.ReadByte();
            if (_last is not ('\n' or < 0)) return Digits();
            _last = ' ';
            return 0;
        }

        internal void SkipLine()
        {
            while (_last is not ('\n' or < 0)) _last = stream.ReadByte();
            _last = ' ';
        }

        long Digits()
        {
            long number = 0;
            for (; _last is >= '0' and <= '9'; _last = stream.ReadByte()) number = number * 10 + _last - '0';
            return number;
        }
    }
}
