using System.Text.Json.Nodes;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>A run that adds tables to a model: what the model says to begin with, and at the end the tables with their lineage.</summary>
/// <remarks>Until <see cref="Commit"/> the model is as it was; disposed without it, nothing is left behind.</remarks>
sealed class ModelAddition : IDisposable
{
    readonly Host _host;
    readonly string _verb;
    readonly DateTimeOffset _startedAt = DateTimeOffset.UtcNow;
    readonly List<ManifestInput> _inputs = [];
    readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, JsonNode?> _options = new(StringComparer.Ordinal);
    NodeIndex? _consumers;
    InterestedIn? _interests;

    /// <param name="host">Where steps and figures go.</param>
    /// <param name="verb">What the lineage calls this run.</param>
    /// <param name="path">The model.</param>
    /// <param name="tables">The tables that are to be added; refused before any work where they are there and may not be replaced.</param>
    internal ModelAddition(Host host, string verb, string path, params IEnumerable<string> tables)
    {
        _host = host;
        _verb = verb;
        Writer = ModelDirectory.Extend(path, host.Overwrite);
        try
        {
            Writer.RefuseUnlessFree(tables);
        }
        catch
        {
            Writer.Dispose();
            throw;
        }
    }

    internal ModelExtension Writer { get; }

    internal Model Model => Writer.Model;

    /// <summary>What the ids of its users are.</summary>
    internal IdKind UserIds => Model.Manifest.IdKind;

    /// <summary>Whom <see cref="Interests"/> are of.</summary>
    internal NodeIndex Consumers => _consumers ?? ReadInterests().Consumers;

    /// <summary>U; read when first asked.</summary>
    internal InterestedIn Interests => _interests ?? ReadInterests().Interests;

    /// <summary>Adds the files of an input to the lineage.</summary>
    internal void AddInput(string role, params IEnumerable<InputFile> files) => _inputs.AddRange(ModelManifest.Inputs(role, files));

    internal void AddInput(ManifestInput input) => _inputs.Add(input);

    /// <summary>Adds what was counted to the lineage.</summary>
    internal void Count(string name, long count) => _counts[name] = count;

    /// <summary>Adds what was counted of a table to the lineage and to the report, which shows it where it is above zero or always.</summary>
    internal void Tell(string table, string name, string label, long count, bool isAlwaysShown = false)
    {
        Count($"{table}_{name}", count);
        _host.Report.Figure($"{table}/{name}", count > 0 || isAlwaysShown ? label : null, count);
    }

    /// <summary>Adds the options that a table was made with to the lineage.</summary>
    internal void AddOptions(string table, object options) => _options[table] = Manifest.OptionsOf(options);

    /// <summary>What a stage writes, as a step with the rows written.</summary>
    internal void Write(string name, Action<ModelExtension, SimClusters.Numerics.Execution> write)
    {
        var before = Writer.Tables.Count;
        _host.Report.Step($"write {name}", execution =>
        {
            write(Writer, execution);
            return Writer.Tables.Skip(before).ToArray();
        }, tables => string.Join(", ", tables.Select(table => $"{table.Rows:N0} rows of {table.Name}")));
    }

    /// <summary>Puts the tables beside the old ones, and tells of them.</summary>
    /// <param name="now">The time to which everything has decayed; null where nothing does.</param>
    internal void Commit(DateTimeOffset? now)
    {
        var run = _host.Report;
        var addition = new ManifestAddition { Verb = _verb, Now = now, Inputs = _inputs, Counts = _counts, Options = _options };
        foreach (var (name, count) in _counts) run.Put($"counts/{name}", count);
        run.Step("commit", _ => Writer.Commit(addition, new()
        {
            StartedAt = _startedAt,
            ToolVersion = ModelManifest.ToolVersion,
            Machine = $"{Environment.OSVersion}, {Environment.ProcessorCount} processors",
            Threads = _host.Execution.ThreadCount,
            PeakMemoryBytes = RunReport.PeakMemoryBytes(),
            Timings = [.. run.Timings.Select(step => new ManifestTiming(step.Name, step.Seconds))],
        }), _ => $"{Writer.Tables.Count} tables, {Quantity.Bytes(Writer.Tables.Sum(one => one.Bytes))}, into {Model.Path}");
        run.Put("model", Model.Path);
        if (now is { } time) run.Put("now", $"{time:O}");
        run.Put("tables", new JsonArray([.. Writer.Tables.Select(table => new JsonObject { ["name"] = table.Name, ["rows"] = table.Rows, ["bytes"] = table.Bytes })]));
    }

    public void Dispose()
    {
        Writer.Dispose();
        _consumers?.Dispose();
        _interests?.Dispose();
    }

    (NodeIndex Consumers, InterestedIn Interests) ReadInterests() => _host.Report.Read("read interests", _ =>
    {
        _consumers = Model.ReadConsumers();
        _interests = Model.ReadInterestedIn(_consumers);
        return (_consumers, _interests);
    }, read => $"{read.Item2.Entries.EntryCount:N0} of {read.Item1.Count:N0} consumers");
}
