using System.Diagnostics;
using SimClusters.Benchmarks.Embeddings;
using SimClusters.Benchmarks.Indexing;
using SimClusters.Benchmarks.Products;
using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Retrieval;

namespace SimClusters.Benchmarks.Retrieval;

/// <summary>Each consumer's items, tables in memory to result in memory: how many times the speed of the same SQL in DuckDB? And is it the same result?</summary>
/// <remarks>
/// recommendations NETWORK-FOLDER [threads] [rounds] [part of a name]: items are those with eight favers or more, of the whole log and without decay. A first round warms up and compares.
/// Last, a naive twin, which the part <c>naive</c> is alone. With no rounds, ours alone and what it holds.
/// </remarks>
static class RecommendationsComparison
{
    // The published plan: lists of the clusters and of the items first, then what they have in common.
    static readonly ProductSql s_sql = new("recommendations", """
        create or replace table recommendations as
          with queries as (select consumer, cluster, log_fav from interests where log_fav > 0 qualify row_number() over (partition by consumer order by log_fav desc, cluster) <= 20),
               lists as (select item_row, cluster, score from item_vectors qualify row_number() over (partition by cluster order by score desc, item_row) <= 50),
               norms as (select item_row, sum(score::double * score) as q from item_vectors group by all),
               dots as (select consumer, item_row, sum(log_fav::double * score) as dot from queries join lists using (cluster) group by all)
          select consumer, item_row, dot, dot / sqrt(q) as cosine, dot / ln(1 + q) as log_cosine from dots join norms using (item_row)
          qualify row_number() over (partition by consumer order by log_cosine desc, item_row) <= 200;
        """, null);

    internal static void Run(string[] arguments)
    {
        var execution = new Execution(arguments.Length > 1 ? int.Parse(arguments[1]) : 2);
        var rounds = arguments.Length > 2 ? int.Parse(arguments[2]) : 3;
        using var nouns = new NounsNetwork(arguments[0], execution);
        ItemIndexOptions options = new() { HalfLife = null, Pairs = new() { MaxEventsPerPair = null, Window = null, LimitsItemAge = false } };
        using var made = ItemIndexBuilder.Build(nouns.Events(), nouns.Consumers, nouns.Interests, [new("fav", options)], execution: execution)[0];
        var items = made.Embeddings;
        if (rounds == 0) Alone(nouns, items, execution);
        else Compare(nouns, items, rounds, execution, arguments.Length > 3 ? arguments[3] : "");
    }

    static void Alone(NounsNetwork nouns, ItemEmbeddings items, Execution execution)
    {
        foreach (var max in (ReadOnlySpan<int>)[200, 200, 100])
        {
            KeptPages.Release();
            var held = PeakMemory.Restart();
            var watch = Stopwatch.StartNew();
            using var found = RecommendationsBuilder.Build(nouns.Consumers, nouns.Interests, items, new() { MaxItemsPerConsumer = max }, execution);
            var seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine(
                $"at most {max} a consumer: {seconds:F2} s, {found.Entries.EntryCount:N0} recommendations for {found.Consumers.Count:N0}; memory {held / 1e9:F2} GB at the start, {PeakMemory.Bytes() / 1e9:F2} GB at most");
        }
    }

    static void Compare(NounsNetwork nouns, ItemEmbeddings items, int rounds, Execution execution, string filter)
    {
        var times = new ProductTimes(nouns.Network, filter);
        if (times.Wants("recommendations")) CompareDuck(nouns, items, rounds, execution, times);
        if (times.Wants("naive")) CompareNaive(nouns, items, rounds, execution);
        times.Report();
    }

    static void CompareDuck(NounsNetwork nouns, ItemEmbeddings items, int rounds, Execution execution, ProductTimes times)
    {
        Give(nouns.Network, items);
        for (var round = -1; round < rounds; round++)
        {
            times.IsFirstRound = round < 0;
            using var found = times.Time("recommendations", () => RecommendationsBuilder.Build(nouns.Consumers, nouns.Interests, items, new(), execution), s_sql);
            if (times.IsFirstRound) Check(nouns, items, found);
        }
    }

    static void CompareNaive(NounsNetwork nouns, ItemEmbeddings items, int rounds, Execution execution) => NaiveTwin.Compare(
        "recommendations, of all consumers", rounds, () => items, all => RecommendationsBuilder.Build(nouns.Consumers, nouns.Interests, all, new(), execution),
        all => NaiveRecommendations.Build(nouns.Interests, all, new()),
        (ours, twin) =>
        {
            var rows = RowsOf(ours, items);
            string Check(string name, NativeArray<float> scores, Func<(int Item, float Dot, float Cosine, float LogCosine), float> score) => $"{name}: {EntriesCheck.Run(
                "the twin", twin.SelectMany((found, consumer) => found.Select(one => (consumer, rows[one.Item], (double)score(one)))), ours.Entries, scores)}";
            return [Check("dots", ours.Dots, one => one.Dot), Check("cosines", ours.Cosines, one => one.Cosine), Check("log-cosines", ours.LogCosines, one => one.LogCosine)];
        });

    // By row of the items, the row among those that are recommended.
    static int[] RowsOf(Recommendations found, ItemEmbeddings items)
    {
        var rows = new int[items.Items.Count];
        Array.Fill(rows, -1);
        for (var row = 0; row < found.Items.Count; row++) rows[items.Items.RowOf(found.Items.IntegerAt(row))] = row;
        return rows;
    }

    static void Give(ProductsNetwork network, ItemEmbeddings items)
    {
        network.Execute("create or replace table item_vectors (item_row integer, cluster integer, score float)");
        using var appender = network.Duck.CreateAppender("item_vectors");
        for (var row = 0; row < items.Scores.RowCount; row++)
            for (var entry = items.Scores.Offsets[row]; entry < items.Scores.Offsets[row + 1]; entry++)
                appender.CreateRow().AppendValue(row).AppendValue(items.Scores.Keys[entry]).AppendValue(items.Scores.Values![entry]).EndRow();
    }

    static void Check(NounsNetwork nouns, ItemEmbeddings items, Recommendations found)
    {
        var rows = RowsOf(found, items);
        var check = ProductsCheck.Run(
            nouns.Network.Duck, "select consumer, item_row, dot, cosine, log_cosine from recommendations where consumer % 20 = 0", id => nouns.Consumers.RowOf(id), item => rows[item], found.Entries,
            found.Dots, found.Cosines, found.LogCosines);
        Console.WriteLine($"  {items.Items.Count:N0} items, {items.Scores.EntryCount:N0} entries; ours {found.Entries.EntryCount:N0} recommendations of {found.Items.Count:N0} items; {check}");
    }
}
