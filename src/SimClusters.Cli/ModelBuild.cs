using System.CommandLine;
using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Pipeline;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>One run of <c>build</c> or <c>update</c>: from files to a committed model.</summary>
/// <param name="host">Where steps and figures go.</param>
/// <param name="request">Where to start from and where to put it.</param>
/// <param name="options">The knobs of all stages.</param>
/// <param name="tellsEpochs">Whether each epoch of the sampler gets a line.</param>
sealed class ModelBuild(Host host, BuildRequest request, PipelineOptions options, bool tellsEpochs = true)
{
    readonly DateTimeOffset _startedAt = DateTimeOffset.UtcNow;
    Model? _before;
    PreviousCommunities? _previous;

    /// <summary>Makes the model and ends the report.</summary>
    internal int Run(ParseResult arguments)
    {
        Make(arguments);
        host.Report.End();
        return ExitCodes.Ok;
    }

    /// <summary>Makes the model; the report has its steps and figures and may take more.</summary>
    /// <param name="arguments">The inputs, as <c>build</c> and <c>update</c> name them.</param>
    internal void Make(ParseResult arguments)
    {
        using var writer = ModelDirectory.Create(request.Output!, request.Overwrite, options.Tables);
        if (request.Model is not null) _before = ModelDirectory.Open(request.Model);
        using var inputs = ModelInputs.Read(host, arguments, options, writer, request.IsUpdate ? _before : null);
        var truth = ReadTruth(inputs.Follows);
        var report = RunStages(inputs, writer);
        using var previous = _previous;
        var changes = request.IsUpdate ? CommunityChanges.Of(previous!, inputs.Follows.Producers, report.KnownFor!) : null;
        changes?.WriteTo(writer, host.Execution);
        var manifest = Manifest(inputs, report);
        changes?.AddTo(manifest);
        if (truth is not null) Compare(truth, report, manifest);
        var committed = host.Report.Step("commit", _ => writer.Commit(manifest), made => $"{made.Tables.Count} tables, {Quantity.Bytes(made.Tables.Sum(one => one.Bytes))}, in {request.Output}");
        Tell(report, manifest);
        changes?.Tell(host);
        if (_before is not null) LeftOutTables.Tell(host, _before.Manifest, committed, request.Output!);
    }

    PipelineReport RunStages(ModelInputs inputs, ModelWriter writer)
    {
        var steps = new PipelineSteps(host, tellsEpochs);
        var graph = inputs.Follows;
        if (inputs.Users is { } users) writer.WriteUsers(users, graph, host.Execution);
        if (request.KnownFor is { } path)
        {
            var input = KnownForChoice.Read(host, path, graph.Producers);
            inputs.Files.Add(new("known_for", input.File.Path, input.File.RowCount, input.File.Hash));
            return FromKnownFor(inputs, input.KnownFor, writer, steps);
        }

        if (request.From == "interests")
        {
            writer.Copy(_before!, KnownForTable.Schema.Name);
            writer.Copy(_before!, UnassignedTable.Schema.Name);
            if (_before!.Has(SimilarityTable.Schema.Name)) writer.Copy(_before, SimilarityTable.Schema.Name);
            return BatchPipeline.RunFromKnownFor(inputs.ToPipeline(null), _before.ReadKnownFor(graph.Producers), options, writer, steps);
        }

        var start = ReadStart(graph);
        var chosen = WithStart(start);
        SayClusterCount(inputs, chosen, start);
        if (request.From == "communities")
        {
            writer.Copy(_before!, SimilarityTable.Schema.Name);
            var selection = ProducerSelectionBuilder.Build(graph, options.Selection, inputs.Users?.ActivityIn(graph.Producers));
            using var similarity = _before!.ReadSimilarity(graph.Producers);
            return BatchPipeline.RunFromSimilarity(inputs.ToPipeline(start), selection, similarity, chosen, writer, steps);
        }

        return BatchPipeline.Run(inputs.ToPipeline(start), chosen, writer, steps);
    }

    // An update keeps k unless more are asked for, and moves no more than the changes ask for.
    PipelineOptions WithStart(int[]? start)
    {
        if (!request.IsUpdate || start is null) return options;
        var before = _previous!.KnownFor.ClusterCount;
        var communities = options.Communities.ForUpdate(before);
        return options with { Communities = communities with { ClusterCount = Math.Max(communities.ClusterCount ?? 0, before) } };
    }

    PipelineReport FromKnownFor(ModelInputs inputs, KnownFor knownFor, ModelWriter writer, PipelineSteps steps)
    {
        var missing = new List<(int, string)>();
        for (var row = 0; row < knownFor.ProducerCount; row++)
            if (knownFor.Clusters[row] == KnownFor.None) missing.Add((row, "NotInKnownFor"));
        writer.WriteKnownFor(inputs.Follows.Producers, knownFor, missing, host.Execution);
        return BatchPipeline.RunFromKnownFor(inputs.ToPipeline(null), knownFor, options, writer, steps);
    }

