using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Indexing;

/// <summary>One thread's work on one item at a time: from its pairs to its strongest clusters.</summary>
sealed class ItemScoring(SparseMatrix interests, NativeArray<int> consumerOf, HalfLifeDecay decay, long nowMs) : IDisposable
{
    readonly RowAccumulator<ItemSum> _sums = new(interests.ColumnCount);

    internal RowBlockWriter<ItemEntry> Output { get; } = new();

    internal ItemTolls Tolls { get; } = new();

    /// <summary>Writes the item's clusters, ascending, and says how many there are.</summary>
    internal int Run(int item, ReadOnlySpan<ItemPair> pairs, int maxClusters)
    {
        foreach (var pair in pairs)
        {
            var consumer = consumerOf[pair.User];
            if (consumer < 0 || interests.RowLength(consumer) == 0)
            {
                Tolls.PairsWithoutInterests++;
                continue;
            }

            var worth = decay.At(nowMs - pair.TimeMs);
            var clusters = interests.RowKeys(consumer);
            var scores = interests.RowValues(consumer);
            for (var i = 0; i < clusters.Length; i++) _sums.Touch(clusters[i]).Add(worth * scores[i]);
        }

        return _sums.Finish<Finish, ItemEntry>(item, new Finish(Tolls), maxClusters, Output);
    }

    public void Dispose()
    {
        _sums.Dispose();
        Output.Dispose();
    }

    struct ItemSum
    {
        internal double Score;
        internal int PairCount;

        internal void Add(double score)
        {
            Score += score;
            PairCount++;
        }
    }

    readonly struct Finish(ItemTolls tolls) : IRowFinish<ItemSum, ItemEntry>
    {
        public float Score(int row, int column, in ItemSum sum, int termCount) => (float)sum.Score;

        public ItemEntry Store(int row, int column, in ItemSum sum, float score) => new(score, sum.PairCount);

        public void Truncated(int row, int count) => tolls.Truncated += count;
    }
}

/// <summary>What one thread, or all, counted on the way from pairs to lists.</summary>
sealed class ItemTolls
{
    internal long PairsWithoutInterests, Truncated, FewPairs, NotByFavourites;

    internal void Add(ItemTolls other)
    {
        PairsWithoutInterests += other.PairsWithoutInterests;
        Truncated += other.Truncated;
        FewPairs += other.FewPairs;
        NotByFavourites += other.NotByFavourites;
    }
}
