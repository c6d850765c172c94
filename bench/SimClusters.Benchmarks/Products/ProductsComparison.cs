using SimClusters.Clusters;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Products;

/// <summary>Each batch product, tables in memory to result in memory: how many times the speed of the same SQL in DuckDB? And is it the same result?</summary>
/// <remarks>
/// products NETWORK-FOLDER [threads] [rounds] [part of a name]: a folder of <c>simclusters generate</c>. KnownFor is the planted communities. A first round warms up and compares the results.
/// With a part of a name only the products whose names have it are timed and compared; what they are made of is made untimed, on either side.
/// </remarks>
sealed class ProductsComparison
{
    readonly ProductsNetwork _network;
    readonly Execution _execution;
    readonly ProductTimes _times;

    ProductsComparison(ProductsNetwork network, Execution execution, string filter) => (_network, _execution, _times) = (network, execution, new(network, filter));

    internal static void Run(string[] arguments)
    {
        var execution = new Execution(arguments.Length > 1 ? int.Parse(arguments[1]) : 2);
        var rounds = arguments.Length > 2 ? int.Parse(arguments[2]) : 3;
        using var network = new ProductsNetwork(arguments[0], execution);
        var comparison = new ProductsComparison(network, execution, arguments.Length > 3 ? arguments[3] : "");
        for (var round = -1; round < rounds; round++)
        {
            comparison._times.IsFirstRound = round < 0;
            comparison.OfFollows();
            comparison.OfFavourites();
        }

        if (comparison._times.Wants("naive")) comparison.Naive();
        comparison._times.Report();
    }

    // Where follows are all there is.
    void OfFollows()
    {
        if (!_times.Wants("U by follows alone") && !_times.Wants("Ṽ by follows alone")) return;
        using var follows = _network.Follows();
        var knownFor = _network.KnownFor(follows.Producers);
        using var graph = EngagementGraphBuilder.Build(follows, null, new(), _execution);
        var (consumers, producers) = (RowsById(follows.Consumers), RowsById(follows.Producers));
        using var interests = _times.Time("U by follows alone", () => InterestedInBuilder.Build(graph, knownFor, new(), _execution), ProductsSql.FollowInterestedIn);
        Check(
            "U by follows alone", "select consumer, cluster, follow, follow_normalized from interests", consumers, null, interests.Entries, interests.Scores(InterestScore.Follow),
            interests.Scores(InterestScore.FollowProducerNormalized));
        if (!_times.Wants("Ṽ by follows alone")) return;
        using var vectors = _times.Time("Ṽ by follows alone", () => ProducerEmbeddingsBuilder.Build(graph, interests, ProducerVariant.Follow, new(), _execution), ProductsSql.FollowCosines);
        CheckCosines("Ṽ by follows alone", vectors, producers);
    }