    // k is a choice: when nobody makes it, it is made aloud.
    void SayClusterCount(ModelInputs inputs, PipelineOptions chosen, int[]? start)
    {
        if (chosen.Communities.ClusterCount is not null) return;
        var selected = ProducerSelectionBuilder.Build(inputs.Follows, options.Selection, inputs.Users?.ActivityIn(inputs.Follows.Producers)).SelectedCount;
        var source = start is null ? $"one for every 200 of the {selected:N0} producers that take part gives" : "the communities to start from give";
        host.Say($"  no --communities: {source} k = {KnownForBuilder.ChooseClusterCount(selected, start):N0}");
    }

    int[]? ReadStart(FollowGraph graph)
    {
        if (_before is not null && request.From is null)
        {
            _previous = PreviousCommunities.Read(host, _before);
            return Fitting(_previous.LabelsIn(host, graph.Producers), request.Model!);
        }

        if (request.Initial is not { } path) return null;
        var labels = host.Report.Read("read labels", _ => CommunityFile.Read(path, graph.Producers), read => $"{read.Members.Count:N0} communities, {read.UnknownIdCount:N0} unknown ids").Labels
            ?? throw new InputException($"{path}: expected one community a producer to start from, found one community a line; write 'id label' lines.");
        return Fitting(labels, path);
    }

    int[] Fitting(int[] labels, string source)
    {
        var count = Math.Max(labels.DefaultIfEmpty(KnownFor.None).Max() + 1, request.IsUpdate ? _previous!.KnownFor.ClusterCount : 0);
        if (options.Communities.ClusterCount is { } wanted && wanted < count)
            throw new InputException($"{source}: has {count:N0} communities and --communities asks for {wanted:N0}; ask for {count:N0} or more, or leave it out.");
        return labels;
    }

    Manifest Manifest(ModelInputs inputs, PipelineReport report)
    {
        var name = request.Version ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Output!)));
        var chosen = options with { Communities = options.Communities with { ClusterCount = report.ClusterCount } };
        var manifest = ModelManifest.Of(name, inputs.Follows.Producers.Kind, chosen, report, inputs.FollowCounts, inputs.Files, request.From is null ? null : _before?.Manifest);
        if (inputs.FavouriteCounts is { } favourites) ModelManifest.AddCounts(manifest.Counts, favourites, inputs.FavouritesAlone);
        return manifest with
        {
            Now = inputs.Now,
            HalfLivesInDays = inputs.HalfLivesInDays,
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

    // Before the stages: what is wrong with it must not be found at the end of a long run.
    FileCommunities? ReadTruth(FollowGraph graph) => request.Truth is not { } path ? null
        : host.Report.Read("read truth", _ => CommunityFile.Read(path, graph.Producers), read => $"{read.Members.Count:N0} communities, {read.UnknownIdCount:N0} unknown ids");

    static void Compare(FileCommunities truth, PipelineReport report, Manifest manifest)
    {
        var labels = report.KnownFor!.Clusters;
        var agreement = truth.Labels is { } one ? GroundTruth.Compare(labels, one) : GroundTruth.Compare(labels, truth.Members);
        if (truth.Labels is not null) manifest.Quality["truth_nmi"] = agreement.NormalizedMutualInformation;
        manifest.Quality["truth_average_f1"] = agreement.AverageF1;
    }

    void Tell(PipelineReport report, Manifest manifest)
    {
        var run = host.Report;
        run.Figure("model", "model", request.Output!);
        run.Figure("communities", "communities", report.ClusterCount);
        if (report.Quality is { } found && found.NonEmptyCount < report.ClusterCount) run.Line("  with members", $"{found.NonEmptyCount:N0}");
        foreach (var (name, count) in manifest.Counts) run.Put($"counts/{name}", count);
        foreach (var (name, value) in manifest.Quality.Where(figure => double.IsFinite(figure.Value))) run.Put($"quality/{name}", value);
        if (report.Quality is { } quality)
        {
            run.Line("coverage", $"{quality.Coverage:P1}");
            run.Line("edge F1 (precision, recall)", $"{quality.F1:F3} ({quality.Precision:F3}, {quality.Recall:F3})");
            run.Line("sizes: least, median, most", $"{quality.MinSize:N0}, {quality.MedianSize:N0}, {quality.MaxSize:N0}");
            if (request.KnownFor is null) CommunityNotes.AdviseIfEmpty(run, report.ClusterCount, quality, "a higher --min-cosine, or a lower --wt-coeff,");
        }

        if (manifest.Quality.TryGetValue("truth_nmi", out var information)) run.Line("NMI with the truth", $"{information:F3}");
        if (manifest.Quality.TryGetValue("truth_average_f1", out var f1)) run.Line("average F1 with the truth", $"{f1:F3}");
        if (report.Similarity?.Advice is { } advice) run.Advise(advice);
    }
}
