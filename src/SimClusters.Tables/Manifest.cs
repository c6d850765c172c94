using System.IO.Hashing;
using System.Text;
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
    public const int CurrentFormatVersion = 2;

    public const string FileName = "manifest.json";

    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>What the user calls this model.</summary>
    public string ModelVersion { get; init; } = "";

    public IdKind IdKind { get; init; }

    /// <summary>k: clusters, empty ones included.</summary>
    public int ClusterCount { get; init; }

    public ulong Seed { get; init; }

    /// <summary>The time to which favourites have decayed; null without favourites.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>The half-lives of the favourite graph, in days; empty without favourites.</summary>
    public IReadOnlyList<double> HalfLivesInDays { get; init; } = [];

    /// <summary>Each stage's options, by the stage's name; see <see cref="OptionsOf"/>.</summary>
    public SortedDictionary<string, JsonNode?> Options { get; init; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ManifestInput> Inputs { get; init; } = [];

    /// <summary>The model's tables; filled in by <see cref="ModelWriter.Commit"/>.</summary>
    public IReadOnlyList<ManifestTable> Tables { get; init; } = [];

    /// <summary>What later runs added to the model, in the order in which they did. Manifests of before there were any do not have it.</summary>
    public IReadOnlyList<ManifestAddition> Additions { get; init => field = value ?? []; } = [];

    /// <summary>What was counted on the way, each threshold's toll among it.</summary>
    public SortedDictionary<string, long> Counts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How good the communities are.</summary>
    public SortedDictionary<string, double> Quality { get; init; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ManifestEpoch> Epochs { get; init; } = [];

    /// <summary>When, where and how fast: the one part in which equal runs differ.</summary>
    public ManifestRun Run { get; init; } = new();

    /// <summary>An options record as the manifest keeps it.</summary>
    public static JsonNode? OptionsOf(object options) => JsonSerializer.SerializeToNode(options, options.GetType(), s_optionsFormat);

    /// <summary>A stage's options as they were, or null where the model has none of that stage.</summary>
    public T? OptionsOf<T>(string stage)
        where T : class => OptionsIn<T>(Options, stage);

    internal static T? OptionsIn<T>(SortedDictionary<string, JsonNode?> options, string name)
        where T : class => options.GetValueOrDefault(name).Deserialize<T>(s_optionsFormat);

    /// <summary>The run that added a table; null where the model was built with it.</summary>
    public ManifestAddition? AdditionOf(string table) => Additions.FirstOrDefault(addition => addition.Tables.Contains(table, StringComparer.Ordinal));

    /// <exception cref="TableFormatException">The file is missing, is no manifest, was changed, or has a format that this version does not know.</exception>
    public static Manifest Read(string path)
    {
        if (!File.Exists(path)) throw new TableFormatException(path, "expected the manifest of a model, found no file; the directory is no model, or not a whole one.");
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("format_version", out var version) || !version.TryGetInt32(out var number))
                throw new TableFormatException(path, "expected the manifest of a model, found JSON without a format_version; name a model directory, or build the model again.");
            if (number != CurrentFormatVersion)
                throw new TableFormatException(path, $"expected format version {CurrentFormatVersion}, found {number}; read this model with the version of the tool that wrote it, or build it again with this one.");
            var hash = HashIn(document.RootElement);
            if (hash != HashWithout(bytes, hash))
                throw new TableFormatException(path, "expected a manifest whose run.manifest_hash fits its text, found another; it was changed or damaged: build the model again.");
            return document.Deserialize(ManifestFormat.Default.Manifest)!;
        }
        catch (JsonException exception)
        {
            throw new TableFormatException(path, $"expected the manifest of a model, found broken JSON ({exception.Message.TrimEnd('.')}); it was changed or damaged: build the model again.");
        }
    }

    /// <summary>Writes the manifest, its hash included, and waits until it is on disk.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        var text = JsonSerializer.Serialize(this with { Run = Run with { ManifestHash = s_noHash } }, ManifestFormat.Default.Manifest) + "\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        Encoding.UTF8.GetBytes(HashWithout(bytes, s_noHash), bytes.AsSpan(bytes.AsSpan().LastIndexOf(Encoding.UTF8.GetBytes(s_noHash))));
        File.WriteAllBytes(path, bytes);
        DurableFiles.Flush(path);
    }

    static string HashIn(JsonElement manifest) =>
        manifest.TryGetProperty("run", out var run) && run.ValueKind == JsonValueKind.Object &&
        run.TryGetProperty("manifest_hash", out var hash) && hash.ValueKind == JsonValueKind.String
            ? hash.GetString()!
            : "";

    // The hash of a manifest's text with zeros in the place of the hash itself, which comes last.
    static string HashWithout(ReadOnlySpan<byte> text, string hash)
    {
        var copy = text.ToArray();
        var at = text.LastIndexOf(Encoding.UTF8.GetBytes(hash));
        if (at >= 0 && hash.Length == s_noHash.Length) copy.AsSpan(at, hash.Length).Fill((byte)'0');
        return Convert.ToHexStringLower(XxHash128.Hash(copy));
    }

    static readonly string s_noHash = new('0', 32);

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

    /// <summary>One each of <see cref="Manifest.Additions"/>, in the same order.</summary>
    public IReadOnlyList<ManifestAdditionRun> Additions { get; init => field = value ?? []; } = [];

    /// <summary>XxHash128 of the manifest's text, taken with zeros here; filled in by <see cref="Manifest.Write"/>. The last value of the file.</summary>
    public string ManifestHash { get; init; } = "";
}

public sealed record ManifestTiming(string Stage, double Seconds);

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(Manifest))]
sealed partial class ManifestFormat : JsonSerializerContext;