    void OfFavourites()
    {
        var log = _network.Favourites();
        var favourites = _times.Time("favourite graph, three half-lives", () => FavouriteGraphBuilder.Build(log, new(), execution: _execution), ProductsSql.FavouriteGraph);
        favourites.State!.Dispose();
        var (given, edges) = (favourites.Graph, favourites.Graph.Edges);
        Check(
            "favourite graph, three half-lives", "select consumer, producer, w14, w50, w100 from favourite_graph where consumer % 20 = 0", RowsById(given.Consumers), RowsById(given.Producers), edges,
            [.. given.Weights]);

        var (follows, weights) = SharedRows.Of(_network.Follows(), given, 100, _execution);
        using var _ = follows;
        var (consumers, producers) = (RowsById(follows.Consumers), RowsById(follows.Producers));
        using var graph = _times.Time("norms and normalised graph", () => EngagementGraphBuilder.Build(follows, weights, new(), _execution), ProductsSql.Engagements);
        if (_times.IsFirstRound && _times.Wants("norms and normalised graph")) CheckNorms(graph, producers);
        var knownFor = _network.KnownFor(follows.Producers);
        using var interests = _times.Time("U, five scores", () => InterestedInBuilder.Build(graph, knownFor, new(), _execution), ProductsSql.InterestedIn);
        Check(
            "U, five scores", "select consumer, cluster, follow, follow_normalized, fav, fav_normalized, log_fav from interests", consumers, null, interests.Entries,
            [.. Enum.GetValues<InterestScore>().Select(interests.Scores)]);
        foreach (var (variant, weight, score, norm) in new[] { (ProducerVariant.Follow, "followed::integer", "follow", "sqrt(any_value(followers))"), (ProducerVariant.Fav, "w", "fav", "any_value(faver_norm)") })
            OfCosines(graph, interests, variant, ProductsSql.Cosines(weight, score, norm), producers);
        foreach (var (variant, weight, score, scale) in new[]
        {
            (ProducerVariant.AggregatableFollow, "followed::integer", "follow", "row_norm / sqrt(followers)"), (ProducerVariant.AggregatableFav, "w", "fav", "row_norm"),
            (ProducerVariant.AggregatableLogFav, "l", "log_fav", "row_norm"),
        })
        {
            if (!_times.Wants($"Ṽ {variant}")) continue;
            using var vectors = _times.Time($"Ṽ {variant}", () => ProducerEmbeddingsBuilder.Build(graph, interests, variant, new(), _execution), ProductsSql.Aggregatable(weight, score, scale));
            Check($"Ṽ {variant}", "select producer, cluster, score from aggregatable", producers, null, vectors.ByProducer, vectors.ByProducer.Values);
        }

        using var neighbors = _times.Time("cluster neighbours", () => ClusterNeighborsBuilder.Build(interests, new(), _execution), ProductsSql.ClusterNeighbors);
        Check(
            "cluster neighbours", "select cluster, neighbor, follow_cosine, fav_cosine, log_fav_cosine from neighbors", null, null, neighbors.Pairs, neighbors.FollowCosines, neighbors.FavCosines,
            neighbors.LogFavCosines);
        var details = _times.Time("cluster details", () => ClusterDetailsBuilder.Build(interests, knownFor, follows.Producers, null, _execution), ProductsSql.ClusterDetails);
        CheckDetails(details);
    }

    void OfCosines(EngagementGraph graph, InterestedIn interests, ProducerVariant variant, ProductSql sql, int[] producers)
    {
        var (name, similarName) = ($"Ṽ {variant}", $"similar users {variant}");
        if (!_times.Wants(name) && !_times.Wants(similarName)) return;
        using var vectors = _times.Time(name, () => ProducerEmbeddingsBuilder.Build(graph, interests, variant, new(), _execution), sql);
        if (_times.Wants(name)) CheckCosines(name, vectors, producers);
        if (!_times.Wants(similarName)) return;
        using var similar = _times.Time(similarName, () => SimilarUsersBuilder.Build(vectors, new(), _execution), ProductsSql.SimilarUsers(sql));
        Check(similarName, "select producer, other, cosine from similar_pairs where producer % 20 = 0", producers, producers, similar.Cosines, similar.Cosines.Values);
    }

    void Naive()
    {
        var log = _network.Favourites();
        using (var part = new FavouriteColumns([.. log.Blocks.Take(40)])) Console.WriteLine($"naive favourite graph of {part.RowCount:N0} events: {NaiveProducts.FavouriteGraph(part):F2} s");
        foreach (var block in log.Blocks.Skip(40)) block.Dispose();
        var favourites = FavouriteGraphBuilder.Build(_network.Favourites(), new(), execution: _execution);
        favourites.State!.Dispose();
        var (follows, weights) = SharedRows.Of(_network.Follows(), favourites.Graph, 100, _execution);
        using var _ = follows;
        using var graph = EngagementGraphBuilder.Build(follows, weights, new(), _execution);
        var knownFor = _network.KnownFor(follows.Producers);
        using var interests = InterestedInBuilder.Build(graph, knownFor, new(), _execution);
        Console.WriteLine($"naive U of follows and favourites: {NaiveProducts.Interests(graph, knownFor):F2} s");
        Console.WriteLine($"naive Ṽ Fav: {NaiveProducts.FavVectors(graph, interests):F2} s");
    }

