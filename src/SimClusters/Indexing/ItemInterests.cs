using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>What each consumer gives to the items they engage with: a score over the norm of its cluster, where it is above 0.</summary>
static class ItemInterests
{
    /// <summary>Consumers × clusters, entries &gt; 0; the caller disposes it.</summary>
    internal static SparseMatrix Of(InterestedIn interests, InterestScore score)
    {
        var (entries, scores, norms) = (interests.Entries, interests.Scores(score)!, interests.Norms(score));
        var offsets = new NativeArray<long>(entries.RowCount + 1L);
        for (var row = 0; row < entries.RowCount; row++)
        {
            offsets[row + 1L] = offsets[row];
            for (var entry = entries.Offsets[row]; entry < entries.Offsets[row + 1L]; entry++)
                if (scores[entry] > 0 && norms[entries.Keys[entry]] > 0) offsets[row + 1L]++;
        }

        var clusters = new NativeArray<int>(offsets[entries.RowCount], cleared: false);
        var values = new NativeArray<float>(clusters.Length, cleared: false);
        for (long entry = 0, to = 0; entry < entries.EntryCount; entry++)
        {
            var cluster = entries.Keys[entry];
            if (!(scores[entry] > 0 && norms[cluster] > 0)) continue;
            clusters[to] = cluster;
            values[to++] = (float)(scores[entry] / norms[cluster]);
        }

        return new(entries.ColumnCount, offsets, clusters, values);
    }
}
