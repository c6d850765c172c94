using SimClusters.Clusters;
using SimClusters.Embeddings;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tables.Input;
using SimClusters.Tests;

namespace SimClusters.Tables.Tests;

/// <summary>Tables of the richer toy of offline.md §0.4, as SQL reads them: what people get who never call this library.</summary>
public sealed class WrittenTablesTests : IDisposable
{
    const long Day = 86_400_000;

    static readonly Execution s_execution = new(threadCount: 2);

    readonly TemporaryDirectory _place = new();
    readonly FollowGraph _follows = RicherToy.Follows();

    public void Dispose()
    {
        _follows.Dispose();
        _place.Dispose();
    }

    // §2.5.
    [Fact]
    public void NormsAndCounts_OfTheRicherToy_AreThePublishedFields()
    {
        using var graph = RicherToy.Engagements(_follows);
        NormsAndCountsTable.Write(File("n"), graph.Producers, graph.Norms, s_execution);
        Assert.Equal(
            ["11|1.732051|99.814829|3|3|117.0|108.0|2.44949|4.0|3.0", "12|2.0|9.0|4|1|9.0|9.0|1.0|1.0|1.0", "13|1.732051|12.727922|3|2|18.0|18.0|1.414214|2.0|2.0", "14|1.414214|99.0|2|1|99.0|99.0|2.0|2.0|2.0"],
            Select("n", """
                producer, round(follower_l2_norm, 6), round(faver_l2_norm, 6), follower_count, faver_count, fav_weights_on_fav_edges_sum, fav_weights_on_follow_edges_sum,
                round(log_fav_l2_norm, 6), log_fav_weights_on_fav_edges_sum, log_fav_weights_on_follow_edges_sum
                """));
    }

    [Fact]
    public void EngagementGraph_OfTheRicherToy_HasAnEdgeARow()
    {
        using var graph = RicherToy.Engagements(_follows);
        Assert.Equal(13, EngagementGraphTable.Write(File("e"), graph, s_execution));
        var rows = Select("e", """
            consumer, producer, is_followed, round(follow_score_normalized_by_neighbor_followers_l2, 6), fav_score_half_life_100_days,
            round(fav_score_half_life_100_days_normalized_by_neighbor_favers_l2, 6), log_fav_score, round(log_fav_score_l2_normalized, 6)
            """);
        Assert.Equal(13, rows.Length);
        Assert.Equal("2|13|true|0.57735|9.0|0.707107|1.0|0.707107", rows[4]);
        Assert.Equal("5|11|false|0.0|9.0|0.090167|1.0|0.408248", rows[9]);
    }

    [Fact]
    public void InterestedIn_OfTheRicherToy_HasCountsAndQuotients()
    {
        using var graph = RicherToy.Engagements(_follows);
        using var interests = InterestedInBuilder.Build(graph, RicherToy.KnownFor(), new() { MinProducers = 1 });
        InterestedInTable.Write(File("u"), _follows.Consumers, interests, s_execution);
        using var proofs = InterestProofsBuilder.Build(graph, RicherToy.KnownFor(), interests);
        InterestedInProofTable.Write(File("p"), _follows.Consumers, _follows.Producers, interests, proofs, s_execution);

        // Who stands behind an interest is who was counted.
        Assert.Equal(
            Select("u", "consumer, cluster, num_users_being_followed, num_users_that_were_faved"),
            Select("p", "consumer, cluster, count(*) FILTER (is_followed), count(*) FILTER (is_faved)", "GROUP BY consumer, cluster ORDER BY consumer, cluster"));
        Assert.Equal(["1|11|true|true", "1|12|true|false"], Select("p", "consumer, producer, is_followed, is_faved", "WHERE consumer = 1 ORDER BY producer"));
        Assert.All(
            Select("u", "max(abs(fav_score_cluster_normalized_only / fav_score - s.least)) < 1e-6", ", (SELECT cluster AS c, min(fav_score_cluster_normalized_only / fav_score) AS least FROM t WHERE fav_score > 0 GROUP BY c) s WHERE cluster = c AND fav_score > 0 GROUP BY cluster"),
            same => Assert.Equal("true", same));
    }

    [Fact]
    public void FavouriteTables_OfALog_HoldItsWeightsAndWhatCounts()
    {
        var result = FavouriteGraphBuilder.Build(
            FavouriteColumns.Of((1, 100, 11, 0, false), (1, 101, 11, 100 * Day, false), (2, 100, 11, 100 * Day, false), (2, 100, 11, 100 * Day + 1000, true)), new() { HalfLivesInDays = [50, 100] });
        using (result.Graph)
        using (result.State)
        {
            FavouriteGraphTable.Write(File("g"), result.Graph, s_execution);
            FavouriteStateTable.Write(File("s"), result.Graph, result.State!, s_execution);
            Assert.Equal(["1|11|1.25|1.5"], Select("g", "consumer, producer, round(weight_half_life_50_days, 4), round(weight_half_life_100_days, 4)"));
            Assert.Equal(["1|11|100|1970-01-01 00:00:00+00", "1|11|101|1970-04-11 00:00:00+00"], Select("s", "consumer, producer, item, time"));

            using var graph = FavouriteGraphTable.Read(File("g"), [50, 100], result.Graph.Now, s_execution);
            Assert.Equal(result.Graph.Edges.Keys.AsSpan(), graph.Edges.Keys.AsSpan());
            for (var i = 0; i < 2; i++) Assert.Equal(result.Graph.Weights[i].AsSpan(), graph.Weights[i].AsSpan());
            Assert.Contains("expected the columns", Assert.Throws<TableFormatException>(() => FavouriteGraphTable.Read(File("g"), [7], result.Graph.Now, s_execution)).Message);
        }
    }

