using System.Diagnostics;
using SimClusters.Benchmarks.Indexing;

namespace SimClusters.Benchmarks.Products;

/// <summary>Ours and a naive twin, dictionaries on one thread, of the same input in the same run: how many times the speed? And is it the same result?</summary>
static class NaiveTwin
{
    /// <summary>A round of ours warms up and those after it are timed; the twin, which takes long, runs once.</summary>
    /// <param name="name">Of the product, and of which part of the input.</param>
    /// <param name="rounds">Of ours, 1 or more.</param>
    /// <param name="input">Made anew each time, untimed: a build may consume it.</param>
    /// <param name="ours">The build.</param>
    /// <param name="twin">The same, naively.</param>
    /// <param name="checks">What their results have in common, a line each.</param>
    internal static void Compare<TInput, TOurs, TTwin>(string name, int rounds, Func<TInput> input, Func<TInput, TOurs> ours, Func<TInput, TTwin> twin, Func<TOurs, TTwin, string[]> checks)
        where TOurs : IDisposable
    {
        Timed(input(), ours).Result.Dispose();
        List<double> all = [];
        for (var round = 1; round < rounds; round++)
        {
            var (one, seconds) = Timed(input(), ours);
            one.Dispose();
            all.Add(seconds);
        }

        var (result, last) = Timed(input(), ours);
        using var _ = result;
        all.Add(last);
        var median = all.Order().ElementAt(all.Count / 2);

        var made = input();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // What is left of making the input is not the twin's.
        var held = PeakMemory.Restart();
        var (naive, naiveSeconds) = Timed(made, twin);
        var bytes = PeakMemory.Bytes() - held;
        Console.WriteLine($"naive {name}: {naiveSeconds:F2} s and {bytes / 1e9:F1} GB beyond the inputs, ours {median:F3} s ({all.Min():F3}–{all.Max():F3}), {naiveSeconds / median:F0}x");
        foreach (var check in checks(result, naive)) Console.WriteLine($"  {check}");
    }

    static (T Result, double Seconds) Timed<TInput, T>(TInput input, Func<TInput, T> work)
    {
        var watch = Stopwatch.StartNew();
        return (work(input), watch.Elapsed.TotalSeconds);
    }
}
