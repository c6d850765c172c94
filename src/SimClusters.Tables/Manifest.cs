using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SimClusters.Graphs;
using SimClusters.Tables.Files;

namespace SimClusters.Tables;

/// <summary>manifest.json: what a model is, what it was made from and how. Written last, so that a model without one is not whole.</summary>
/// <remarks>Equal runs give equal manifests but for <see cref="Run"/>. Names are in snake case, dictionaries in ordinal order.</remarks>
public sealed record Manifest
{
    /// <summary>The format that this version of the tool writes and reads.</summary>
    public const int CurrentFormatVersion = 1;

    public const string FileName = "manifest.json";

    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>What the user calls this model.</summary>
    public string ModelVersion { get; init; } = "";

    public IdKind IdKind { get; init; }

    /// <summary>k: clusters, empty ones included.</summary>
    public int ClusterCount { get; init; }

    public ulong Seed { get; init; }

    /// <summary>Each stage's options, by the stage's name; see <see cref="OptionsOf"/>.</summary>
    public SortedDictionary<string, JsonNode?> Options { get; init; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ManifestInput> Inputs { get; init; } = [];

    /// <summary>The model's tables; filled in by <see cref="ModelWriter.Commit"/>.</summary>
    public IReadOnlyList<ManifestTable> Tables { get; init; } = [];

    /// <summary>What was counted on the way, each threshold's toll among it.</summary>
    public SortedDictionary<string, long> Counts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How good the communities are.</summary>
    public SortedDictionary<string, double> Quality { get; init; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ManifestEpoch> Epochs { get; init; } = [];

    /// <summary>When, where and how fast: the one part in which equal runs differ.</summary>
    public ManifestRun? Run { get; init; }

    /// <summary>An options record as the manifest keeps it.</summary>
    public static JsonNode? OptionsOf(object options) => JsonSerializer.SerializeToNode(options, options.GetType(), s_optionsFormat);

    /// <exception cref="TableFormatException">The file is missing, is no manifest, or has a format that this version does not know.</exception>
    public static Manifest Read(string path)
    {
        if (!File.Exists(path)) throw new TableFormatException(path, "expected the manifest of a model, found no file; the directory is no model, or not a whole one.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("format_version", out var version) || !version.TryGetInt32(out var number))
                throw new TableFormatException(path, "expected the manifest of a model, found JSON without a format_version.");
            if (number != CurrentFormatVersion)
                throw new TableFormatException(path, $"expected format version {CurrentFormatVersion}, found {number}; read this model with the version of the tool that wrote it.");
            return document.Deserialize(ManifestFormat.Default.Manifest)!;
        }
        catch (JsonException exception)
        {
            throw new TableFormatException(path, $"expected the manifest of a model, found broken JSON ({exception.Message.TrimEnd('.')}).");
        }
    }

    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        using (var file = File.Create(path))
        {
            JsonSerializer.Serialize(file, this, ManifestFormat.Default.Manifest);
            file.WriteByte((byte)'\n');
        }

        DurableFiles.Flush(path);
    }

    // Options are records of any stage, which no generated format knows; everything else of the manifest is generated.
    static readonly JsonSerializerOptions s_optionsFormat = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}

/// <summary>A file or query that a model was made from.</summary>
/// <param name="Role">What it is to the model: follows, users.</param>
/// <param name="Path">As the user named it.</param>
/// <param name="Rows">Rows read, bad ones included.</param>
/// <param name="Hash"><see cref="FileHash"/> of a file; null for a query or a glob.</param>
public sealed record ManifestInput(string Role, string Path, long Rows, string? Hash);

/// <summary>A table of a model.</summary>
public sealed record ManifestTable(string Name, string File, long Rows, long Bytes, string Hash);

/// <summary>One epoch of the community search.</summary>
public sealed record ManifestEpoch(int Epoch, double Objective, double AcceptRate, long Moved, int EmptyClusters);

/// <summary>When, where and how fast a model was made.</summary>
public sealed record ManifestRun
{
    public DateTimeOffset StartedAt { get; init; }

    public string ToolVersion { get; init; } = "";

    public string Machine { get; init; } = "";

    public int Threads { get; init; }

    public long PeakMemoryBytes { get; init; }

    /// <summary>Seconds a stage, in the order in which they ran.</summary>
    public IReadOnlyList<ManifestTiming> Timings { get; init; } = [];
}

public sealed record ManifestTiming(string Stage, double Seconds);

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Manifest))]
sealed partial class ManifestFormat : JsonSerializerContext;
