using SimClusters.Numerics;
using SimClusters.Similarity;

namespace SimClusters.Communities;

/// <summary>Here is who is similar to whom: which communities are there, and which is each producer known for?</summary>
public static class KnownForBuilder
{
    /// <summary>Communities of the similarity graph; see the other overload.</summary>
    public static KnownForResult Build(
        SimilarityGraph similarity, CommunityOptions options, Execution? execution = null,
        bool[]? isSelected = null, int[]? startLabels = null, IProgress<EpochReport>? epochs = null) =>
        Build(similarity.Cosines, options, execution, isSelected, startLabels, epochs);

    /// <summary>Neighbourhood-aware Metropolis–Hastings on a symmetric graph, and what our method adds to it.</summary>
    /// <param name="graph">Vertices × vertices: symmetric, the diagonal empty, weights positive and finite (1 where there are none).</param>
    /// <param name="options">Method, communities, seed; see <see cref="CommunityOptions"/>.</param>
    /// <param name="execution">Threads and cancellation; nothing of the result depends on them.</param>
    /// <param name="isSelected">By vertex, whether it was a candidate at all: the reason given for having no community, and k where nobody gives it, depend on it. Null: all were.</param>
    /// <param name="startLabels">
    /// By vertex, the community to start in, 0 to k − 1 or <see cref="KnownFor.None"/>: of a file, or of the model before, mapped to the rows of this one. Null starts from
    /// random neighbourhoods.
    /// </param>
    /// <param name="epochs">Told after each epoch, on the calling thread.</param>
    /// <returns>
    /// Communities 0 to k − 1, some perhaps empty, never renumbered, and one affiliation in [0, 1] a vertex. A vertex without an edge has no community
    /// unless a start label gave it one.
    /// </returns>
    /// <exception cref="ArgumentException">The graph is not square, a weight is not positive and finite, or the labels do not fit it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; checked between blocks of vertices.</exception>
    /// <remarks>
    /// Memory beyond the graph: 17 bytes a vertex, the result included, 4 more in the last step, and for each thread 16 bytes a community. Equal inputs, options and
    /// seed give equal bytes at any thread count. Source: MHAlgorithm.java of twitter/sbf and UpdateKnownForSBFRunner.scala.
    /// </remarks>
    public static KnownForResult Build(
        SparseMatrix graph, CommunityOptions options, Execution? execution = null,
        bool[]? isSelected = null, int[]? startLabels = null, IProgress<EpochReport>? epochs = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (isSelected is not null && isSelected.Length != graph.RowCount)
            throw new ArgumentException(
                $"Selection: expected a flag for each of {graph.RowCount:N0} vertices, found {isSelected.Length:N0}.", nameof(isSelected));

        using var weighted = new CommunityGraph(graph, options.EdgeWeights, execution);
        var clusterCount = options.ClusterCount ?? ChooseClusterCount(isSelected?.Count(selected => selected) ?? weighted.ConnectedCount, startLabels);
        var assignment = startLabels is null
            ? CommunityStart.FromNeighborhoods(weighted, clusterCount, options.Seed)
            : CommunityStart.FromLabels(weighted, clusterCount, startLabels);

        using var run = new CommunityRun(weighted, assignment, options, execution, epochs);
        if (startLabels is not null) run.Seed();
        run.Sample();
        run.Finish();
        var before = CommunityQuality.Measure(weighted, assignment, options.WeightCoefficient, execution);
        var after = before;
        if (options.AttachUnassigned)
        {
            run.Settle();
            after = CommunityQuality.Measure(weighted, assignment, options.WeightCoefficient, execution);
        }

        var knownFor = new KnownFor(clusterCount, assignment.Labels, Affiliation.Scores(weighted, assignment, execution));
        return new(knownFor, run.Reports, before, after, Reasons(graph, assignment.Labels, isSelected));
    }

    /// <summary>k when nobody gives it: as many as there are start labels, else one for every 200 vertices, at least 2 (ClusterHdfsGraphApp of the published code).</summary>
    /// <param name="vertexCount">Vertices that may have a community: the selected ones, or without a selection those with an edge.</param>
    /// <param name="startLabels">By vertex, the community to start in, or null; who starts from communities keeps their number.</param>
    public static int ChooseClusterCount(int vertexCount, int[]? startLabels = null)
    {
        var labelCount = startLabels is { Length: > 0 } ? startLabels.Max() + 1 : 0;
        return labelCount > 0 ? labelCount : Math.Max(2, vertexCount / 200);
    }

    static UnassignedReason[] Reasons(SparseMatrix graph, int[] labels, bool[]? isSelected)
    {
        var reasons = new UnassignedReason[labels.Length];
        for (var vertex = 0; vertex < labels.Length; vertex++)
        {
            reasons[vertex] = labels[vertex] != KnownFor.None ? UnassignedReason.Assigned
                : isSelected is not null && !isSelected[vertex] ? UnassignedReason.NotSelected
                : graph.RowLength(vertex) == 0 ? UnassignedReason.NoEdges
                : UnassignedReason.NoCommunity;
        }

        return reasons;
    }
}
