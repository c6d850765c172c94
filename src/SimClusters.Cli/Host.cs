using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SimClusters.Numerics;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>What a verb needs of the process that it runs in: where to write, how to run, and what to tell at the end.</summary>
sealed class Host
{
    static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly ParseResult _arguments;
    readonly TextWriter _output, _error, _answer;

    internal Host(string command, ParseResult arguments, CancellationToken cancellation)
    {
        _arguments = arguments;
        _output = arguments.InvocationConfiguration.Output;
        Json = arguments.GetValue(CommonOptions.Json);
        Quiet = arguments.GetValue(CommonOptions.Quiet);
        Execution = new(arguments.GetValue(CommonOptions.Threads), cancellation);
        var error = Quiet ? TextWriter.Null : arguments.InvocationConfiguration.Error;
        _error = error;
        Notes = Screen.On(error);
        _answer = Json ? error : Quiet ? TextWriter.Null : _output;
        Answer = Json ? Notes : Screen.On(_answer);
        Report = new(command, this, new StepProgress(error, Screen.IsTerminal(error)));
    }

    /// <summary>Whether standard output belongs to a machine.</summary>
    internal bool Json { get; }

    internal bool Quiet { get; }

    /// <summary>Of verbs that take <see cref="CommonOptions.Seed"/>.</summary>
    internal ulong Seed => _arguments.GetValue(CommonOptions.Seed);

    /// <summary>Of verbs that take <see cref="CommonOptions.Overwrite"/>.</summary>
    internal bool Overwrite => _arguments.GetValue(CommonOptions.Overwrite);

    /// <summary>Threads and cancellation, without progress: <see cref="RunReport.Step{T}"/> hands out one that shows it.</summary>
    internal Execution Execution { get; }

    /// <summary>What the person asked for: standard output, or standard error when that belongs to a machine.</summary>
    internal IAnsiConsole Answer { get; }

    /// <summary>What is said on the way: standard error.</summary>
    internal IAnsiConsole Notes { get; }

    /// <summary>The steps and figures of this run.</summary>
    internal RunReport Report { get; }

    /// <summary>One line on the way, as it is: no markup. In a log it stays one line, however long.</summary>
    internal void Say(string line)
    {
        Report.ClearProgress();
        if (Screen.IsTerminal(_error)) Notes.WriteLine(line);
        else _error.WriteLine(line);
    }

    /// <summary>A sentence at the end of the answer. Where no person looks on it stays one line, so that a line to type stays whole.</summary>
    internal void Advise(string sentence)
    {
        if (Screen.IsTerminal(_answer)) Answer.MarkupLine($"[yellow]{Markup.Escape(sentence)}[/]");
        else _answer.WriteLine(sentence);
    }

    /// <summary>The one JSON document of a run; nothing unless <c>--json</c>.</summary>
    internal void WriteJson(JsonNode document)
    {
        if (!Json) return;
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, s_indented)) document.WriteTo(writer);
        _output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}
