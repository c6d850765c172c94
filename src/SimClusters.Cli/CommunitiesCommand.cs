using System.CommandLine;
using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>simclusters communities --graph PATH [--format auto|metis|edges] --communities K --epochs N [--method published] --out PATH</summary>
static class CommunitiesCommand
{
    static readonly string[] s_tableForms = [".parquet", ".csv", ".tsv", ".csv.gz", ".tsv.gz"];

    internal static Verb Create()
    {
        var graph = new Option<string>("--graph") { Description = "An undirected graph: METIS text, or edges 'a b [weight]' in any form of table.", Required = true };
        var format = new Option<string>("--format")
        {
            Description = "How the graph is written. auto: METIS when the first line is 'N E' or 'N E 1' and exactly N lines follow, else edges.",
            DefaultValueFactory = _ => "auto",
        }.AcceptOnlyFromAmong("auto", "metis", "edges");
        var output = new Option<string>("--out")
        {
            Description = "A table (.parquet, .csv, .tsv: id, community, score), else text: of METIS input a community a line, of other graphs 'id<TAB>community'. Replaced only when complete.",
            Required = true,
        };
        var initial = new Option<string?>("--initial") { Description = "Start from these labels: one a line, or 'id label'. Default: random neighbourhoods." };
        var truth = new Option<string?>("--truth") { Description = "Compare with these communities: one label a line, 'id label', or one community a line." };
        var verb = new Verb(
            "communities", "Find the communities of any graph.",
            "simclusters communities --graph edges.txt --communities 100 --out communities.csv",
            "simclusters communities --graph graph.metis --communities 978 --epochs 4 --method published --out labels.txt --truth truth.txt")
        {
            graph, format, output, CommonOptions.Overwrite, initial, truth, CommonOptions.Seed,
        };
        CommunityChoice.AddTo(verb);
        return verb.Runs((arguments, host) => Run(
            host, arguments.GetRequiredValue(graph), Enum.Parse<GraphFormat>(arguments.GetValue(format)!, ignoreCase: true), CommunityChoice.Options(arguments, new(), host.Seed),
            arguments.GetRequiredValue(output), arguments.GetValue(initial), arguments.GetValue(truth)));
    }

    static int Run(Host host, string path, GraphFormat format, CommunityOptions options, string output, string? initialPath, string? truthPath)
    {
        OutputFile.Check(output, host.Overwrite);
        var run = host.Report;
        using var table = run.Read("read", execution => GraphSource.Read(path, format, execution), InWords);
        RefuseZeroWeights(path, table.Graph);
        Describe(run, table);
        var start = initialPath is null ? null : run.Read("initial", _ => StartLabels(initialPath, table.Graph.Vertices, options.ClusterCount), read => $"{read.Members.Count:N0} labels");
        if (start is not null) options = options with { ClusterCount = options.ClusterCount ?? Math.Max(1, start.Members.Count) };
        var truth = truthPath is null ? null : run.Read("truth", _ => CommunityFile.Read(truthPath, table.Graph.Vertices), read => $"{read.Members.Count:N0} communities, {read.UnknownIdCount:N0} ids that the graph does not have");

        var notes = new CommunityNotes(host);
        var result = run.Step(
            "communities", execution => KnownForBuilder.Build(table.Graph.Edges, options, execution, startLabels: start?.Labels, epochs: notes),
            found => $"{found.Quality.NonEmptyCount:N0} with members{(options.ClusterCount is null ? $"; k = {found.KnownFor.ClusterCount:N0} was chosen, one for every 200 vertices with an edge" : "")}");
        notes.Describe(result);
        if (truth is not null) notes.Describe(truth.Labels is { } labels ? GroundTruth.Compare(result.KnownFor.Clusters, labels) : GroundTruth.Compare(result.KnownFor.Clusters, truth.Members));

        if (s_tableForms.Any(form => output.EndsWith(form, StringComparison.OrdinalIgnoreCase)))
            run.WriteTable(output, (parquet, execution) => CommunitiesTable.Write(parquet, table.Graph.Vertices, result.KnownFor, execution));
        else run.WriteFile(output, part => CommunitiesFile.Write(part, table.Graph.Vertices, result.KnownFor, table.IsMetis));
        run.End();
        return ExitCodes.Ok;
    }

    static string InWords(GraphTable read) =>
        $"{(read.IsMetis ? "METIS" : "edges")}, {read.Graph.VertexCount:N0} vertices, {read.Graph.EdgeCount:N0} edges";

    static void Describe(RunReport run, GraphTable table)
    {
        var graph = table.Graph;
        run.Figure("format", null, table.IsMetis ? "metis" : "edges");
        run.Figure("vertices", "vertices", graph.VertexCount);
        run.Figure("edges", "edges", graph.EdgeCount);
        run.Figure("one_sided", "  given in one direction alone", graph.OneSidedCount);
        run.Figure("loops", "  loops, left out", graph.LoopCount);
        run.Figure("duplicates", "  duplicates, the heaviest kept", graph.DuplicateCount);
    }

    static void RefuseZeroWeights(string path, UndirectedGraph graph)
    {
        for (var row = 0; row < graph.VertexCount; row++)
        {
            var at = graph.Edges.RowValues(row).IndexOf(0f);
            if (at < 0) continue;
            throw new InputException($"{path}: expected weights above 0, found 0 between {graph.Vertices.NameAt(row)} and {graph.Vertices.NameAt(graph.Edges.RowKeys(row)[at])}; leave such edges out.");
        }
    }

    // Labels are numbered in the order in which the file names them first; without k they are all there are.
    static FileCommunities StartLabels(string path, NodeIndex vertices, int? clusterCount)
    {
        var file = CommunityFile.Read(path, vertices);
        if (file.Labels is null) throw new InputException($"{path}: expected one label a vertex, found lines of several ids; write 'id label' lines.");
        if (clusterCount is { } count && count < file.Members.Count)
            throw new InputException($"{path}: expected at most {count:N0} labels, as --communities says, found {file.Members.Count:N0}.");
        return file;
    }
}