    // Keys are ids where there is a map from them, else cluster rows.
    void Check(string name, string sql, int[]? firstRows, int[]? secondRows, SparseMatrix entries, params NativeArray<float>?[] scores)
    {
        if (!_times.IsFirstRound || !_times.Wants(name)) return;
        Console.WriteLine($"  {name}: ours {entries.EntryCount:N0}; {ProductsCheck.Run(_network.Duck, sql, Map(firstRows), Map(secondRows), entries, scores)}");

        static Func<int, int> Map(int[]? rows) => rows is null ? id => id : id => rows[id];
    }

    void CheckCosines(string name, ProducerEmbeddings vectors, int[] producers)
    {
        Check(name, "select producer, cluster, cosine from by_producer", producers, null, vectors.ByProducer, vectors.ByProducer.Values);
        Check($"{name}, by cluster", "select cluster, producer, cosine from by_cluster", null, producers, vectors.ByCluster!, vectors.ByCluster!.Values);
    }

    // Distributions are no matrix either. Quantiles between the least and the greatest follow different rules: ours is the published one.
    void CheckDetails(ClusterDetails details)
    {
        IEnumerable<double> Of(InterestDistribution one) => [one.Count, one.Mean, one.StandardDeviation, one.Min, one.Max];
        var rows = new (int, float)[details.ConsumerCounts.Length == 0 ? 0 : details.ClusterRows[^1] + 1][];
        Array.Fill(rows, []);
        for (var row = 0; row < details.ClusterRows.Length; row++)
            rows[details.ClusterRows[row]] = [.. Of(details.FollowScores[row]).Concat(Of(details.FavScores[row])).Concat(Of(details.LogFavScores[row])).Select((value, place) => (place, (float)value))];
        using var matrix = SparseMatrix.FromRows(15, rows);
        Check(
            "cluster details", """
                select cluster, field, value from (
                  select cluster, unnest(range(15))::integer as field,
                         unnest([follow_count, follow_mean, follow_sd, follow_quantiles[1], follow_quantiles[6], fav_count, fav_mean, fav_sd, fav_quantiles[1], fav_quantiles[6],
                                 fav_count, log_fav_mean, log_fav_sd, log_fav_quantiles[1], log_fav_quantiles[6]]::double[]) as value from details)
                """, null, null, matrix, matrix.Values);
    }

    // Norms are no matrix: the fields of a producer stand as columns of one.
    void CheckNorms(EngagementGraph graph, int[] producers)
    {
        var norms = graph.Norms;
        Func<int, double>[] fields =
        [
            row => norms.FollowerCounts[row], row => norms.FaverCounts[row], row => norms.FaverNorms[row], row => norms.FavSumsOnFavEdges[row], row => norms.FavSumsOnFollowEdges[row],
            row => norms.LogFavNorms[row], row => norms.LogFavSumsOnFavEdges[row], row => norms.LogFavSumsOnFollowEdges[row],
        ];
        var matrix = SparseMatrix.FromRows(fields.Length, [.. Enumerable.Range(0, graph.ProducerCount).Select(row => fields.Select((field, place) => (place, (float)field(row))).ToArray())]);
        Check(
            "norms and normalised graph", """
                select producer, field, value from (
                  select producer, unnest(range(8))::integer as field,
                         unnest([followers, favers, faver_norm, fav_on_fav, coalesce(fav_on_follow, 0), log_norm, log_on_fav, coalesce(log_on_follow, 0)]::double[]) as value from norms)
                """, producers, null, matrix, matrix.Values);
        var (favourites, consumers) = (graph.Favourites!, RowsById(graph.Consumers));
        Check("norms and normalised graph", "select consumer, producer, w, l from edges where w > 0 and consumer % 20 = 0", consumers, producers, favourites.Weights, favourites.Weights.Values, favourites.Logs);
    }

    static int[] RowsById(NodeIndex ids)
    {
        var rows = new int[ids.Count == 0 ? 0 : ids.IntegerAt(ids.Count - 1) + 1];
        for (var row = 0; row < ids.Count; row++) rows[ids.IntegerAt(row)] = row;
        return rows;
    }
}
