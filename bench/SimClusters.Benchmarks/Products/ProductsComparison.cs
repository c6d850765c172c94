using System.Diagnostics;
using SimClusters.Clusters;
using SimClusters.Embeddings;
using SimClusters.Engagements;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Products;

/// <summary>Each batch product, tables in memory to result in memory: how many times the speed of the same SQL in DuckDB? And is it the same result?</summary>
/// <remarks>products NETWORK-FOLDER [threads] [rounds]: a folder of <c>simclusters generate</c>. KnownFor is the planted communities. A first round warms up and compares the results.</remarks>
sealed class ProductsComparison
{
    readonly ProductsNetwork _network;
    readonly Execution _execution;
    readonly Dictionary<string, List<(double Ours, double Duck)>> _times = [];
    bool _isFirstRound = true;

    ProductsComparison(ProductsNetwork network, Execution execution) => (_network, _execution) = (network, execution);

    internal static void Run(string[] arguments)
    {
        var execution = new Execution(arguments.Length > 1 ? int.Parse(arguments[1]) : 2);
        var rounds = arguments.Length > 2 ? int.Parse(arguments[2]) : 3;
        using var network = new ProductsNetwork(arguments[0], execution);
        var comparison = new ProductsComparison(network, execution);
        for (var round = -1; round < rounds; round++)
        {
            comparison._isFirstRound = round < 0;
            comparison.OfFollows();
            comparison.OfFavourites();
        }

        comparison.Naive();
        Console.WriteLine("| Product | Ours, s | DuckDB, s | Median of the ratios | Single rounds |");
        Console.WriteLine("| --- | ---: | ---: | ---: | --- |");
        foreach (var (name, all) in comparison._times)
        {
            double Median(Func<(double Ours, double Duck), double> of) => all.Select(of).Order().ElementAt(all.Count / 2);
            Console.WriteLine($"| {name} | {Median(one => one.Ours):F3} | {Median(one => one.Duck):F2} | {Median(one => one.Duck / one.Ours):F1} | {all.Min(one => one.Duck / one.Ours):F1}–{all.Max(one => one.Duck / one.Ours):F1} |");
        }
    }

    // Where follows are all there is.
    void OfFollows()
    {
        using var follows = _network.Follows();
        var knownFor = _network.KnownFor(follows.Producers);
        using var graph = EngagementGraphBuilder.Build(follows, null, new(), _execution);
        var (consumers, producers) = (RowsById(follows.Consumers), RowsById(follows.Producers));
        using var interests = Time("U by follows alone", () => InterestedInBuilder.Build(graph, knownFor, new(), _execution), ProductsSql.FollowInterestedIn);
        Check(
            "U by follows alone", "select consumer, cluster, follow, follow_normalized from interests", consumers, null, interests.Entries, interests.Scores(InterestScore.Follow),
            interests.Scores(InterestScore.FollowProducerNormalized));
        using var vectors = Time("Ṽ by follows alone", () => ProducerEmbeddingsBuilder.Build(graph, interests, ProducerVariant.Follow, new(), _execution), ProductsSql.FollowCosines);
        CheckCosines("Ṽ by follows alone", vectors, producers);
    }

