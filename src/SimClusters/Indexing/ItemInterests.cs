using SimClusters.Events;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>What users give to the items they engage with, by user key: a score over the norm of its cluster, where it is above 0; cluster and score side by side, since users are met at random.</summary>
/// <remarks>Only of users who have a pair: a weak signal does not pay for everybody's interests. Memory: 9 bytes a user key, 8 an entry.</remarks>
sealed unsafe class ItemInterests : IDisposable
{
    const int UsersPerBlock = 16_384, ItemsPerBlock = 1_024;

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
    /// <param name="items">Whose users are asked for.</param>
    /// <param name="execution">Threads and cancellation.</param>
    internal static ItemInterests Of(InterestedIn interests, InterestScore score, NativeArray<int> consumerOf, PairedItem[] items, Execution execution)
    {
        execution = execution.WithoutProgress();
        var (scores, norms) = (interests.Scores(score)!, interests.Norms(score));
        using var isAsked = new NativeArray<bool>(consumerOf.Length);
        ParallelRows.Run(items.Length, ItemsPerBlock, execution, (_, first, end) =>
        {
            for (var item = first; item < end; item++)
                foreach (var pair in items[item].AsSpan()) isAsked[pair.User] = true;
        });

        var offsets = new NativeArray<long>(consumerOf.Length + 1);
        Users(user => offsets[user + 1L] = Write(user, null));
        for (long user = 0; user < consumerOf.Length; user++) offsets[user + 1] += offsets[user];
        var entries = new NativeArray<PackedEntry<float>>(offsets[consumerOf.Length], cleared: false);
        Users(user => Write(user, entries.Pointer + offsets[user]));
        return new(offsets, entries, interests.ClusterCount);

        void Users(Action<int> run) => ParallelRows.Run((int)consumerOf.Length, UsersPerBlock, execution, (_, first, end) =>
        {
            for (var user = first; user < end; user++)
                if (isAsked[user] && consumerOf[user] >= 0) run(user);
        });

        int Write(int user, PackedEntry<float>* to)
        {
            var (all, count) = (interests.Entries, 0);
            var row = consumerOf[user];
            for (var entry = all.Offsets[row]; entry < all.Offsets[row + 1L]; entry++)
            {
                var cluster = all.Keys[entry];
                if (!(scores[entry] > 0 && norms[cluster] > 0)) continue;
                if (to != null) to[count] = new(cluster, (float)(scores[entry] / norms[cluster]));
                count++;
            }

            return count;
        }
    }

    public void Dispose()
    {
        _offsets.Dispose();
        _entries.Dispose();
    }
}
