using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>KnownFor as a table has it.</summary>
/// <param name="KnownFor">V, in the rows of the graph's producers.</param>
/// <param name="File">What the manifest says of the table.</param>
/// <param name="UnknownCount">Rows of producers that the graph does not have, passed over.</param>
public sealed record KnownForInput(KnownFor KnownFor, InputFile File, long UnknownCount);

/// <summary>Reads communities that were found elsewhere, or before: producer, cluster and, where there is one, a score. In any form DuckDB reads.</summary>
public static class KnownForSource
{
    static readonly string[] s_producers = ["producer", "producer_id", "id", "user_id", "user"];
    static readonly string[] s_clusters = ["cluster", "cluster_id", "community", "label"];
    static readonly string[] s_scores = ["score", "known_for_score", "affiliation", "weight"];

    /// <param name="input">A path or a <c>SELECT</c>; clusters are counted from 1, scores are in [0, 1], and 1 where there is no such column.</param>
    /// <param name="producers">The producers of the graph; the ids must be of their kind.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">Columns are missing, a cluster is below 1, a score is outside 0 to 1, or a producer has two clusters.</exception>
    public static KnownForInput Read(string input, NodeIndex producers, Execution execution, long memoryLimitBytes = 1L << 30)
    {
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = session.Rows($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {relation.Sql})", input);
        var id = Find(columns, s_producers) ?? throw Missing(input, columns, "producer");
        var cluster = Find(columns, s_clusters) ?? throw Missing(input, columns, "cluster");
        var score = Find(columns, s_scores);
        var column = RelationColumns.Column(session, relation, id[0]!, id[1]!, producers.Kind == IdKind.Text ? IdKind.Text : null);
        if (column.Kind != producers.Kind)
            throw new TableFormatException(input, $"expected integers in column '{id[0]}', as the follows have, found text.");

        var scoreSql = score is null ? "1::FLOAT" : $"CAST({DuckDbSession.Quoted(score[0]!)} AS FLOAT)";
        var table = new KnownForRows(input, producers);
        using (var rows = session.Query($"SELECT {column.Expression}, CAST({DuckDbSession.Quoted(cluster[0]!)} AS INTEGER), {scoreSql} FROM {relation.Sql}", input))
        {
            while (rows.Next())
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                table.Add(rows, column);
            }
        }

        var file = relation.IsQuery ? new InputFile(input, table.RowCount, 0, null) : new(input, table.RowCount, new FileInfo(input).Length, HashingStream.HashOf(input));
        return new(new(table.ClusterCount, table.Clusters, table.Scores), file, table.UnknownCount);
    }

    static string?[]? Find(List<string?[]> columns, string[] known) =>
        columns.FirstOrDefault(column => known.Contains(column[0], StringComparer.OrdinalIgnoreCase));

    static TableFormatException Missing(string input, List<string?[]> columns, string wanted) =>
        new(input, $"expected a column such as {wanted}, found '{string.Join("', '", columns.Select(column => column[0]))}'.");

    // The table as it grows, by producer row.
    sealed class KnownForRows(string input, NodeIndex producers)
    {
        internal int[] Clusters { get; } = [.. Enumerable.Repeat(KnownFor.None, producers.Count)];

        internal float[] Scores { get; } = new float[producers.Count];

        internal int ClusterCount { get; private set; }

        internal long RowCount { get; private set; }

        internal long UnknownCount { get; private set; }

        internal void Add(DuckDbRows rows, RelationColumn column)
        {
            var ids = new IdBuffer(column.Kind);
            var validity = new RowValidity(rows);
            VectorReader.Append(rows, 0, validity, ids, column.Name, input);
            using var block = ids.Take();
            var clusters = rows.Values<int>(1);
            var scores = rows.Values<float>(2);
            for (int row = 0, next = 0; row < rows.Count; row++)
            {
                RowCount++;
                if (!validity.IsGood(row)) throw new TableFormatException(input, RowCount, "a producer, a cluster and a score", "NULL");
                Put(block.Kind == IdKind.Text ? producers.RowOf(block.TextAt(next)) : producers.RowOf(block.IntegerAt(next)), clusters[row], scores[row]);
                next++;
            }
        }

        void Put(int producerRow, int cluster, float score)
        {
            if (cluster < 1) throw new TableFormatException(input, RowCount, "a cluster of 1 or more", cluster.ToString());
            if (!(score is >= 0 and <= 1)) throw new TableFormatException(input, RowCount, "a score from 0 to 1 (divide by the largest)", score.ToString());
            ClusterCount = Math.Max(ClusterCount, cluster);
            if (producerRow < 0)
            {
                UnknownCount++;
                return;
            }

            if (Clusters[producerRow] != KnownFor.None)
                throw new TableFormatException(input, RowCount, $"one cluster a producer, and {producers.NameAt(producerRow)} has {Clusters[producerRow] + 1} already", cluster.ToString());
            Clusters[producerRow] = cluster - 1;
            Scores[producerRow] = score;
        }
    }
}