    void OfFavourites()
    {
        var log = _network.Favourites();
        var favourites = Time("favourite graph, three half-lives", () => FavouriteGraphBuilder.Build(log, new(), execution: _execution), ProductsSql.FavouriteGraph);
        favourites.State!.Dispose();
        var (given, edges) = (favourites.Graph, favourites.Graph.Edges);
        Check(
            "favourite graph", "select consumer, producer, w14, w50, w100 from favourite_graph where consumer % 20 = 0", RowsById(given.Consumers), RowsById(given.Producers), edges, [.. given.Weights]);

        var (follows, weights) = SharedRows.Of(_network.Follows(), given, 100, _execution);
        using var _ = follows;
        var (consumers, producers) = (RowsById(follows.Consumers), RowsById(follows.Producers));
        using var graph = Time("norms and normalised graph", () => EngagementGraphBuilder.Build(follows, weights, new(), _execution), ProductsSql.Engagements);
        if (_isFirstRound) CheckNorms(graph, producers);
        var knownFor = _network.KnownFor(follows.Producers);
        using var interests = Time("U, five scores", () => InterestedInBuilder.Build(graph, knownFor, new(), _execution), ProductsSql.InterestedIn);
        Check(
            "U, five scores", "select consumer, cluster, follow, follow_normalized, fav, fav_normalized, log_fav from interests", consumers, null, interests.Entries,
            [.. Enum.GetValues<InterestScore>().Select(interests.Scores)]);

        foreach (var variant in new[] { ProducerVariant.Follow, ProducerVariant.Fav })
        {
            var (weight, score, norm) = variant == ProducerVariant.Follow ? ("followed::integer", "follow", "sqrt(followers)") : ("w", "fav", "faver_norm");
            var sql = ProductsSql.Cosines(weight, score, norm).Replace("any_value(sqrt(followers))", "sqrt(any_value(followers))", StringComparison.Ordinal);
            using var vectors = Time($"Ṽ {variant}", () => ProducerEmbeddingsBuilder.Build(graph, interests, variant, new(), _execution), sql);
            CheckCosines($"Ṽ {variant}", vectors, producers);
            using var similar = Time($"similar users {variant}", () => SimilarUsersBuilder.Build(vectors, new(), _execution), ProductsSql.SimilarUsers);
            Check($"similar users {variant}", "select producer, other, cosine from similar_pairs where producer % 20 = 0", producers, producers, similar.Cosines, similar.Cosines.Values);
        }

        foreach (var (variant, weight, score, scale) in new[]
        {
            (ProducerVariant.AggregatableFollow, "followed::integer", "follow", "row_norm / sqrt(followers)"), (ProducerVariant.AggregatableFav, "w", "fav", "row_norm"),
            (ProducerVariant.AggregatableLogFav, "l", "log_fav", "row_norm"),
        })
        {
            using var vectors = Time($"Ṽ {variant}", () => ProducerEmbeddingsBuilder.Build(graph, interests, variant, new(), _execution), ProductsSql.Aggregatable(weight, score, scale));
            Check($"Ṽ {variant}", "select producer, cluster, score from aggregatable", producers, null, vectors.ByProducer, vectors.ByProducer.Values);
        }

        using var neighbors = Time("cluster neighbours", () => ClusterNeighborsBuilder.Build(interests, new(), _execution), ProductsSql.ClusterNeighbors);
        Check(
            "cluster neighbours", "select cluster, neighbor, follow_cosine, fav_cosine, log_fav_cosine from neighbors", null, null, neighbors.Pairs, neighbors.FollowCosines, neighbors.FavCosines,
            neighbors.LogFavCosines);
        Time("cluster details", () => ClusterDetailsBuilder.Build(interests, knownFor, follows.Producers, null, _execution), ProductsSql.ClusterDetails);
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

    T Time<T>(string name, Func<T> ours, string sql)
    {
        var watch = Stopwatch.StartNew();
        var result = ours();
        var oursSeconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        _network.Execute(sql);
        var duckSeconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine($"{name}: ours {oursSeconds:F3} s, DuckDB {duckSeconds:F2} s, {duckSeconds / oursSeconds:F1}x");
        if (_isFirstRound) return result;
        if (!_times.TryGetValue(name, out var all)) _times.Add(name, all = []);
        all.Add((oursSeconds, duckSeconds));
        return result;
    }

    // Keys are ids where there is a map from them, else cluster rows.
    void Check(string name, string sql, int[]? firstRows, int[]? secondRows, SparseMatrix entries, params NativeArray<float>?[] scores)
    {
        if (!_isFirstRound) return;
        Console.WriteLine($"  {name}: ours {entries.EntryCount:N0}; {ProductsCheck.Run(_network.Duck, sql, Map(firstRows), Map(secondRows), entries, scores)}");

        static Func<int, int> Map(int[]? rows) => rows is null ? id => id : id => rows[id];
    }

    void CheckCosines(string name, ProducerEmbeddings vectors, int[] producers)
    {
        Check(name, "select producer, cluster, cosine from by_producer", producers, null, vectors.ByProducer, vectors.ByProducer.Values);
        Check($"{name}, by cluster", "select cluster, producer, cosine from by_cluster", null, producers, vectors.ByCluster!, vectors.ByCluster!.Values);
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
            "norms", """
                select producer, field, value from (
                  select producer, unnest(range(8))::integer as field,
                         unnest([followers, favers, faver_norm, fav_on_fav, coalesce(fav_on_follow, 0), log_norm, log_on_fav, coalesce(log_on_follow, 0)]::double[]) as value from norms)
                """, producers, null, matrix, matrix.Values);
        var (favourites, consumers) = (graph.Favourites!, RowsById(graph.Consumers));
        Check("favourite edges", "select consumer, producer, w, l from edges where w > 0 and consumer % 20 = 0", consumers, producers, favourites.Weights, favourites.Weights.Values, favourites.Logs);
    }

    static int[] RowsById(NodeIndex ids)
    {
        var rows = new int[ids.Count == 0 ? 0 : ids.IntegerAt(ids.Count - 1) + 1];
        for (var row = 0; row < ids.Count; row++) rows[ids.IntegerAt(row)] = row;
        return rows;
    }
}
