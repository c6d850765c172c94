using System.Diagnostics;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Benchmarks.Input;

/// <summary>Reading follows: to columns, and to a graph in both directions; beside DuckDB's own reading and a naive twin.</summary>
/// <remarks>
/// <c>-- follow-reading FOLDER [THREADS] [RUNS]</c>: the folder holds follows of <c>cdtool bip</c> as b1.txt; tables are made beside it once.
/// Every round runs each of the ways once, so that a machine's other load meets them alike; medians are printed.
/// <c>-- follow-reading FILE</c> reads one of the tables to a graph and prints the peak of the process.
/// </remarks>
static class FollowReading
{
    const long NaiveRows = 2_000_000;

    internal static void Run(string[] arguments)
    {
        var folder = arguments[0];
        if (File.Exists(folder))
        {
            RunOnce(folder);
            return;
        }

        var execution = new Execution(arguments.Length > 1 ? int.Parse(arguments[1]) : 2);
        var runs = arguments.Length > 2 ? int.Parse(arguments[2]) : 5;
        var files = FollowFiles.Make(folder, execution);
        var times = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        for (var run = 0; run <= runs; run++)
        {
            foreach (var (name, path) in files)
            {
                Measure(times, run, $"{name}: columns", () => FollowSource.Read(new() { Inputs = [path] }, execution).Dispose());
                Measure(times, run, $"{name}: graph", () => Graph(path, execution));
                Measure(times, run, $"{name}: DuckDB count and sum", () => Peer(path, execution));
            }

            Measure(times, run, "twin of 2M rows of tsv: ReadLines and dictionaries", () => Twin(files["tsv"]));
        }

        Console.WriteLine("| What | Seconds, median | M rows a second | Spread |");
        Console.WriteLine("| --- | ---: | ---: | --- |");
        foreach (var (name, seconds) in times)
        {
            seconds.Sort();
            var rows = name.StartsWith("twin", StringComparison.Ordinal) ? NaiveRows : FollowFiles.RowCount;
            Console.WriteLine($"| {name} | {seconds[seconds.Count / 2]:F2} | {rows / seconds[seconds.Count / 2] / 1e6:F1} | {seconds[0]:F2}–{seconds[^1]:F2} |");
        }

        Console.WriteLine($"Peak of the process: {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB.");
    }

    // A process of its own, for its memory.
    static void RunOnce(string path)
    {
        var clock = Stopwatch.StartNew();
        Graph(path, new Execution(2));
        Console.WriteLine($"{Path.GetFileName(path)}: {clock.Elapsed.TotalSeconds:F2} s, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB.");
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

    static void Graph(string path, Execution execution)
    {
        var (graph, report, table) = FollowSource.ReadGraph(new() { Inputs = [path] }, execution);
        using (graph)
        using (table)
        {
            if (report.FollowCount != FollowFiles.RowCount) throw new InvalidOperationException($"{path}: {report}");
        }
    }

    static void Peer(string path, Execution execution)
    {
        using var session = new DuckDbSession(execution.ThreadCount, 4L << 30);
        var isText = path.Contains("names", StringComparison.Ordinal);
        session.Rows(isText ? $"SELECT count(*), sum(length(follower) + length(followee)) FROM '{path}'" : $"SELECT count(*), sum(follower), sum(followee) FROM '{path}'", path);
    }

    static void Twin(string path)
    {
        var (consumers, producers) = (new Dictionary<long, int>(), new Dictionary<long, int>());
        var follows = new Dictionary<int, HashSet<int>>();
        foreach (var line in File.ReadLines(path).Skip(1).Take((int)NaiveRows))
        {
            var fields = line.Split('\t');
            var (consumer, producer) = (Row(consumers, long.Parse(fields[0])), Row(producers, long.Parse(fields[1])));
            if (!follows.TryGetValue(consumer, out var row)) follows.Add(consumer, row = []);
            row.Add(producer);
        }
    }

    static int Row(Dictionary<long, int> rows, long id)
    {
        if (!rows.TryGetValue(id, out var row)) rows.Add(id, row = rows.Count);
        return row;
    }
}
