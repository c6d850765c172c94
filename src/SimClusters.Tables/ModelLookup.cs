using ParquetSharp;
using SimClusters.Graphs;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

public readonly record struct ClusterScore(ClusterId Cluster, float Score);

public readonly record struct UserScore(NodeId User, float Score);

/// <summary>One interest of a consumer, in the four weightings of interested_in.</summary>
public readonly record struct InterestScore(
    ClusterId Cluster, float FollowScore, float ClusterNormalized, float ProducerNormalized, float ClusterAndProducerNormalized);

/// <summary>Answers about one user or one cluster, without reading whole tables.</summary>
/// <remarks>
/// Tables are opened when first asked. A look-up by a table's first key decodes that column of one row group (or two) and the rows it finds; only
/// <see cref="Members"/> reads a whole column. One thread at a time. Every list is strongest first, ties to the lower id.
/// </remarks>
public sealed class ModelLookup(Model model) : IDisposable
{
    readonly Dictionary<string, TableReader> _tables = new(StringComparer.Ordinal);

    /// <summary>The cluster a producer is known for, or null.</summary>
    public ClusterScore? KnownFor(NodeId producer)
    {
        var scores = Clusters(KnownForTable.Schema, producer);
        return scores.Length == 0 ? null : scores[0];
    }

    /// <summary>Why a producer is known for no cluster; null when it is, or when the model does not know it.</summary>
    public string? UnassignedReason(NodeId producer)
    {
        var table = Table(UnassignedTable.Schema);
        return UnassignedTable.ReadReasons(table, Find(table, producer)).FirstOrDefault();
    }

    /// <summary>What a consumer cares about, by follow score; empty when the model knows nothing of it.</summary>
    public IReadOnlyList<InterestScore> Interests(NodeId consumer)
    {
        var table = Table(InterestedInTable.Schema);
        var rows = Find(table, consumer);
        var clusters = table.Read<int>("cluster", rows);
        var scores = InterestedInTable.Schema.Columns.Skip(2).Select(column => table.Read<float>(column.Name, rows)).ToArray();
        return [.. clusters.Select((cluster, i) => new InterestScore(new(cluster), scores[0][i], scores[1][i], scores[2][i], scores[3][i])).OrderByDescending(interest => interest.FollowScore)];
    }

    /// <summary>A producer's embedding.</summary>
    public IReadOnlyList<ClusterScore> Embedding(NodeId producer) => Clusters(ProducerEmbeddingsTable.Schema, producer);

    /// <summary>The producers whose audience is most like a cluster's.</summary>
    public IReadOnlyList<UserScore> TopProducers(ClusterId cluster)
    {
        var table = Table(ClusterTopProducersTable.Schema);
        return Users(table, "producer", "score", table.Find<int>(value => value.CompareTo(cluster.Value)));
    }

    /// <summary>The producers most like one, by who follows them.</summary>
    public IReadOnlyList<UserScore> Neighbors(NodeId producer)
    {
        var table = Table(SimilarityTable.Schema);
        return Users(table, "neighbor", "cosine", Find(table, producer));
    }

    /// <summary>The producers known for a cluster, best known first. Reads the cluster column of known_for.</summary>
    public IReadOnlyList<UserScore> Members(ClusterId cluster)
    {
        var table = Table(KnownForTable.Schema);
        var rows = new List<long>();
        table.Scan<int>(1, table.AllRows, (first, clusters) =>
        {
            for (var i = 0; i < clusters.Length; i++)
                if (clusters[i] == cluster.Value) rows.Add(first + i);
        });
        if (rows.Count == 0) return [];
        var range = new RowRange(rows[0], rows[^1] + 1);
        var scores = table.Read<float>("score", range);
        var ids = ReadIds(table, "producer", range);
        return [.. rows.Select(row => new UserScore(ids((int)(row - range.First)), scores[row - range.First])).OrderByDescending(user => user.Score)];
    }

    public void Dispose()
    {
        foreach (var table in _tables.Values) table.Dispose();
    }

    ClusterScore[] Clusters(TableSchema schema, NodeId producer)
    {
        var table = Table(schema);
        var rows = Find(table, producer);
        var scores = table.Read<float>("score", rows);
        return [.. table.Read<int>("cluster", rows).Select((cluster, i) => new ClusterScore(new(cluster), scores[i])).OrderByDescending(cluster => cluster.Score)];
    }

    static UserScore[] Users(TableReader table, string user, string score, RowRange rows)
    {
        var ids = ReadIds(table, user, rows);
        return [.. table.Read<float>(score, rows).Select((value, i) => new UserScore(ids(i), value)).OrderByDescending(entry => entry.Score)];
    }

    static Func<int, NodeId> ReadIds(TableReader table, string column, RowRange rows)
    {
        if (table.IdKindOf(table.Schema.IndexOf(column)) == IdKind.Integer)
        {
            var integers = table.Read<long>(column, rows);
            return i => NodeId.Of(integers[i]);
        }

        var texts = new string[rows.Count];
        table.Scan<ByteArray>(table.Schema.IndexOf(column), rows, (first, values) =>
        {
            for (var i = 0; i < values.Length; i++) texts[first - rows.First + i] = System.Text.Encoding.UTF8.GetString(Axis.Bytes(values[i]));
        });
        return i => NodeId.Of(texts[i]);
    }

    static RowRange Find(TableReader table, NodeId id)
    {
        if (table.IdKindOf(0) != id.Kind) return default;
        if (id.Kind == IdKind.Integer) return table.Find<long>(value => value.CompareTo(id.Integer));
        var utf8 = id.Utf8();
        return table.Find<ByteArray>(value => Axis.Bytes(value).SequenceCompareTo(utf8));
    }

    TableReader Table(TableSchema schema)
    {
        if (_tables.TryGetValue(schema.Name, out var table)) return table;
        return _tables[schema.Name] = TableReader.Open(model.FileOf(schema.Name), schema);
    }
}
