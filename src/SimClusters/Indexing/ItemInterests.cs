using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>What users give to the items they engage with, by user key: a score over the norm of its cluster, where it is above 0; cluster and score side by side, since users are met at random.</summary>
/// <remarks>Memory: 8 bytes a user key, 8 an entry.</remarks>
sealed unsafe class ItemInterests : IDisposable
{
    const int UsersPerBlock = 16_384;

    readonly NativeArray<long> _offsets;
    readonly NativeArray<PackedEntry<float>> _entries;

    ItemInterests(NativeArray<long> offsets, NativeArray<PackedEntry<float>> entries, int clusterCount) => (_offsets, _entries, ClusterCount) = (offsets, entries, clusterCount);

    internal int ClusterCount { get; }

    /// <summary>Where each user's entries start, and the end.</summary>
    internal long* Offsets => _offsets.Pointer;

    internal PackedEntry<float>* Entries => _entries.Pointer;

    /// <param name="interests">Consumers × clusters.</param>
    /// <param name="score">Which.</param>
    /// <param name="consumerOf">By user key: the row of <paramref name="interests"/>, or −1.</param>
    /// <param name="execution">Threads and cancellation.</param>
    internal static ItemInterests Of(InterestedIn interests, InterestScore score, NativeArray<int> consumerOf, Execution execution)
    {
        execution = execution.WithoutProgress();
        var userCount = (int)consumerOf.Length;
        var given = new Given(interests, score);
        var blockOffsets = new long[(userCount + UsersPerBlock - 1) / UsersPerBlock + 1];
        ParallelRows.Run(userCount, UsersPerBlock, execution, (block, first, end) =>
        {
            long count = 0;
            for (var user = first; user < end; user++) count += given.Write(consumerOf[user], null);
            blockOffsets[block + 1] = count;
        });
        for (var block = 1; block < blockOffsets.Length; block++) blockOffsets[block] += blockOffsets[block - 1];

        var offsets = new NativeArray<long>(userCount + 1L, cleared: false);
        var entries = new NativeArray<PackedEntry<float>>(blockOffsets[^1], cleared: false);
        offsets[userCount] = entries.Length;
        ParallelRows.Run(userCount, UsersPerBlock, execution, (block, first, end) =>
        {
            var at = blockOffsets[block];
            for (var user = first; user < end; user++)
            {
                offsets[user] = at;
                at += given.Write(consumerOf[user], entries.Pointer + at);
            }
        });
        return new(offsets, entries, interests.ClusterCount);
    }

    public void Dispose()
    {
        _offsets.Dispose();
        _entries.Dispose();
    }

    // One score of everybody's.
    readonly struct Given(InterestedIn interests, InterestScore score)
    {
        readonly SparseMatrix _clusters = interests.Entries;
        readonly NativeArray<float> _scores = interests.Scores(score)!;
        readonly double[] _norms = interests.Norms(score);

        // Nowhere: counts.
        internal int Write(int row, PackedEntry<float>* to)
        {
            if (row < 0) return 0;
            var count = 0;
            for (var (entry, end) = (_clusters.Offsets[row], _clusters.Offsets[row + 1L]); entry < end; entry++)
            {
                var cluster = _clusters.Keys[entry];
                if (!(_scores[entry] > 0 && _norms[cluster] > 0)) continue;
                if (to != null) to[count] = new(cluster, (float)(_scores[entry] / _norms[cluster]));
                count++;
            }

            return count;
        }
    }
}
