using System.Runtime.CompilerServices;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>Groups numbered events by user: a counting sort.</summary>
/// <remarks>Each thread owns a range of users and reads all blocks, so that no write needs a lock; a user's events come in no order.</remarks>
static class FavouriteGrouping
{
    internal static (NativeArray<long> Offsets, NativeArray<FavouriteEvent> Events) ByUser(IReadOnlyList<FavouriteBlock> blocks, int userCount, Execution execution)
    {
        var offsets = new NativeArray<long>(userCount + 1L);
        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            foreach (var row in blocks[index].Users.Rows) Interlocked.Increment(ref offsets[row + 1L]);
        });
        for (var row = 0; row < userCount; row++) offsets[row + 1L] += offsets[row];

        var events = new NativeArray<FavouriteEvent>(offsets[userCount], cleared: false);
        using var next = new NativeArray<long>(userCount, cleared: false);
        for (var row = 0; row < userCount; row++) next[row] = offsets[row];
        var bounds = Transpose.EqualShares(offsets, userCount, execution.ThreadCount);
        HashShares.Run(execution.ThreadCount, share =>
        {
            foreach (var block in blocks)
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                Scatter(block, bounds[share], bounds[share + 1], next, events);
            }
        });
        return (offsets, events);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Scatter(FavouriteBlock block, int firstUser, int endUser, NativeArray<long> next, NativeArray<FavouriteEvent> events)
    {
        var users = block.Users.Rows;
        var authors = block.Authors.Rows;
        var times = block.TimesMs.AsSpan();
        for (var i = 0; i < users.Length; i++)
        {
            var user = users[i];
            if ((uint)(user - firstUser) >= (uint)(endUser - firstUser)) continue;
            events[next[user]++] = new(block.Items.KeyAt(i), times[i], authors[i], block.AreUnfavourites is not null && block.AreUnfavourites[i]);
        }
    }
}
