using ParquetSharp;
using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

public readonly record struct ClusterScore(ClusterId Cluster, float Score);

public readonly record struct UserScore(NodeId User, float Score);

/// <summary>One interest of a consumer: a row of interested_in.</summary>
/// <param name="FollowScore">Scores plain, over the cluster's norm, with each producer over its norm, and both.</param>
/// <param name="FollowedCount">Producers of the cluster that the consumer follows.</param>
/// <param name="FavedCount">Producers of the cluster that the consumer likes.</param>
/// <param name="ConsumerCount">Consumers who care about the cluster, before each was cut to the strongest.</param>
public readonly record struct Interest(
    ClusterId Cluster, float FollowScore, float FollowClusterNormalized, float FollowProducerNormalized, float FollowClusterAndProducerNormalized,
    float FavScore, float FavClusterNormalized, float FavProducerNormalized, float FavClusterAndProducerNormalized, float LogFavScore, float LogFavClusterNormalized,
    int FollowedCount, int FavedCount, int ConsumerCount);

/// <summary>One edge of a consumer: a row of engagement_graph.</summary>
public readonly record struct Engagement(NodeId Producer, bool IsFollowed, float FavScore);

/// <summary>Answers about one user or one cluster, without reading whole tables.</summary>
/// <remarks>
/// Tables are opened when first asked. A look-up by a table's first key decodes that column of one row group (or two) and the rows it finds; only
/// <see cref="Members"/> reads a whole column. One thread at a time. Every list is strongest first, ties to the lower id.
/// </remarks>
public sealed class ModelLookup : IDisposable
{
    readonly Model _model;
    readonly Dictionary<string, TableReader> _tables = new(StringComparer.Ordinal);
    readonly Dictionary<NodeId, string?> _names = [];
    string[]? _labels;

    internal ModelLookup(Model model)
    {
        _model = model;
        Nouns = new(this, model);
        Items = new(this);
    }

    /// <summary>Entities, topics and hashtags.</summary>
    public NounLookup Nouns { get; }

    /// <summary>Items, and recommendations of them.</summary>
    public ItemLookup Items { get; }

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
        return table.ReadTexts("reason", Find(table, producer)).FirstOrDefault();
    }

    /// <summary>What a consumer cares about, in the published order: by fav score, then log-fav, then follow; empty when the model knows nothing of it.</summary>
    /// <param name="consumer">Who.</param>
    /// <param name="maxConsumersPerCluster">Clusters with so many consumers or more are passed over; null takes all.</param>
    public IReadOnlyList<Interest> Interests(NodeId consumer, int? maxConsumersPerCluster = null)
    {
        var table = Table(InterestedInTable.Schema);
        var rows = Find(table, consumer);
        var clusters = table.Read<int>("cluster", rows);
        float[][] s = [.. InterestedInTable.Schema.Columns.Where(column => column.Kind == ColumnKind.Score).Select(column => table.Read<float>(column.Name, rows))];
        int[][] n = [.. InterestedInTable.Schema.Columns.Skip(2).Where(column => column.Kind == ColumnKind.Integer).Select(column => table.Read<int>(column.Name, rows))];
        return
        [
            .. clusters.Select((cluster, i) => new Interest(
                    new(cluster), s[0][i], s[1][i], s[2][i], s[3][i], s[4][i], s[5][i], s[6][i], s[7][i], s[8][i], s[9][i], n[0][i], n[1][i], n[2][i]))
                .Where(interest => maxConsumersPerCluster is not { } max || interest.ConsumerCount < max)
                .OrderByDescending(interest => interest.FavScore).ThenByDescending(interest => interest.LogFavScore).ThenByDescending(interest => interest.FollowScore),
        ];
    }

    /// <summary>Whom a consumer follows and likes; empty when the model knows nothing of it.</summary>
    public IReadOnlyList<Engagement> Engagements(NodeId consumer)
    {
        var table = Table(EngagementGraphTable.Schema);
        var rows = Find(table, consumer);
        var producers = ReadIds(table, "producer", rows);
        var weights = table.Read<float>("fav_score_half_life_100_days", rows);
        return [.. table.Read<bool>("is_followed", rows).Select((isFollowed, i) => new Engagement(producers(i), isFollowed, weights[i]))];
    }

    /// <summary>A producer's vector of a variant.</summary>
    public IReadOnlyList<ClusterScore> Embedding(NodeId producer, ProducerVariant variant = ProducerVariant.Follow) => Clusters(ProducerEmbeddingsTable.Schema(variant), producer);

    /// <summary>The producers whose audience is most like a cluster's.</summary>
    public IReadOnlyList<UserScore> TopProducers(ClusterId cluster, ProducerVariant variant = ProducerVariant.Follow)
    {
        var (table, rows) = Find(ClusterTopProducersTable.Schema(variant), cluster);
        return Users(table, "producer", "score", rows);
    }

    /// <summary>The producers with the nearest vectors.</summary>
    public IReadOnlyList<UserScore> SimilarUsers(NodeId producer, ProducerVariant variant = ProducerVariant.Follow)
    {
        var table = Table(SimilarUsersTable.Schema(variant));
        return Users(table, "similar", "score", Find(table, producer));
    }

    /// <summary>What a user is called, where the model knows it; else null.</summary>
    public string? NameOf(NodeId user)
    {
        if (!_model.Has(UsersTable.Schema.Name)) return null;
        if (_names.TryGetValue(user, out var name)) return name;
        var table = Table(UsersTable.Schema);
        return _names[user] = table.ReadTexts("name", Find(table, user)).FirstOrDefault() is { Length: > 0 } found ? found : null;
    }

    /// <summary>What a cluster is called.</summary>
    public string Label(ClusterId cluster)
    {
        _labels ??= [.. _model.ReadClusters().Select(row => row.Label)];
        return _labels[cluster.Row];
    }

    /// <summary>What the model says of a cluster, its members aside.</summary>
    public ClusterProfile Profile(ClusterId cluster) => ClusterProfile.Read(this, _model, cluster);

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

    /// <summary>The rows of a table whose first column is the cluster.</summary>
    internal (TableReader Table, RowRange Rows) Find(TableSchema schema, ClusterId cluster)
    {
        var table = Table(schema);
        return (table, table.Find<int>(value => value.CompareTo(cluster.Value)));
    }

    internal ClusterScore[] Clusters(TableSchema schema, NodeId producer)
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

    internal static Func<int, NodeId> ReadIds(TableReader table, string column, RowRange rows)
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

    internal static RowRange Find(TableReader table, NodeId id)
    {
        if (table.IdKindOf(0) != id.Kind) return default;
        if (id.Kind == IdKind.Integer) return table.Find<long>(value => value.CompareTo(id.Integer));
        var utf8 = id.Utf8();
        return table.Find<ByteArray>(value => Axis.Bytes(value).SequenceCompareTo(utf8));
    }

    internal TableReader Table(TableSchema schema)
    {
        if (_tables.TryGetValue(schema.Name, out var table)) return table;
        return _tables[schema.Name] = TableReader.Open(_model.FileOf(schema.Name), schema);
    }
}
