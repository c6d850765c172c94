using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>From rows of entries to one array a score.</summary>
static class InterestLanes
{
    internal static InterestedIn Join(RowBlocks<InterestEntry> blocks, bool hasFavourites, InterestTolls tolls, InterestedInOptions options, Execution execution)
    {
        var scores = new NativeArray<float>[hasFavourites ? InterestedIn.ScoreCount : InterestedIn.FollowScoreCount];
        NativeArray<int>? followedCounts = null, favedCounts = null;
        var (offsets, keys) = blocks.Join(
            entryCount =>
            {
                for (var score = 0; score < scores.Length; score++) scores[score] = new(entryCount, cleared: false);
                followedCounts = new(entryCount, cleared: false);
                if (hasFavourites) favedCounts = new(entryCount, cleared: false);
                return (first, entries) => Place(first, entries, scores, followedCounts, favedCounts);
            },
            execution);

        var norms = Enumerable.Range(0, scores.Length).Select(score => tolls.Norms((InterestScore)score)).ToArray();
        var settled = hasFavourites ? SettleTies(offsets, keys, scores, followedCounts!, favedCounts!, norms[(int)InterestScore.LogFav], options.MaxClustersPerConsumer) : 0;
        var clusterCount = tolls.ConsumerCounts.Length;
        var matrix = settled == 0 ? new SparseMatrix(clusterCount, offsets, keys, null) : Shortened(clusterCount, offsets, keys, settled);
        if (settled > 0)
        {
            for (var score = 0; score < scores.Length; score++) scores[score] = Shortened(scores[score], matrix.EntryCount);
            (followedCounts, favedCounts) = (Shortened(followedCounts!, matrix.EntryCount), Shortened(favedCounts!, matrix.EntryCount));
        }

        return new(matrix, scores, followedCounts!, favedCounts, norms, tolls.ConsumerCounts, tolls.RemovedBySocialProof, tolls.RemovedByTruncation + settled);
    }

    static void Place(long first, ReadOnlySpan<InterestEntry> entries, NativeArray<float>[] scores, NativeArray<int> followedCounts, NativeArray<int>? favedCounts)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref entries[i];
            scores[(int)InterestScore.Follow][first + i] = entry.Follow;
            scores[(int)InterestScore.FollowProducerNormalized][first + i] = entry.FollowProducerNormalized;
            followedCounts[first + i] = entry.FollowedCount;
            if (favedCounts is null) continue;
            scores[(int)InterestScore.Fav][first + i] = entry.Fav;
            scores[(int)InterestScore.FavProducerNormalized][first + i] = entry.FavProducerNormalized;
            scores[(int)InterestScore.LogFav][first + i] = entry.LogFav;
            favedCounts[first + i] = entry.FavedCount;
        }
    }

    // Rows with more than may be were tied at their last place: the rest moves up behind those that are chosen now. Gives how many entries went.
    static long SettleTies(
        NativeArray<long> offsets, NativeArray<int> keys, NativeArray<float>[] scores, NativeArray<int> followedCounts, NativeArray<int> favedCounts, double[] logNorms, int max)
    {
        long to = 0, start = 0;
        for (var row = 0; row < offsets.Length - 1; row++)
        {
            var length = (int)(offsets[row + 1] - start);
            var entries = length > max ? new (int Cluster, InterestEntry Entry)[length] : [];
            for (var i = 0; i < entries.Length; i++) entries[i] = (keys[start + i], EntryAt(start + i));
            if (length > max) InterestTruncation.Settle(entries, max, logNorms);
            var kept = Math.Min(length, max);
            if (length > max)
                for (var i = 0; i < kept; i++) Put(to + i, entries[i].Cluster, entries[i].Entry);
            else if (to < start)
                for (var i = 0; i < kept; i++) Put(to + i, keys[start + i], EntryAt(start + i));
            start = offsets[row + 1];
            offsets[row + 1] = to += kept;
        }

        return keys.Length - to;

        InterestEntry EntryAt(long at) => new(scores[0][at], scores[1][at], scores[2][at], scores[3][at], scores[4][at], followedCounts[at], favedCounts[at]);

        void Put(long at, int cluster, in InterestEntry entry)
        {
            keys[at] = cluster;
            Place(at, [entry], scores, followedCounts, favedCounts);
        }
    }

    static SparseMatrix Shortened(int clusterCount, NativeArray<long> offsets, NativeArray<int> keys, long removed) => new(clusterCount, offsets, Shortened(keys, keys.Length - removed), null);

    static NativeArray<T> Shortened<T>(NativeArray<T> array, long length)
        where T : unmanaged
    {
        using (array)
        {
            var shortened = new NativeArray<T>(length, cleared: false);
            for (long i = 0; i < length; i++) shortened[i] = array[i];
            return shortened;
        }
    }
}
