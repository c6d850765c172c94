using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>One thread's work on one bucket of entities at a time: what a user has to do with each, added up.</summary>
sealed class InteractionSums(RowRanges ranges, int userKeyCount) : IDisposable
{
    readonly BucketSort _sort = new(ranges, userKeyCount);
    readonly RowBlockWriter<float> _output = new();
    readonly List<float> _repeated = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Run(int bucket, BucketParts<RowRecord> parts, RowBlocks<float> rows, NativeArray<bool> isEntity, NativeArray<bool> isUser)
    {
        var records = _sort.Take(bucket, parts);
        for (var at = 0; at < records.Count;)
        {
            var entity = records.Row(records.Key(at));
            isEntity[entity] = true;
            var length = 0;
            while (at < records.Count)
            {
                var key = records.Key(at);
                if (records.Row(key) != entity) break;
                var first = at++;
                while (at < records.Count && records.Key(at) == key) at++;
                var weight = at == first + 1 ? Weight(records, first) : Sum(records, first, at);
                var user = records.Column(key);

                // Nearly all are marked already, and a look leaves the other threads their line.
                if (!isUser[user]) isUser[user] = true;
                if (weight == 0) continue;
                _output.Add(user, weight);
                length++;
            }

            rows.SetLength(entity, length);
        }

        rows.Set(bucket, _output);
    }

    public void Dispose()
    {
        _sort.Dispose();
        _output.Dispose();
    }

    static float Weight(in SortedRecords records, int at) => BitConverter.Int32BitsToSingle((int)records.Value(at));

    // In the order of their size, so that the order in which they were read changes no bit.
    float Sum(in SortedRecords records, int first, int end)
    {
        _repeated.Clear();
        for (var at = first; at < end; at++) _repeated.Add(Weight(records, at));
        _repeated.Sort();
        var sum = 0.0;
        foreach (var weight in _repeated) sum += weight;
        return (float)sum;
    }
}
