using System.CommandLine;
using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Pipeline;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>One run of <c>build</c>: from follows to a committed model.</summary>
sealed class ModelBuild(Host host, BuildRequest request, PipelineOptions options)
{
    readonly DateTimeOffset _startedAt = DateTimeOffset.UtcNow;
    readonly List<ManifestInput> _inputs = [];
    Model? _before;

    internal int Run(ParseResult arguments)
    {
        using var writer = ModelDirectory.Create(request.Output!, request.Overwrite);
        if (request.Model is not null) _before = ModelDirectory.Open(request.Model);
        var follows = FollowInput.Read(host, arguments);
        using var graph = follows.Graph;
        _inputs.AddRange(ModelManifest.Inputs("follows", follows.Files));

        var report = RunStages(graph, arguments, writer);
        var manifest = Manifest(graph, follows.Counts, report);
        Compare(graph, report, manifest);
        host.Report.Step("commit", _ => writer.Commit(manifest), made => $"{made.Tables.Count} tables, {Quantity.Bytes(made.Tables.Sum(one => one.Bytes))}, in {request.Output}");
        Tell(graph, report, manifest);
        return ExitCodes.Ok;
    }

    PipelineReport RunStages(FollowGraph graph, ParseResult arguments, ModelWriter writer)
    {
        var steps = new PipelineSteps(host);
        if (request.KnownFor is { } path)
        {
            var input = KnownForChoice.Read(host, path, graph.Producers);
            _inputs.Add(new("known_for", input.File.Path, input.File.RowCount, input.File.Hash));
            return FromKnownFor(graph, input.KnownFor, writer, steps);
        }

        if (request.From == "interests")
        {
            writer.Copy(_before!, KnownForTable.Schema.Name);
            writer.Copy(_before!, UnassignedTable.Schema.Name);
            if (_before!.Has(SimilarityTable.Schema.Name)) writer.Copy(_before, SimilarityTable.Schema.Name);
            return BatchPipeline.RunFromKnownFor(graph, _before.ReadKnownFor(graph.Producers), options, writer, steps);
        }

        var isActive = ReadActivity(graph, arguments);
        var start = ReadStart(graph);
        SayClusterCount(graph, isActive, start);
        if (request.From == "communities")
        {
            writer.Copy(_before!, SimilarityTable.Schema.Name);
            var selection = ProducerSelectionBuilder.Build(graph, options.Selection, isActive);
            using var similarity = _before!.ReadSimilarity(graph.Producers);
            return BatchPipeline.RunFromSimilarity(graph, selection, similarity, start, options, writer, steps);
        }

        return BatchPipeline.Run(graph, isActive, start, options, writer, steps);
    }

    PipelineReport FromKnownFor(FollowGraph graph, KnownFor knownFor, ModelWriter writer, PipelineSteps steps)
    {
        var missing = new List<(int, string)>();
        for (var row = 0; row < knownFor.ProducerCount; row++)
            if (knownFor.Clusters[row] == KnownFor.None) missing.Add((row, "NotInKnownFor"));
        writer.WriteKnownFor(graph.Producers, knownFor, missing, host.Execution);
        return BatchPipeline.RunFromKnownFor(graph, knownFor, options, writer, steps);
    }

    // k is a choice: when nobody makes it, it is made aloud.
    void SayClusterCount(FollowGraph graph, bool[]? isActive, int[]? start)
    {
        if (options.Communities.ClusterCount is not null) return;
        var selected = ProducerSelectionBuilder.Build(graph, options.Selection, isActive).SelectedCount;
        var source = start is null ? $"one for every 200 of the {selected:N0} producers that take part gives" : "the communities to start from give";
        host.Say($"  no --communities: {source} k = {KnownForBuilder.ChooseClusterCount(selected, start):N0}");
    }

    bool[]? ReadActivity(FollowGraph graph, ParseResult arguments)
    {
        if (ProducerChoice.ReadActivity(host, arguments, graph) is not { } users) return null;
        _inputs.Add(new("users", users.File.Path, users.File.RowCount, users.File.Hash));
        return users.IsActive;
    }

