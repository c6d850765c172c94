using SimClusters.Events;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Embeddings;

/// <summary>Pairs of a log of favourites by one big sort: the last event of a user and an item decides.</summary>
static class FavouritePairs
{
    internal static EngagementPairs Of(FavouriteColumns log, Execution execution)
    {
        using var _ = log;
        var users = IdNumbering.Number([.. log.Blocks.Select(block => block.Users)], execution);
        var items = IdNumbering.Number([.. log.Blocks.Select(block => block.Items)], execution);
        var count = (int)log.RowCount;
        var (keys, times) = (new ulong[count], new long[count]);
        var to = 0;
        foreach (var block in log.Blocks)
        {
            for (var i = 0; i < block.Count; i++)
            {
                keys[to] = ((ulong)(uint)block.Items.Rows[i] << 32) | (uint)block.Users.Rows[i];
                times[to++] = block.TimesMs[i] * 2 + (block.AreUnfavourites is { } flags && flags[i] ? 1 : 0);
            }
        }

        Array.Sort(keys, times);
        var offsets = new NativeArray<long>(items.Count + 1L);
        var kept = 0;
        for (int start = 0, end; start < count; start = end)
        {
            var last = times[start];
            for (end = start + 1; end < count && keys[end] == keys[start]; end++) last = Math.Max(last, times[end]);
            if (last % 2 != 0) continue;
            (keys[kept], times[kept++]) = (keys[start], last / 2);
            offsets[(long)(keys[start] >> 32) + 1]++;
        }

        for (var row = 0; row < items.Count; row++) offsets[row + 1L] += offsets[row];
        var userRows = new NativeArray<int>(kept, cleared: false);
        for (var i = 0; i < kept; i++) userRows[i] = (int)(uint)keys[i];
        return new(items, users, offsets, userRows, NativeArray<long>.From(times.AsSpan(0, kept)));
    }
}
