using System.Diagnostics;
using System.Globalization;
using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Communities;

static class CommunitiesComparison
{
    internal static void Run(string[] arguments)
    {
        var graph = GraphFile.Read(arguments[0]);
        var options = arguments[1] == "published" ? CommunityOptions.Published : new CommunityOptions();
        options = options with { ClusterCount = int.Parse(arguments[2]), MaxEpochs = int.Parse(arguments[3]), Seed = ulong.Parse(arguments[4]) };
        foreach (var extra in arguments.Skip(6))
        {
            var (name, value) = (extra.Split('=')[0], extra.Split('=')[1]);
            var number = double.Parse(value, CultureInfo.InvariantCulture);
            options = name switch
            {
                "scale" => options with { ScaleWeights = number > 0 },
                "revive" => options with { ReviveEmpty = number > 0 },
                "attach" => options with { AttachUnassigned = number > 0 },
                "measure" => options with { MeasureEpochs = number > 0 },
                "finish" => options with { MaxFinishEpochs = (int)number },
                "m" => options with { AcceptanceCoefficient = number },
                "wt" => options with { WeightCoefficient = number },
                "weights" => options with { EdgeWeights = (EdgeWeights)number },
                "eps" => options with { MinAcceptRate = number },
                _ => throw new ArgumentException(extra),
            };
        }

        var last = Stopwatch.GetTimestamp();
        var watch = new Listener(report =>
        {
            var now = Stopwatch.GetTimestamp();
            Console.WriteLine($"  {report.Epoch,3} {report.Phase} {Stopwatch.GetElapsedTime(last, now).TotalMilliseconds,8:F1} ms accept {report.AcceptRate:F4} empty {report.EmptyCount} unassigned {report.UnassignedCount} objective {report.Objective:E4}");
            last = Stopwatch.GetTimestamp();
        });
        var start = Stopwatch.GetTimestamp();
        var result = KnownForBuilder.Build(graph, options, new Execution(int.Parse(arguments[5])), epochs: watch);
        Console.WriteLine($"  total {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F1} ms");
        foreach (var quality in new[] { result.BeforeAttach, result.Quality })
            Console.WriteLine($"  coverage {quality.Coverage:F4} P {quality.Precision:F4} R {quality.Recall:F4} F1 {quality.F1:F4} wF1 {quality.WeightedF1:F4} objective {quality.Objective:E4} nonempty {quality.NonEmptyCount} max {quality.MaxSize}");
        File.WriteAllLines("/tmp/bench/communities_labels.txt", result.KnownFor.Clusters.Select(label => label < 0 ? "" : $"{label + 1}"));
    }

    sealed class Listener(Action<EpochReport> action) : IProgress<EpochReport>
    {
        void IProgress<EpochReport>.Report(EpochReport value) => action(value);
    }
}