    int[]? ReadStart(FollowGraph graph)
    {
        if (_before is not null && request.From is null) return Fitting(_before.ReadKnownFor(graph.Producers).Clusters, request.Model!);
        if (request.Initial is not { } path) return null;
        var labels = host.Report.Read("read labels", _ => CommunityFile.Read(path, graph.Producers), read => $"{read.Members.Count:N0} communities, {read.UnknownIdCount:N0} unknown ids").Labels
            ?? throw new InputException($"{path}: expected one community a producer to start from, found one community a line; write 'id label' lines.");
        return Fitting(labels, path);
    }

    int[] Fitting(int[] labels, string source)
    {
        var count = labels.Max() + 1;
        if (options.Communities.ClusterCount is { } wanted && wanted < count)
            throw new InputException($"{source}: has {count:N0} communities and --communities asks for {wanted:N0}; ask for {count:N0} or more, or leave it out.");
        return labels;
    }

    Manifest Manifest(FollowGraph graph, FollowGraphReport counts, PipelineReport report)
    {
        var name = request.Version ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Output!)));
        var chosen = options with { Communities = options.Communities with { ClusterCount = report.ClusterCount } };
        var manifest = ModelManifest.Of(name, graph.Producers.Kind, chosen, report, counts, _inputs, request.From is null ? null : _before?.Manifest);
        return manifest with
        {
            Run = new()
            {
                StartedAt = _startedAt,
                ToolVersion = ModelManifest.ToolVersion,
                Machine = $"{Environment.OSVersion}, {Environment.ProcessorCount} processors",
                Threads = host.Execution.ThreadCount,
                PeakMemoryBytes = RunReport.PeakMemoryBytes(),
                Timings = [.. host.Report.Timings.Select(step => new ManifestTiming(step.Name, step.Seconds))],
            },
        };
    }

    void Compare(FollowGraph graph, PipelineReport report, Manifest manifest)
    {
        if (request.Truth is not { } path) return;
        var truth = host.Report.Read("read truth", _ => CommunityFile.Read(path, graph.Producers), read => $"{read.Members.Count:N0} communities, {read.UnknownIdCount:N0} unknown ids");
        var labels = report.KnownFor!.Clusters;
        var agreement = truth.Labels is { } one ? GroundTruth.Compare(labels, one) : GroundTruth.Compare(labels, truth.Members);
        if (truth.Labels is not null) manifest.Quality["truth_nmi"] = agreement.NormalizedMutualInformation;
        manifest.Quality["truth_average_f1"] = agreement.AverageF1;
    }

    void Tell(FollowGraph graph, PipelineReport report, Manifest manifest)
    {
        var run = host.Report;
        run.Figure("model", "model", request.Output!);
        run.Figure("communities", "communities", report.ClusterCount);
        foreach (var (name, count) in manifest.Counts) run.Put($"counts/{name}", count);
        foreach (var (name, value) in manifest.Quality.Where(figure => double.IsFinite(figure.Value))) run.Put($"quality/{name}", value);
        if (report.Quality is { } quality)
        {
            run.Line("coverage", $"{quality.Coverage:P1}");
            run.Line("edge F1 (precision, recall)", $"{quality.F1:F3} ({quality.Precision:F3}, {quality.Recall:F3})");
            run.Line("sizes: least, median, most", $"{quality.MinSize:N0}, {quality.MedianSize:N0}, {quality.MaxSize:N0}");
        }

        if (manifest.Quality.TryGetValue("truth_nmi", out var information)) run.Line("NMI with the truth", $"{information:F3}");
        if (manifest.Quality.TryGetValue("truth_average_f1", out var f1)) run.Line("average F1 with the truth", $"{f1:F3}");
        if (report.Similarity?.Advice is { } advice) run.Advise(advice);
        run.End();
    }
}
