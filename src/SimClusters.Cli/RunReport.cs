using System.Diagnostics;
using System.Text.Json.Nodes;
using SimClusters.Numerics;
using SimClusters.Tables;
using SimClusters.Tables.Files;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>What a run did: its steps with their times, its figures, its advice. Shown as tables, or as JSON.</summary>
sealed class RunReport(string command, Host host, StepProgress progress)
{
    readonly long _start = Stopwatch.GetTimestamp();
    readonly List<(string Name, string Summary, double Seconds)> _steps = [];
    readonly List<(string Label, string Value)> _lines = [];
    readonly JsonObject _figures = [];
    readonly JsonArray _advice = [];
    string _step = "";
    long _stepStart;

    /// <summary>The steps so far, in order, with their seconds.</summary>
    internal IEnumerable<(string Name, double Seconds)> Timings => _steps.Select(step => (step.Name, step.Seconds));

    /// <summary>Runs one step, shows how far it is, and prints a line when it is done.</summary>
    /// <param name="name">A word or two, such as <c>read</c>.</param>
    /// <param name="work">Gets the execution to hand on: threads, cancellation and progress.</param>
    /// <param name="summary">What came out, in a few words.</param>
    internal T Step<T>(string name, Func<Execution, T> work, Func<T, string> summary)
    {
        var execution = Begin(name);
        T result;
        try
        {
            result = work(execution);
        }
        finally
        {
            progress.Clear();
        }

        End(summary(result));
        return result;
    }

    /// <summary>Begins a step whose end another method tells; returns the execution that shows its progress.</summary>
    internal Execution Begin(string name)
    {
        host.Execution.Cancellation.ThrowIfCancellationRequested();
        progress.Begin(name);
        _step = name;
        _stepStart = Stopwatch.GetTimestamp();
        return new(host.Execution.ThreadCount, host.Execution.Cancellation, progress);
    }

    /// <summary>Ends the step that was begun last, with what came out in a few words.</summary>
    internal void End(string summary)
    {
        progress.Clear();
        var seconds = Stopwatch.GetElapsedTime(_stepStart).TotalSeconds;
        _steps.Add((_step, summary, seconds));
        host.Say($"{_step}: {summary} ({Quantity.Seconds(seconds)})");
    }

    /// <summary>A step that reads files: what goes wrong with them is the input's fault.</summary>
    internal T Read<T>(string name, Func<Execution, T> work, Func<T, string> summary) => Step(name, execution =>
    {
        try
        {
            return work(execution);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(exception.Message, exception);
        }
    }, summary);

    /// <summary>A step that writes a file, which appears only when it is whole; an older one is replaced then, if the person said so.</summary>
    /// <param name="path">The file as the person named it.</param>
    /// <param name="write">Gets the temporary path to write to.</param>
    internal void WriteFile(string path, Action<string> write) => Written(path, _ => AtomicFile.Write(path, host.Overwrite, write));

    /// <summary>A step that writes a table in the form that the file's name asks for.</summary>
    /// <param name="path">The file as the person named it.</param>
    /// <param name="writeParquet">Writes the table as Parquet to the path that it gets.</param>
    internal void WriteTable(string path, Action<string, Execution> writeParquet) => Written(
        path, execution => TableExport.Write(path, host.Overwrite, parquet => writeParquet(parquet, execution), execution.ThreadCount));

    void Written(string path, Action<Execution> write)
    {
        Put("out", path);
        Step("write", execution =>
        {
            write(execution);
            return new FileInfo(path).Length;
        }, length => $"{path}, {Quantity.Bytes(length)}");
    }

    /// <summary>A number or word worth telling.</summary>
    /// <param name="key">Its name in the JSON: words_with_underscores; a slash makes an object of what comes before it.</param>
    /// <param name="label">Its name in the table; null leaves it out there.</param>
    /// <param name="value">A number, a word or a flag.</param>
    internal void Figure(string key, string? label, object value)
    {
        Put(key, value switch
        {
            int number => number,
            long number => number,
            double number => number,
            bool flag => flag,
            _ => $"{value}",
        });
        if (label is not null) _lines.Add((label, Quantity.Figure(value)));
    }

    /// <summary>A count that the table has where it is above zero, and the JSON always.</summary>
    internal void FigureIfAny(string key, string label, long count) => Figure(key, count > 0 ? label : null, count);

    /// <summary>A line for the table alone.</summary>
    internal void Line(string label, string value) => _lines.Add((label, value));

    /// <summary>Most memory that this process has held so far.</summary>
    internal static long PeakMemoryBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>A structure for the JSON alone.</summary>
    internal void Put(string key, JsonNode? value)
    {
        var parts = key.Split('/');
        var parent = _figures;
        foreach (var part in parts[..^1])
        {
            if (parent[part] is not JsonObject child) parent[part] = child = [];
            parent = child;
        }

        parent[parts[^1]] = value;
    }

    /// <summary>What the person might change next time: a sentence.</summary>
    internal void Advise(string sentence) => _advice.Add(sentence);

    /// <summary>Prints everything; the last thing that a verb does.</summary>
    internal void End()
    {
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        var peakBytes = PeakMemoryBytes();
        PrintTables(seconds, peakBytes);
        host.WriteJson(new JsonObject
        {
            ["command"] = command,
            ["figures"] = _figures,
            ["advice"] = _advice,
            ["steps"] = new JsonArray([.. _steps.Select(step => new JsonObject { ["name"] = step.Name, ["summary"] = step.Summary, ["seconds"] = step.Seconds })]),
            ["seconds"] = seconds,
            ["peak_memory_bytes"] = peakBytes,
        });
    }

    internal void ClearProgress() => progress.Clear();

    void PrintTables(double seconds, long peakBytes)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        foreach (var (label, value) in _lines) table.AddRow(Markup.Escape(label), $"[bold]{Markup.Escape(value)}[/]");
        table.AddEmptyRow();
        foreach (var (name, _, stepSeconds) in _steps) table.AddRow($"[dim]{Markup.Escape(name)}[/]", $"[dim]{Quantity.Seconds(stepSeconds)}[/]");
        table.AddRow("in all", Quantity.Seconds(seconds));
        table.AddRow("peak memory", Quantity.Bytes(peakBytes));
        host.Answer.WriteLine();
        host.Answer.Write(table);
        foreach (var sentence in _advice) host.Advise(sentence!.GetValue<string>());
    }
}
