using System.Text.Json.Nodes;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters describe MODEL: what it was made from, what each threshold took, how good it is.</summary>
static class DescribeCommand
{
    // What each stage began with, what its thresholds took, and what came out; names of the manifest's counts.
    static readonly (string Title, (string Count, string Label)[] Lines)[] s_tolls =
    [
        ("follows", [("follows_rows_read", "rows read"), ("follows_removed_bad", "− bad rows"), ("follows_removed_self", "− self-follows"), ("follows_removed_duplicate", "− duplicates"), ("follows", "follows")]),
        ("producers", [("producers", "producers"), ("producers_removed_below_min_followers", "− below --min-followers"), ("producers_removed_inactive", "− inactive"), ("producers_removed_beyond_limit", "− beyond --producers"), ("producers_selected", "take part")]),
        ("similarity", [("similarity_edges_above_threshold", "edges above --min-cosine"), ("similarity_removed_by_top", "− not among either end's --top"), ("similarity_edges_kept", "edges kept"), ("similarity_producers_without_edge", "producers without an edge")]),
        ("favourites", [("favourites", "favourites"), ("favourites_carried", "+ carried over"), ("favourites_removed_replaced", "− liked again later"), ("favourites_removed_taken_back", "− taken back"), ("favourites_removed_forgotten", "− too old to count"), ("favourites_living", "count"), ("unfavourites_unknown", "unfavourites of what is not liked"), ("favourites_of_the_future", "later than now"), ("favourite_edges_removed_pruned", "− edges below the least weight"), ("favourite_edges_removed_inactive", "− edges of inactive users"), ("favourite_edges", "favourite edges")]),
        ("engagements", [("engagements_consumers_cut", "consumers with more than --producers-per-consumer"), ("engagements_removed_by_cut", "− their edges beyond"), ("engagement_follows", "follows"), ("engagement_favourites", "favourite edges")]),
        ("interests", [("interested_in_removed_by_social_proof", "− by --social-proof"), ("interested_in_removed_by_truncation", "− by --clusters-per-consumer"), ("interested_in", "entries"), ("consumers_with_interests", "consumers with interests")]),
        ("vectors by follows", [("producer_embeddings_removed_by_threshold", "− by --embedding-min-cosine"), ("producer_embeddings_removed_by_truncation", "− by --clusters-per-producer"), ("producer_embeddings", "entries"), ("producer_embeddings_producers", "producers with a vector"), ("cluster_top_producers", "entries by community"), ("similar_users", "similar users")]),
        ("vectors by favourites", [("producer_embeddings_fav_removed_by_threshold", "− by --embedding-min-cosine"), ("producer_embeddings_fav", "entries"), ("producer_embeddings_fav_producers", "producers with a vector"), ("cluster_top_producers_fav", "entries by community"), ("similar_users_fav", "similar users")]),
        ("aggregatable vectors", [("aggregatable_producer_embeddings_log_fav", "entries by log-fav"), ("aggregatable_producer_embeddings_fav", "entries by fav"), ("aggregatable_producer_embeddings_follow", "entries by follow")]),
        ("changes", [("changes_same_cluster", "producers that kept their community"), ("changes_diff_cluster", "moved"), ("changes_new_producers", "new"), ("changes_lost_producers", "gone")]),
    ];

    internal static Verb Create()
    {
        var path = ModelArguments.Model();
        return new Verb("describe", "What a model was made from, what each threshold removed, how good it is.", "simclusters describe model")
        { path }.Runs((arguments, host) =>
        {
            var model = ModelDirectory.Open(arguments.GetRequiredValue(path), verifyHashes: false);
            var manifest = model.Manifest;
            Head(host.Answer, model);
            Tolls(host.Answer, manifest);
            Quality(host.Answer, manifest);
            Sizes(host.Answer, model);
            Additions(host.Answer, manifest);
            Tables(host.Answer, manifest);
            host.WriteJson(JsonNode.Parse(File.ReadAllText(Path.Combine(model.Path, Manifest.FileName)))!);
            return ExitCodes.Ok;
        });
    }

