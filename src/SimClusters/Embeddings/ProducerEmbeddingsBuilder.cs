using SimClusters.Engagements;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>Ṽ: the cosine of each producer's followers or favers with each community's column of U; of the cosine variants both directions.</summary>
public static class ProducerEmbeddingsBuilder
{
    /// <param name="graph">A; every producer of it gets a vector, whether communities were sought for it or not.</param>
    /// <param name="interests">U, with the norms of its columns.</param>
    /// <param name="variant">Which vectors.</param>
    /// <param name="options">Thresholds; see <see cref="ProducerEmbeddingsOptions"/>.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>
    /// Cosines in (0, 1], or aggregatable scores. The cosine variants divide by norms over all edges and all of U before truncation, so a cosine is a little low where many consumers
    /// were cut; the aggregatable ones by the norms of what is there, and are exact.
    /// </returns>
    /// <exception cref="ArgumentException">The graph and the interests count consumers differently, or the variant needs favourites and there are none.</exception>
    /// <remarks>
    /// Time: one step an edge and cluster of its consumer. Memory: the result, 20 bytes a cluster a thread, and 8 bytes a place of the clusters' lists.
    /// Source: ProducerEmbeddingsFromInterestedIn.scala and embedding/producer/*.scala; offline.md §8.2, §8.3.
    /// </remarks>
    public static ProducerEmbeddings Build(
        EngagementGraph graph, InterestedIn interests, ProducerVariant variant, ProducerEmbeddingsOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (graph.ConsumerCount != interests.ConsumerCount)
            throw new ArgumentException($"The graph has {graph.ConsumerCount:N0} consumers and the interests {interests.ConsumerCount:N0}: build both from one graph.", nameof(interests));
        if (variant.NeedsFavourites() && !interests.HasFavourites) throw new ArgumentException($"The vectors {variant} are made of favourites, and nothing is known of those.", nameof(variant));

        using var best = variant.IsCosine() ? new TopRows(MostProducers(graph, interests), options.MaxProducersPerCluster) : null;
        var (edges, weights) = EdgesOf(graph, variant);
        var right = interests.Of(variant.Score());
        var rowNorms = RowNorms(graph, variant, edges, weights, options, execution);
        var scale = new CosineScale(
            rowNorms, variant.IsCosine() ? interests.Norms(variant.Score()) : right.ColumnNorms(execution), variant.IsCosine() ? null : Scales(graph, variant, rowNorms),
            options.MinCosine, !variant.IsCosine(), best);

        var tolls = new CosineTolls();
        using var rows = new PackedRows<float>(right, entry => right.Values![entry], execution);
        var product = weights is null
            ? RowProduct.Run<double, float, UnweightedTerm, CosineFinish, float>(edges, rows, default, () => new(scale), finish => tolls.Add(finish.Tolls), options.MaxClustersPerProducer, execution)
            : RowProduct.Run<double, float, WeightedTerm, CosineFinish, float>(edges, rows, new(weights), () => new(scale), finish => tolls.Add(finish.Tolls), options.MaxClustersPerProducer, execution);
        return new(
            variant, new SparseMatrix(interests.ClusterCount, product.Offsets, product.Keys, product.Values),
            best?.ToMatrix(graph.ProducerCount, execution), tolls.BelowMinimum, tolls.Cut);
    }

    // By producer: its edges, and what each weighs where that is not 1.
    static (SparseMatrix Edges, NativeArray<float>? Weights) EdgesOf(EngagementGraph graph, ProducerVariant variant) => variant switch
    {
        _ when variant.IsByFollows() => (graph.Followers, null),
        ProducerVariant.Fav or ProducerVariant.AggregatableFav => (graph.Favers!.Weights, graph.Favers.Weights.Values),
        _ => (graph.Favers!.Weights, graph.Favers.Logs),
    };

    static double[] RowNorms(
        EngagementGraph graph, ProducerVariant variant, SparseMatrix edges, NativeArray<float>? weights, ProducerEmbeddingsOptions options, Execution execution)
    {
        var norms = new double[graph.ProducerCount];
        ParallelRows.Run(norms.Length, 1_024, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                if (!TakesPart(graph.Norms, variant, row, options)) continue;
                norms[row] = variant switch
                {
                    ProducerVariant.Follow => graph.Norms.FollowerNorm(row),
                    ProducerVariant.Fav => graph.Norms.FaverNorms[row],
                    _ => Norm(edges, weights, row),
                };
            }
        });
        return norms;
    }

    static bool TakesPart(NormsAndCounts norms, ProducerVariant variant, int row, ProducerEmbeddingsOptions options) => variant switch
    {
        ProducerVariant.Follow => norms.FollowerCounts[row] >= options.MinFollowers,
        ProducerVariant.RelaxedAggregatableLogFav => norms.FaverCounts[row] >= options.RelaxedMinFavers,
        _ => norms.FaverCounts[row] >= options.MinFavers,
    };

    static double Norm(SparseMatrix edges, NativeArray<float>? weights, int row)
    {
        if (weights is null) return Math.Sqrt(edges.RowLength(row));
        var squares = 0.0;
        foreach (var weight in weights.Slice(edges.Offsets[row], edges.RowLength(row))) squares += (double)weight * weight;
        return Math.Sqrt(squares);
    }

    // A follow weighs 1/√followers there, counted before the cut.
    static double[] Scales(EngagementGraph graph, ProducerVariant variant, double[] rowNorms) => variant == ProducerVariant.AggregatableFollow
        ? [.. rowNorms.Select((norm, row) => norm * NormsAndCounts.Inverse(graph.Norms.FollowerNorm(row)))]
        : rowNorms;

    static int[] MostProducers(EngagementGraph graph, InterestedIn interests)
    {
        var most = new int[interests.ClusterCount];
        for (var cluster = 0; cluster < most.Length; cluster++)
            if (interests.ConsumerCounts[cluster] > 0) most[cluster] = graph.ProducerCount;
        return most;
    }
}
