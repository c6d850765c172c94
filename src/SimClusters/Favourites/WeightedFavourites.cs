using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>The favourite graph of weights that came added up and decayed: user, author, weight.</summary>
public static class WeightedFavourites
{
    /// <param name="weights">Users like authors by a weight ≥ 0; of an edge that is there more than once, the sum counts. Consumed.</param>
    /// <param name="options">The half-life that the weights are of, <see cref="FavouriteGraphOptions.DownstreamHalfLifeInDays"/>, and the least weight.</param>
    /// <param name="now">The time that the weights are of.</param>
    /// <param name="users">Whom the graph may have, where activity is known.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>A graph of one half-life, and no state: an unfavourite that comes later takes nothing back.</returns>
    /// <exception cref="ArgumentException">Options out of range, or ids of several kinds in one column.</exception>
    /// <exception cref="OverflowException">A sum is above the range of a float.</exception>
    public static FavouriteGraphResult Build(EdgeColumns weights, FavouriteGraphOptions options, DateTimeOffset now, Users? users = null, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        var consumers = IdNumbering.Number([.. weights.Blocks.Select(block => block.Sources)], execution);
        var producers = IdNumbering.Number([.. weights.Blocks.Select(block => block.Targets)], execution);
        var (all, _) = EdgeGrouping.Group(consumers.Count, producers.Count, weights.Blocks, execution, DuplicateWeights.Sum);
        using (all)
        {
            var (edges, values, report) = Filtered(all, (float)options.MinWeight, users?.ActivityIn(consumers), users?.ActivityIn(producers));
            return new(new(consumers, producers, edges, [values], [options.DownstreamHalfLifeInDays], now), null, report);
        }
    }

    static (SparseMatrix Edges, NativeArray<float> Values, FavouriteGraphReport Report) Filtered(SparseMatrix all, float minWeight, bool[]? isActive, bool[]? isActiveProducer)
    {
        // Without a single edge there are no weights either.
        var weights = all.Values ?? new NativeArray<float>(0);
        var keeps = new bool[all.EntryCount];
        long kept = 0, pruned = 0, inactive = 0;
        for (var row = 0; row < all.RowCount; row++)
        {
            for (var edge = all.Offsets[row]; edge < all.Offsets[row + 1L]; edge++)
            {
                if (!float.IsFinite(weights[edge])) throw new OverflowException($"The weights of consumer row {row:N0} and producer row {all.Keys[edge]:N0} add up to more than a float holds; scale them down.");
                if (weights[edge] < minWeight) pruned++;
                else if (isActive?[row] == false || isActiveProducer?[all.Keys[edge]] == false) inactive++;
                else
                {
                    keeps[edge] = true;
                    kept++;
                }
            }
        }

        var (offsets, keys, values) = (new NativeArray<long>(all.RowCount + 1L), new NativeArray<int>(kept, cleared: false), new NativeArray<float>(kept, cleared: false));
        long to = 0;
        for (var row = 0; row < all.RowCount; row++)
        {
            for (var edge = all.Offsets[row]; edge < all.Offsets[row + 1L]; edge++)
                if (keeps[edge]) (keys[to], values[to++]) = (all.Keys[edge], weights[edge]);
            offsets[row + 1L] = to;
        }

        return (new(all.ColumnCount, offsets, keys, null), values, new() { PrunedCount = pruned, InactiveCount = inactive, EdgeCount = kept });
    }
}