    static void Head(IAnsiConsole screen, Model model)
    {
        var manifest = model.Manifest;
        screen.MarkupLine($"[bold]{Markup.Escape(manifest.ModelVersion)}[/]: {manifest.ClusterCount:N0} communities, seed {manifest.Seed}, {manifest.IdKind.ToString().ToLowerInvariant()} ids");
        foreach (var input in manifest.Inputs) screen.WriteLine($"  {input.Role}: {input.Path}, {input.Rows:N0} rows");
        if (manifest.Now is { } now) screen.WriteLine($"  favourites as of {now:yyyy-MM-dd HH:mm} UTC, half-lives of {string.Join(", ", manifest.HalfLivesInDays)} days");
        if (manifest.Run is not { } run) return;
        screen.WriteLine($"  made {run.StartedAt:yyyy-MM-dd HH:mm} by {run.ToolVersion} on {run.Threads} threads, peak memory {Quantity.Bytes(run.PeakMemoryBytes)}");
        screen.WriteLine($"  {string.Join(", ", run.Timings.Select(step => $"{step.Stage} {Quantity.Seconds(step.Seconds)}"))}");
    }

    static void Tolls(IAnsiConsole screen, Manifest manifest)
    {
        var table = ModelWords.Columns("stage", "what", "rows");
        table.Columns[2].RightAligned();
        foreach (var (title, lines) in s_tolls)
        {
            var first = true;
            foreach (var (count, label) in lines)
            {
                if (!manifest.Counts.TryGetValue(count, out var rows)) continue;
                ModelWords.Row(table, first ? title : "", label, $"{rows:N0}");
                first = false;
            }
        }

        screen.Write(table);
    }

    static void Quality(IAnsiConsole screen, Manifest manifest)
    {
        if (manifest.Quality.Count == 0) return;
        var table = ModelWords.Columns("quality", "");
        table.Columns[1].RightAligned();
        foreach (var (name, value) in manifest.Quality) ModelWords.Row(table, name.Replace('_', ' '), Quantity.Quality(value));
        screen.Write(table);
    }

    static void Sizes(IAnsiConsole screen, Model model)
    {
        if (!model.Has(ClustersTable.Schema.Name)) return;
        var clusters = model.ReadClusters();
        var table = ModelWords.Columns("distribution", "least", "10 %", "median", "90 %", "most");
        Distribution(table, "producers a community", [.. clusters.Select(cluster => cluster.MemberCount)]);
        Distribution(table, "consumers a community", [.. clusters.Select(cluster => cluster.ConsumerCount)]);
        screen.Write(table);
    }

    // What later runs added, each with what it read and when it is of.
    static void Additions(IAnsiConsole screen, Manifest manifest)
    {
        foreach (var (addition, run) in manifest.Additions.Zip(manifest.Run.Additions))
        {
            screen.MarkupLine($"added by [bold]{Markup.Escape(addition.Verb)}[/]: {Markup.Escape(string.Join(", ", addition.Tables))}");
            foreach (var input in addition.Inputs) screen.WriteLine($"  {input.Role}: {input.Path}, {input.Rows:N0} rows");
            if (addition.Now is { } now) screen.WriteLine($"  as of {now:yyyy-MM-dd HH:mm} UTC");
            foreach (var (name, count) in addition.Counts.Where(one => one.Value > 0)) screen.WriteLine($"  {name.Replace('_', ' ')}: {count:N0}");
            screen.WriteLine($"  made {run.StartedAt:yyyy-MM-dd HH:mm} by {run.ToolVersion} on {run.Threads} threads, peak memory {Quantity.Bytes(run.PeakMemoryBytes)}");
        }
    }

    static void Distribution(Table table, string name, int[] counts)
    {
        if (counts.Length == 0) return;
        Array.Sort(counts);
        string At(double share) => $"{counts[(int)Math.Round(share * (counts.Length - 1))]:N0}";
        ModelWords.Row(table, name, At(0), At(0.1), At(0.5), At(0.9), At(1));
    }

    static void Tables(IAnsiConsole screen, Manifest manifest)
    {
        var table = ModelWords.Columns("table", "rows", "size", "bytes a row");
        foreach (var entry in manifest.Tables)
            ModelWords.Row(table, entry.Name, $"{entry.Rows:N0}", Quantity.Bytes(entry.Bytes), entry.Rows > 0 ? $"{(double)entry.Bytes / entry.Rows:F1}" : "");
        screen.Write(table);
    }
}
