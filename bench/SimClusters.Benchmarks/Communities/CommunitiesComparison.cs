using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Communities;

/// <summary>How near is an epoch to a bare C++ kernel on the same machine, and do the communities end as good?</summary>
/// <remarks>
/// <code>dotnet run -c Release --project bench/SimClusters.Benchmarks -- communities TOOLS GRAPH TRUTH K EPOCHS [SEEDS [published]]</code>
/// TOOLS holds <c>kernel_bound</c> and <c>cdtool</c>. Five seeds by default, bound and ours in turn, 2 threads. With a last argument only the published method is run, for the largest graphs. Epochs are timed alone, without the start and
/// without reports. Where the tools do not read the graph (a list of edges), TRUTH is <c>-</c> and only ours is run.
/// </remarks>
static class CommunitiesComparison
{
    internal static void Run(string[] arguments)
    {
        var (tools, path, truth) = (arguments[0], arguments[1], arguments[2]);
        var options = CommunityOptions.Published with
        {
            ClusterCount = int.Parse(arguments[3], CultureInfo.InvariantCulture),
            MaxEpochs = int.Parse(arguments[4], CultureInfo.InvariantCulture),
        };
        using var graph = GraphFile.Read(path);
        var seedCount = arguments.Length > 5 ? int.Parse(arguments[5], CultureInfo.InvariantCulture) : 5;
        var labelFile = Path.GetTempFileName();
        var rows = new List<(string Name, double[] Figures)>();
        for (var seed = 1; seed <= seedCount; seed++)
        {
            if (truth != "-") rows.Add(("kernel_bound", Bound(tools, path, truth, options, seed, labelFile)));
            var published = options with { Seed = (ulong)seed };
            rows.Add(("published", Ours(graph, published, labelFile, tools, path, truth)));
            if (arguments.Length > 6) continue;
            var ours = new CommunityOptions { ClusterCount = options.ClusterCount, MaxEpochs = options.MaxEpochs, Seed = (ulong)seed };
            rows.Add(("default, not attached", Ours(graph, ours with { AttachUnassigned = false }, labelFile, tools, path, truth)));
            rows.Add(("default", Ours(graph, ours, labelFile, tools, path, truth)));
            if (seed == 1 && truth != "-") rows.Add(("naive", Naive(graph, options)));
        }

        File.Delete(labelFile);
        Console.WriteLine($"| {Path.GetFileNameWithoutExtension(path)} | epoch, ms | fastest epoch | all, ms | objective | NMI | edge F1 | coverage |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var group in rows.GroupBy(row => row.Name))
        {
            var means = Enumerable.Range(0, 7).Select(i => group.Average(row => row.Figures[i])).ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {group.Key} | {means[0]:F1} | {means[1]:F1} | {means[2]:F0} | {means[3]:E3} | {means[4]:F4} | {means[5]:F4} | {means[6]:P1} |"));
        }
    }

    static double[] Bound(string tools, string path, string truth, CommunityOptions options, int seed, string labelFile)
    {
        var times = Ask(Path.Combine(tools, "kernel_bound"), $"{path} {options.ClusterCount} {options.MaxEpochs} 2 10 0.5 {seed} {labelFile}")
            .GetProperty("epochSec").EnumerateArray().Select(time => 1_000 * time.GetDouble()).ToArray();
        var score = Ask(Path.Combine(tools, "cdtool"), $"score {path} {truth} {labelFile} 10");
        var (precision, recall) = (score.GetProperty("edgePrec").GetDouble(), score.GetProperty("edgeRec").GetDouble());
        return
        [
            times.Average(), times.Min(), times.Sum(), score.GetProperty("objective").GetDouble(), score.GetProperty("nmi").GetDouble(),
            2 * precision * recall / (precision + recall), double.NaN,
        ];
    }

    static double[] Ours(SparseMatrix graph, CommunityOptions options, string labelFile, string tools, string path, string truth)
    {
        var times = EpochTimes(graph, options);
        var start = Stopwatch.GetTimestamp();
        var result = KnownForBuilder.Build(graph, options with { MeasureEpochs = false }, new(threadCount: 2));
        var all = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var score = (Objective: result.Quality.Objective, Information: double.NaN);
        if (truth != "-")
        {
            File.WriteAllLines(labelFile, result.KnownFor.Clusters.Select(label => label < 0 ? "" : $"{label + 1}"));
            var answer = Ask(Path.Combine(tools, "cdtool"), $"score {path} {truth} {labelFile} 10");
            score = (answer.GetProperty("objective").GetDouble(), answer.GetProperty("nmi").GetDouble());
        }

        return [times.Average(), times.Min(), all, score.Objective, score.Information, result.Quality.F1, result.Quality.Coverage];
    }

    static double[] EpochTimes(SparseMatrix matrix, CommunityOptions options)
    {
        using var graph = new CommunityGraph(matrix, options.EdgeWeights, new(threadCount: 2));
        var assignment = CommunityStart.FromNeighborhoods(graph, options.ClusterCount!.Value, options.Seed);
        using var sweep = new CommunitySweep(graph, assignment, options, new(threadCount: 2));
        return [.. Enumerable.Range(1, options.MaxEpochs).Select(epoch => Time(() => _ = matrix.IsWeighted
            ? sweep.Run<MetropolisHastings<CosineWeight>>(CommunitySweep.EpochKey(options.Seed, epoch), options.WeightCoefficient)
            : sweep.Run<MetropolisHastings<UnitWeight>>(CommunitySweep.EpochKey(options.Seed, epoch), options.WeightCoefficient)))];
    }

    static double[] Naive(SparseMatrix matrix, CommunityOptions options)
    {
        using var graph = new CommunityGraph(matrix, options.EdgeWeights, Execution.Default);
        var assignment = CommunityStart.FromNeighborhoods(graph, options.ClusterCount!.Value, options.Seed);
        var random = new Random(1);
        var times = Enumerable.Range(1, 2).Select(_ => Time(() => NaiveEpoch.Run(matrix, assignment.Labels, assignment.Sizes, random))).ToArray();
        return [times.Average(), times.Min(), double.NaN, double.NaN, double.NaN, double.NaN, double.NaN];
    }

    static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    static JsonElement Ask(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        return answer.RootElement.Clone();
    }
}
