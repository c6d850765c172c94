using SimClusters.Graphs;

namespace SimClusters.Similarity;

/// <summary>What the similarity graph looks like, and what to change when it is too dense or too sparse.</summary>
/// <param name="Producers">Producers that took part.</param>
/// <param name="EdgesAboveThreshold">Pairs above the minimum cosine.</param>
/// <param name="EdgesKept">Pairs that either end keeps among its top neighbours.</param>
/// <param name="MeanNeighbors">Kept neighbours a producer that took part.</param>
/// <param name="ProducersWithoutEdge">Producers that took part and have no neighbour: they can have no community.</param>
/// <param name="SampledConsumers">Consumers of whom only a sample of follows was looked at; 0 when S is exact.</param>
/// <param name="Advice">What to change, or null when the graph looks right.</param>
public sealed record SimilarityReport(
    int Producers, long EdgesAboveThreshold, long EdgesKept, double MeanNeighbors, int ProducersWithoutEdge, int SampledConsumers, string? Advice)
{
    // Communities need a few neighbours each; beyond five times what is kept, the threshold decides nothing any more.
    const double SparseShare = 0.5, SparseNeighbors = 3, DenseRatio = 5;

    /// <summary>Looks at a finished graph. O(producers + consumers).</summary>
    public static SimilarityReport Of(SimilarityGraph similarity, FollowGraph follows, ProducerSelection selection, SimilarityOptions options)
    {
        var alone = 0;
        for (var row = 0; row < similarity.ProducerCount; row++)
            if (selection.IsSelected[row] && similarity.Cosines.RowLength(row) == 0) alone++;

        var sampled = 0;
        if (options.MaxFollowsPerConsumer is { } limit)
        {
            for (var row = 0; row < follows.ConsumerCount; row++)
                if (follows.Follows.RowLength(row) > limit) sampled++;
        }

        var mean = 2.0 * similarity.EdgeCount / Math.Max(1, selection.SelectedCount);
        return new(
            selection.SelectedCount, similarity.EdgesAboveThreshold, similarity.EdgeCount, mean, alone, sampled,
            AdviceFor(selection, similarity, mean, alone, options));
    }

    static string? AdviceFor(ProducerSelection selection, SimilarityGraph similarity, double mean, int alone, SimilarityOptions options)
    {
        var producers = selection.SelectedCount;
        if (producers == 0)
        {
            return selection.BelowMinFollowers > 0 ? "No producer takes part: lower the minimum of followers."
                : selection.Inactive > 0 ? "No producer takes part, as all are inactive: check the table of users."
                : "No producer takes part: there is none, or none may; check the follows and the limit of producers.";
        }

        if (alone > SparseShare * producers || mean < SparseNeighbors)
        {
            return options.MinCosine > 0
                ? $"{(double)alone / producers:P0} of the producers have no neighbour and the mean is {mean:F1}: lower the minimum cosine (now {options.MinCosine}), or raise the minimum of followers so that producers with tiny audiences stay out."
                : $"{(double)alone / producers:P0} of the producers have no neighbour and the mean is {mean:F1}: their audiences do not meet; raise the minimum of followers.";
        }

        var dense = similarity.EdgesAboveThreshold > DenseRatio * similarity.EdgeCount;
        return dense
            ? $"{similarity.EdgesAboveThreshold:N0} pairs are above the minimum cosine and only {similarity.EdgeCount:N0} are kept: raise the minimum cosine (now {options.MinCosine}) to drop weak ties, or the neighbours that a producer keeps to use more of them."
            : null;
    }
}
