using System.Diagnostics;
using SimClusters.Events;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Benchmarks.Input;

/// <summary>Reading a log of engagements: all of it, and what an index of the last day asks for; beside DuckDB's own reading of the same columns.</summary>
/// <remarks>
/// <c>-- event-reading FOLDER [MILLIONS] [THREADS] [RUNS]</c>: the log is made in the folder once, as Parquet: 2M users, 10M items of skewed popularity, ten kinds over ninety days, in no order.
/// Every round runs each of the ways once; medians are printed. <c>-- event-reading FILE day</c> (or <c>all</c>) reads once and prints the peak of the process.
/// </remarks>
static class EventReading
{
    const string Kinds = "'impression', 'impression', 'impression', 'favourite', 'favourite', 'favourite', 'click', 'click', 'open', 'retweet', 'reply', 'video_view_50', 'video_view_50', 'video_view_95', 'unfavourite', 'unretweet'";

    static readonly EventSourceOptions s_day = new() { Kinds = EventKinds.Favourite | EventKinds.Unfavourite, Window = TimeSpan.FromDays(1) };

    internal static void Run(string[] arguments)
    {
        if (File.Exists(arguments[0]))
        {
            var clock = Stopwatch.StartNew();
            Read(arguments[0], arguments[1] == "day" ? s_day : new(), new(2));
            Console.WriteLine($"{arguments[1]}: {clock.Elapsed.TotalSeconds:F2} s, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB.");
            return;
        }

        var millions = arguments.Length > 1 ? int.Parse(arguments[1]) : 60;
        var execution = new Execution(arguments.Length > 2 ? int.Parse(arguments[2]) : 2);
        var runs = arguments.Length > 3 ? int.Parse(arguments[3]) : 3;
        var path = Make(arguments[0], millions);
        var times = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        for (var run = 0; run <= runs; run++)
        {
            Measure(times, run, "all events", () => Read(path, new(), execution));
            Measure(times, run, "favourites of the last day", () => Read(path, s_day, execution));
            Measure(times, run, "DuckDB: sums of all four columns", () => Peer(path, execution));
        }

        Console.WriteLine("| What | Seconds, median | M rows a second | Spread |");
        Console.WriteLine("| --- | ---: | ---: | --- |");
        foreach (var (name, seconds) in times)
        {
            seconds.Sort();
            Console.WriteLine($"| {name} | {seconds[seconds.Count / 2]:F2} | {millions / seconds[seconds.Count / 2]:F1} | {seconds[0]:F2}–{seconds[^1]:F2} |");
        }
    }

    static string Make(string folder, int millions)
    {
        var path = Path.Combine(folder, $"events-{millions}m.parquet");
        if (File.Exists(path)) return path;
        using var session = new DuckDbSession(2, 4L << 30);
        session.Execute(
            "COPY (SELECT (hash(i) % 2000000)::BIGINT AS \"user\", (10000000 * pow(hash(i + 1000000007) % 1000003 / 1000003.0, 3))::BIGINT AS item, " +
            $"[{Kinds}][(hash(i + 2000000011) % 16)::INT + 1] AS kind, 1600000000000 + (hash(i + 3000000019) % 7776000000)::BIGINT AS timestamp FROM range({millions}000000) AS r(i)) " +
            $"TO '{path}' (FORMAT parquet, COMPRESSION zstd)");
        return path;
    }

    static void Read(string path, EventSourceOptions options, Execution execution)
    {
        using var table = EventSource.Read(options with { Inputs = [path] }, execution);
        if (table.BadRowCount > 0 || table.UnknownKinds.Count > 0) throw new InvalidOperationException($"{path} has bad rows.");
    }

    static void Peer(string path, Execution execution)
    {
        using var session = new DuckDbSession(execution.ThreadCount, 4L << 30);
        session.Execute($"SELECT sum(\"user\"), sum(item), count(*) FILTER (kind = 'favourite'), max(timestamp) FROM '{path}'");
    }

    // The first round warms up.
    static void Measure(SortedDictionary<string, List<double>> times, int run, string name, Action action)
    {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        action();
        if (run == 0) return;
        if (!times.TryGetValue(name, out var seconds)) times.Add(name, seconds = []);
        seconds.Add(clock.Elapsed.TotalSeconds);
    }
}
