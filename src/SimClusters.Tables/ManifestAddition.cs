using System.Text.Json.Nodes;

namespace SimClusters.Tables;

/// <summary>What a run added to a model that was there already: its lineage.</summary>
/// <remarks>When, where and how fast is in <see cref="ManifestRun.Additions"/>, in the same order, so that equal runs differ there alone.</remarks>
public sealed record ManifestAddition
{
    /// <summary>What the run was: topics, entities, index, recommend.</summary>
    public string Verb { get; init; } = "";

    /// <summary>The tables that it added, by name and in order; filled in by <see cref="ModelExtension.Commit"/>. One that was replaced since is no longer among them.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>The time to which everything has decayed; null where nothing decays.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Options by the table they are of, such as <see cref="Manifest.OptionsOf(object)"/> of an index under item_index_push_open; those of both directions are under the first.</summary>
    public SortedDictionary<string, JsonNode?> Options { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The options of a table; null where they are not written down.</summary>
    public T? OptionsOf<T>(string table)
        where T : class => Manifest.OptionsIn<T>(Options, table);

    public IReadOnlyList<ManifestInput> Inputs { get; init; } = [];

    /// <summary>What was counted on the way.</summary>
    public SortedDictionary<string, long> Counts { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>When, where and how fast a run added to a model.</summary>
public sealed record ManifestAdditionRun
{
    public string Verb { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public string ToolVersion { get; init; } = "";

    public string Machine { get; init; } = "";

    public int Threads { get; init; }

    public long PeakMemoryBytes { get; init; }

    /// <summary>Seconds a step, in the order in which they ran.</summary>
    public IReadOnlyList<ManifestTiming> Timings { get; init; } = [];
}
