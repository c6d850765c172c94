using System.CommandLine;
using System.Text.Json.Nodes;
using SimClusters.Graphs;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>The options of every verb that reads follows, and the reading itself with its figures.</summary>
static class FollowInput
{
    static readonly Option<string[]> s_follows = new("--follows")
    {
        Description = "Who follows whom: a file, a folder, a glob or a SELECT; Parquet, CSV, TSV, JSON or plain lines of two ids.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    static readonly Option<string?> s_follower = new("--follower") { Description = "The column of who follows. Default: found by its name, else the first." };
    static readonly Option<string?> s_followee = new("--followee") { Description = "The column of who is followed. Default: found by its name, else the second." };
    static readonly Option<bool> s_reverse = new("--reverse") { Description = "Turn every row: the second follows the first." };
    static readonly Option<bool> s_strict = new("--strict") { Description = "Stop at the first bad row of any input instead of counting it." };

    internal static void AddTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_follows, s_follower, s_followee, s_reverse, s_strict]) verb.Add(option);
    }

    internal static bool IsStrict(ParseResult arguments) => arguments.GetValue(s_strict);

    static FollowSourceOptions Options(ParseResult arguments) => new()
    {
        Inputs = arguments.GetRequiredValue(s_follows),
        ConsumerColumn = arguments.GetValue(s_follower),
        ProducerColumn = arguments.GetValue(s_followee),
        Reverse = arguments.GetValue(s_reverse),
        Strict = arguments.GetValue(s_strict),
    };

    /// <summary>Reads the graph, says how its columns were understood, and adds the figures of the reading.</summary>
    internal static FollowsRead Read(Host host, ParseResult arguments)
    {
        var options = Options(arguments);
        var (graph, report, table) = host.Report.Read("read", execution => FollowSource.ReadGraph(options, execution), read => $"{read.Report}");
        if (table.SampleSentences.Count > 0) host.Say($"  columns taken by their place: {string.Join(", ", table.SampleSentences)}; --reverse turns them round");
        foreach (var row in table.BadRows) host.Say($"  left out: {row}");

        var run = host.Report;
        run.Put("inputs", new JsonArray([.. table.Files.Select(file => new JsonObject
        {
            ["path"] = file.Path, ["rows"] = file.RowCount, ["bytes"] = file.SizeBytes, ["hash"] = file.Hash,
        })]));
        run.Figure("rows_read", "rows read", report.RowCount);
        run.Figure("rows_dropped/bad", "  bad, left out", report.BadRowCount);
        run.Figure("rows_dropped/self_follows", "  self-follows, left out", report.SelfFollowCount);
        run.Figure("rows_dropped/duplicates", "  duplicates, left out", report.DuplicateCount);
        run.Figure("follows", "follows", graph.FollowCount);
        run.Figure("consumers", "consumers", graph.ConsumerCount);
        run.Figure("producers", "producers", graph.ProducerCount);
        if (graph.Producers.Kind == IdKind.Text) run.Line("ids", "text");
        return new(graph, report, table.Files);
    }
}

/// <summary>Follows as a run has read them.</summary>
/// <param name="Graph">A; the caller disposes it.</param>
/// <param name="Counts">Rows read, and dropped.</param>
/// <param name="Files">What the manifest says of the inputs.</param>
sealed record FollowsRead(FollowGraph Graph, FollowGraphReport Counts, IReadOnlyList<InputFile> Files);
