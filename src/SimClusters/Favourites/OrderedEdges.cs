using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>Edges of buckets that are finished in any order, written once, to the place they keep.</summary>
/// <remarks>
/// A bucket's place is known when those before it are finished; until then it waits with the thread that made it. The arrays are as long as there can be edges, and shortened in the end: pages that
/// were never written cost nothing.
/// </remarks>
sealed class OrderedEdges
{
    readonly NativeArray<int> _authors;
    readonly NativeArray<float>[] _weights;
    readonly int[] _counts;
    readonly long[] _starts;
    readonly Lock _gate = new();
    readonly List<(int Bucket, EdgeRun Run)> _late = [];
    int _knownCount;

    /// <param name="bucketCount">Buckets.</param>
    /// <param name="maxCount">Edges, at most.</param>
    /// <param name="halfLifeCount">Weights an edge.</param>
    internal OrderedEdges(int bucketCount, long maxCount, int halfLifeCount)
    {
        _authors = new(maxCount, cleared: false);
        _weights = [.. Enumerable.Range(0, halfLifeCount).Select(_ => new NativeArray<float>(maxCount, cleared: false))];
        _counts = new int[bucketCount];
        _counts.AsSpan().Fill(-1);
        _starts = new long[bucketCount + 1];
    }

    /// <summary>What has come, when all buckets have.</summary>
    internal (NativeArray<int> Authors, NativeArray<float>[] Weights) Take()
    {
        foreach (var (bucket, run) in _late) Place(bucket, run);
        _authors.Shorten(_starts[^1]);
        foreach (var lane in _weights) lane.Shorten(_starts[^1]);
        return (_authors, _weights);
    }

    // Gives the number of buckets whose place is known.
    int Count(int bucket, int edgeCount)
    {
        lock (_gate)
        {
            _counts[bucket] = edgeCount;
            for (; _knownCount < _counts.Length && _counts[_knownCount] >= 0; _knownCount++) _starts[_knownCount + 1] = _starts[_knownCount] + _counts[_knownCount];
            return _knownCount;
        }
    }

    void Place(int bucket, EdgeRun run)
    {
        run.CopyTo(_authors, _weights, _starts[bucket]);
        run.Dispose();
    }

    /// <summary>One thread's part.</summary>
    internal sealed class Writer(OrderedEdges all) : IDisposable
    {
        readonly Queue<(int Bucket, EdgeRun Run)> _waiting = [];
        readonly Stack<EdgeRun> _spare = [];

        /// <summary>Where the bucket at hand is written.</summary>
        internal EdgeRun Run { get; private set; } = new();

        /// <summary>Ends a bucket, and writes what has a place by now. Buckets ascend.</summary>
        internal void Finish(int bucket)
        {
            var knownCount = all.Count(bucket, Run.Count);
            _waiting.Enqueue((bucket, Run));
            while (_waiting.TryPeek(out var first) && first.Bucket <= knownCount)
            {
                first.Run.CopyTo(all._authors, all._weights, all._starts[first.Bucket]);
                _spare.Push(_waiting.Dequeue().Run);
            }

            Run = _spare.Count > 0 ? _spare.Pop() : new();
        }

        /// <summary>Leaves what still waits to <see cref="Take"/>. One thread at a time.</summary>
        internal void Leave()
        {
            all._late.AddRange(_waiting);
            _waiting.Clear();
        }

        public void Dispose()
        {
            Run.Dispose();
            foreach (var run in _spare.Concat(_waiting.Select(one => one.Run))) run.Dispose();
        }
    }
}
