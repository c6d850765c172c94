using System.Diagnostics;
using System.Text.Json;
using SimClusters.Benchmarks.Graphs;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Similarity;

namespace SimClusters.Benchmarks.Similarity;

/// <summary>Exact cosine, threshold and top neighbours: how far from a bare C++ program that does the same?</summary>
/// <remarks>similarity BIP-FILE SIM_BOUND [min cosine] [top] [threads] [rounds]: both in turn, medians and their ratio.</remarks>
static class SimilarityComparison
{
    internal static void Run(string[] arguments)
    {
        var (file, bound) = (arguments[0], arguments[1]);
        var options = new SimilarityOptions
        {
            MinCosine = arguments.Length > 2 ? double.Parse(arguments[2]) : 0.02,
            MaxNeighbors = arguments.Length > 3 ? int.Parse(arguments[3]) : 50,
        };
        var threads = arguments.Length > 4 ? int.Parse(arguments[4]) : 2;
        var rounds = arguments.Length > 5 ? int.Parse(arguments[5]) : 5;

        using var follows = BipartiteFile.Read(file);
        Console.WriteLine($"{follows.ConsumerCount:N0} x {follows.ProducerCount:N0}, {follows.FollowCount:N0} follows; {threads} threads");
        var graphBytes = Process.GetCurrentProcess().WorkingSet64;
        List<double> ours = [], theirs = [];
        for (var round = -1; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            using var similarity = SimilarityGraphBuilder.Build(follows, null, options, new Execution(threads));
            var seconds = watch.Elapsed.TotalSeconds;
            var boundSeconds = BoundSeconds(bound, file, options, threads);
            if (round < 0) continue; // warm-up
            ours.Add(seconds);
            theirs.Add(boundSeconds);
            Console.WriteLine($"ours {seconds:F3} s, bound {boundSeconds:F3} s, ratio {seconds / boundSeconds:F2}; above {similarity.EdgesAboveThreshold:N0}, kept {similarity.EdgeCount:N0}");
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"median ours {Median(ours):F3} s, bound {Median(theirs):F3} s, ratio of medians {Median(ours) / Median(theirs):F2}; " +
            $"working set before {graphBytes / 1e6:F0} MB, peak {process.PeakWorkingSet64 / 1e6:F0} MB");

        // Last: what its dictionaries leave behind is no part of the peak above.
        var naive = NaiveSeconds(follows, options);
        Console.WriteLine($"naive twin, one thread, both directions, dictionaries: {naive:F1} s, {naive / Median(ours):F0} times ours");
    }

    // A dictionary of counts a producer, then the best of it: what one would write first. The union of both ends is left out.
    static double NaiveSeconds(FollowGraph follows, SimilarityOptions options)
    {
        var watch = Stopwatch.StartNew();
        long kept = 0;
        for (var row = 0; row < follows.ProducerCount; row++)
        {
            var common = new Dictionary<int, int>();
            foreach (var consumer in follows.Followers.RowKeys(row))
                foreach (var other in follows.Follows.RowKeys(consumer))
                    common[other] = common.GetValueOrDefault(other) + 1;
            common.Remove(row);
            kept += common.Select(pair => pair.Value / Math.Sqrt((double)follows.FollowerCount(row) * follows.FollowerCount(pair.Key)))
                .Where(cosine => cosine > options.MinCosine).OrderDescending().Take(options.MaxNeighbors).Count();
        }

        return kept < 0 ? 0 : watch.Elapsed.TotalSeconds;
    }

    static double BoundSeconds(string program, string file, SimilarityOptions options, int threads)
    {
        var start = new ProcessStartInfo(program, [file, options.MinCosine.ToString(), options.MaxNeighbors.ToString(), threads.ToString()]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var answer = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        return answer.RootElement.GetProperty("total").GetDouble();
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
