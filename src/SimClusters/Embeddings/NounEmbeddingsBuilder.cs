using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>E: the cosine of each noun's users with each community's column of U, in both directions.</summary>
public static class NounEmbeddingsBuilder
{
    // Nouns a thread takes at a time: one where there are few, which may have a million users each; as in other products where there are many.
    static int BlockSize(int nounCount) => Math.Clamp(nounCount / 1_024, 1, 512);

    /// <param name="variant">What the vectors are called; the options say what they are.</param>
    /// <param name="nouns">N, nouns × users.</param>
    /// <param name="consumers">Whom the rows of U are of.</param>
    /// <param name="interests">U, with the norms of its columns.</param>
    /// <param name="options">Score, norms and thresholds; see <see cref="NounEmbeddingsOptions.Of"/>.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>
    /// E = rowL2(N) · colL2(U). A user whose interests are not known adds nothing to a sum and all of its weight to the noun's norm. The lists of clusters are taken of everything above
    /// the threshold, not of what nouns keep.
    /// </returns>
    /// <exception cref="ArgumentException">Users and consumers have ids of different kinds, their counts differ from the interests', or the score needs favourites and there are none.</exception>
    /// <remarks>
    /// <para>
    /// Time: one step a pair and cluster of its user. Memory: the result, 8 bytes a cluster that a user of any noun cares about, 20 bytes a cluster a thread, and 12 a place of the clusters' lists.
    /// </para>
    /// <para>
    /// Zeros are dropped in both directions; the source keeps them in the list of a cluster. A noun whose weights are all 0 has no vector; there it is not a number.
    /// Source: EntityToSimClustersEmbeddingsJob.scala, SimClustersEmbeddingBaseJob; entities_and_indexes.md §3, §4.1.
    /// </para>
    /// </remarks>
    public static NounEmbeddings Build(
        NounVariant variant, NounEngagements nouns, NodeIndex consumers, InterestedIn interests, NounEmbeddingsOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (consumers.Count != interests.ConsumerCount)
            throw new ArgumentException($"{consumers.Count:N0} consumers for the interests of {interests.ConsumerCount:N0}: give both of one model.", nameof(consumers));
        if (interests.Scores(options.Score) is null) throw new ArgumentException($"The vectors {variant} are made of favourites, and nothing is known of those.", nameof(interests));

        var scores = interests.Of(options.Score);
        var (rowNorms, removedNouns) = RowNorms(nouns.Weights, options, execution);
        var columnNorms = options.Norms == ColumnNorms.OfStored ? scores.ColumnNorms(execution) : interests.Norms(options.Score);
        using var best = new TopRows(MostNouns(nouns, columnNorms), options.MaxNounsPerCluster);
        var scale = new CosineScale(rowNorms, columnNorms, Scales: null, options.MinScore, IsStrict: true, best);

        var tolls = new CosineTolls();
        using var rows = PackedRows.Of(scores, RowMap.Of(nouns.Users, consumers, execution), execution);
        var product = nouns.Weights.Values is { } weights
            ? RowProduct.Run<double, float, WeightedTerm, CosineFinish, float>(nouns.Weights, rows, new(weights), () => new(scale), finish => tolls.Add(finish.Tolls), options.MaxClustersPerNoun, execution, BlockSize(nouns.Weights.RowCount))
            : RowProduct.Run<double, float, UnweightedTerm, CosineFinish, float>(nouns.Weights, rows, default, () => new(scale), finish => tolls.Add(finish.Tolls), options.MaxClustersPerNoun, execution, BlockSize(nouns.Weights.RowCount));
        return new(
            variant, new SparseMatrix(interests.ClusterCount, product.Offsets, product.Keys, product.Values), best.ToMatrix(nouns.Nouns.Count, execution),
            removedNouns, tolls.BelowMinimum, tolls.Cut);
    }

    // 0 for a noun that has too few users.
    static (double[] Norms, int RemovedCount) RowNorms(SparseMatrix weights, NounEmbeddingsOptions options, Execution execution)
    {
        var norms = new double[weights.RowCount];
        var removedCount = 0;
        ParallelRows.Run(norms.Length, BlockSize(norms.Length), execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                if (weights.RowLength(row) >= options.MinUsersPerNoun) norms[row] = weights.RowNorm(row);
                else Interlocked.Increment(ref removedCount);
            }
        });
        return (norms, removedCount);
    }

    static int[] MostNouns(NounEngagements nouns, double[] columnNorms) => [.. columnNorms.Select(norm => norm > 0 ? nouns.Nouns.Count : 0)];
}
