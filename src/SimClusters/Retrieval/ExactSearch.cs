using SimClusters.Numerics;

namespace SimClusters.Retrieval;

/// <summary>A row of a matrix of vectors, and how near it is.</summary>
/// <param name="Cosine">In (0, 1].</param>
public readonly record struct NearRow(int Row, double Cosine);

/// <summary>Which vectors are nearest to one? All are looked at: what an approximate search is measured by, and what a person's question can wait for.</summary>
public static class ExactSearch
{
    /// <param name="vectors">Anything × clusters, values ≥ 0.</param>
    /// <param name="query">Distinct clusters below the columns' number, scores ≥ 0.</param>
    /// <param name="max">Rows to find at most.</param>
    /// <param name="except">A row to pass over: the query's own; −1 for none.</param>
    /// <returns>By falling cosine, ties to the lower row; rows without a cluster in common are not among them.</returns>
    /// <exception cref="ArgumentException">A cluster of the query is not a column.</exception>
    /// <remarks>Time: one step an entry. Memory: 8 bytes a column, and 16 a row that has a cluster in common.</remarks>
    public static IReadOnlyList<NearRow> Find(SparseMatrix vectors, IReadOnlyCollection<(int Cluster, float Score)> query, int max, int except = -1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(max);
        var dense = new double[vectors.ColumnCount];
        var queryNorm = 0.0;
        foreach (var (cluster, score) in query)
        {
            if ((uint)cluster >= (uint)dense.Length) throw new ArgumentException($"Cluster {cluster:N0} of the query is not among {dense.Length:N0}.", nameof(query));
            dense[cluster] = score;
            queryNorm += (double)score * score;
        }

        var found = new List<NearRow>();
        for (var row = 0; row < vectors.RowCount; row++)
        {
            if (row == except) continue;
            var (dot, norm) = Products(vectors, row, dense);
            if (dot > 0) found.Add(new(row, Math.Min(1, dot / Math.Sqrt(norm * queryNorm))));
        }

        return [.. found.OrderByDescending(near => near.Cosine).ThenBy(near => near.Row).Take(max)];
    }

    static (double Dot, double SquaredNorm) Products(SparseMatrix vectors, int row, double[] query)
    {
        var (dot, norm) = (0.0, 0.0);
        var clusters = vectors.RowKeys(row);
        var scores = vectors.RowValues(row);
        for (var i = 0; i < clusters.Length; i++)
        {
            dot += scores[i] * query[clusters[i]];
            norm += (double)scores[i] * scores[i];
        }

        return (dot, norm);
    }
}