    // What a run left, read as a log, gives the graph again: also with text ids, and times before 1970.
    [Fact]
    public void FavouriteState_ReadAsALog_GivesTheSameGraph()
    {
        var csv = Path.Combine(_place.Path, "log.csv");
        System.IO.File.WriteAllText(csv, "user,item,author,time,kind\nana,i1,x,1960-01-01T00:00:00Z,favourite\nbo,i1,x,1960-02-01T00:00:00Z,favourite\nana,i2,y,1960-03-01T00:00:00Z,favourite\nbo,i1,x,1960-03-02T00:00:00Z,unfavourite\n");
        using var log = Read(csv);
        var first = FavouriteGraphBuilder.Build(log.Events!, new());
        FavouriteStateTable.Write(File("s"), first.Graph, first.State!, s_execution);
        using var state = Read(File("s"));
        var second = FavouriteGraphBuilder.Build(state.Events!, new(), now: first.Graph.Now);
        Assert.Equal(2, second.Graph.EdgeCount);
        Assert.Equal(first.Graph.Weights[0].AsSpan(), second.Graph.Weights[0].AsSpan());

        static FavouriteTable Read(string path) => FavouriteSource.Read(new() { Inputs = [path], Users = IdKind.Text, Authors = IdKind.Text }, s_execution);
    }

    [Fact]
    public void Users_WhoAreInTheGraph_AreWritten()
    {
        var csv = Path.Combine(_place.Path, "users.csv");
        System.IO.File.WriteAllText(csv, "id,name,language,active\n13,Mia,de,true\n2,Bo,,false\n99,Nobody,en,true\n");
        using var users = UserSource.Read(csv, IdKind.Integer, s_execution);
        Assert.Equal(2, UsersTable.Write(File("u"), users.Users, _follows.Consumers, _follows.Producers, s_execution));
        Assert.Equal(["2|Bo||false|false", "13|Mia|de|true|false"], Select("u", "\"user\", name, language, is_active, is_nsfw"));
    }

    [Fact]
    public void ClusterTables_OfTheRicherToy_SayWhoCaresAndWhoIsNear()
    {
        using var graph = RicherToy.Engagements(_follows);
        var knownFor = RicherToy.KnownFor();
        using var interests = InterestedInBuilder.Build(graph, knownFor, new() { MinProducers = 1 });
        using var neighbors = ClusterNeighborsBuilder.Build(interests, new());
        ClusterDetailsTable.Write(File("d"), ClusterDetailsBuilder.Build(interests, knownFor, _follows.Producers), s_execution);
        ClusterNeighborsTable.Write(File("b"), neighbors, s_execution);
        Assert.Equal(["1|2|4|4|4", "2|2|3|3|3"], Select("d", "cluster, member_count, num_users_with_any_non_zero_score, num_users_with_non_zero_follow_score, num_users_with_non_zero_fav_score"));
        Assert.Equal(["1|2", "2|1"], Select("b", "cluster, neighbor"));
        Assert.Equal(["true"], Select("b", "count(DISTINCT follow_cosine_similarity) = 1 AND min(fav_cosine_similarity) > 0 AND max(log_fav_cosine_similarity) <= 1"));
    }

    [Fact]
    public void ClusterChanges_AreARowACluster()
    {
        ClusterChangesTable.Write(File("c"), [new(3, 4, 2, 0.5), default], s_execution);
        Assert.Equal(["1|3|4|2|2|1|true|0.5", "2|0|0|0|0|0|false|0.0"], Select("c", "*"));
    }

    [Fact]
    public void ClusterWords_AreSharesByWord()
    {
        Assert.Equal(3, ClusterWordsTable.Write(File("l"), ClusterWordsTable.Languages, [0, 2], [[new("pt", 0.75), new("", 0.25)], [new("en", 1)]], s_execution));
        Assert.Equal(["1||0.25", "1|pt|0.75", "3|en|1.0"], Select("l", "*"));
    }

    [Fact]
    public void SimilarUsers_ByVariant_HaveNamesOfTheirOwn() =>
        Assert.Equal(["similar_users", "similar_users_fav"], ProducerVariants.All.Where(variant => variant.IsCosine()).Select(SimilarUsersTable.NameOf).Order(StringComparer.Ordinal));

    string File(string name) => Path.Combine(_place.Path, $"{name}.parquet");

    string[] Select(string name, string columns, string rest = "")
    {
        using var session = new DuckDbSession(1, 1L << 28);
        return [.. session.Rows($"WITH t AS (SELECT * FROM '{File(name)}') SELECT {columns} FROM t {rest}", name).Select(row => string.Join('|', row))];
    }
}
