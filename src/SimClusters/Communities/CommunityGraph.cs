using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>A symmetric graph as the sampler sees it: the similarity matrix itself, the weighting of its edges, and each vertex's mean weight.</summary>
/// <remarks>
/// Memory: 8 bytes a vertex beyond the matrix, which is read in place (4 bytes an edge and direction, 8 with weights, and 8 bytes a vertex). Does not own the matrix.
/// </remarks>
sealed class CommunityGraph : IDisposable
{
    readonly EdgeWeights _weighting;

    /// <param name="matrix">Symmetric, the diagonal empty, weights positive and finite.</param>
    /// <param name="weighting">What each weight becomes; edges of an unweighted matrix weigh 1 whatever is asked for.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">The matrix is not square, or a weight is not a positive finite number.</exception>
    internal CommunityGraph(SparseMatrix matrix, EdgeWeights weighting, Execution execution)
    {
        if (matrix.RowCount != matrix.ColumnCount)
            throw new ArgumentException($"A graph has as many rows as columns, found {matrix.RowCount:N0} × {matrix.ColumnCount:N0}.", nameof(matrix));
        Matrix = matrix;

        _weighting = matrix.IsWeighted ? weighting : EdgeWeights.One;
        MeanWeights = new(Math.Max(1, matrix.RowCount));
        ParallelRows.Run(matrix.RowCount, 4_096, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var vertex = first; vertex < end; vertex++) MeanWeights[vertex] = MeanWeight(vertex);
        });

        var sum = 0.0;
        for (var vertex = 0; vertex < matrix.RowCount; vertex++)
        {
            if (matrix.RowLength(vertex) == 0) continue;
            ConnectedCount++;
            sum += MeanWeights[vertex] * matrix.RowLength(vertex);
        }

        MeanEdgeWeight = matrix.EntryCount == 0 ? 1 : sum / matrix.EntryCount;
    }

    internal SparseMatrix Matrix { get; }

    internal int VertexCount => Matrix.RowCount;

    /// <summary>Vertices with an edge.</summary>
    internal int ConnectedCount { get; }

    /// <summary>By vertex: a, the mean weight of its edges; 0 where there are none.</summary>
    internal NativeArray<double> MeanWeights { get; }

    /// <summary>ḡ, the mean weight of all edges; 1 where there are none.</summary>
    internal double MeanEdgeWeight { get; }

    internal EdgeWeights Weighting => _weighting;

    /// <summary>The weight of one stored entry, as the sampler counts it.</summary>
    internal float Weight(long entry) => _weighting switch
    {
        EdgeWeights.Cosine => Matrix.Values![entry],
        EdgeWeights.Squared => SquaredWeight.Of(Matrix.Values![entry]),
        _ => 1f,
    };

    public void Dispose() => MeanWeights.Dispose();

    double MeanWeight(int vertex)
    {
        var length = Matrix.RowLength(vertex);
        if (length == 0 || _weighting == EdgeWeights.One) return length == 0 ? 0 : 1;
        var values = Matrix.RowValues(vertex);
        var sum = _weighting == EdgeWeights.Cosine ? Sum<CosineWeight>(values) : Sum<SquaredWeight>(values);
        if (double.IsFinite(sum)) return sum / length;

        var entry = Matrix.Offsets[vertex];
        while (Weight(entry) is > 0 and < float.PositiveInfinity) entry++;
        throw new ArgumentException(
            $"Edge {vertex} to {Matrix.Keys[entry]} (rows from 0): expected a positive finite weight, found {Weight(entry)}" +
            $"{(_weighting == EdgeWeights.Squared ? " after 10·w²" : "")}; leave such edges out.", nameof(vertex));
    }

    /// <summary>In row order; not a number when any weight is not positive and finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Sum<TWeight>(ReadOnlySpan<float> values)
        where TWeight : struct, IEdgeWeight
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            var weight = TWeight.Of(value);
            sum += weight is > 0 and < float.PositiveInfinity ? weight : double.NaN;
        }

        return sum;
    }
}
