using SimClusters.Interests;

namespace SimClusters.Tables.Tests;

public class ManifestTests
{
    static Manifest Full() => new()
    {
        ModelVersion = "2026-07",
        IdKind = Graphs.IdKind.Text,
        ClusterCount = 17,
        Seed = ulong.MaxValue,
        Now = DateTimeOffset.FromUnixTimeMilliseconds(1_600_000_000_123),
        HalfLivesInDays = [50, 100.5],
        Options = { ["interested_in"] = Manifest.OptionsOf(new InterestedInOptions { MaxClustersPerConsumer = 9 }) },
        Inputs = [new("follows", "SELECT * FROM 'follows.parquet'", 12, null)],
        Counts = { ["b"] = 2, ["a"] = 1 },
        Quality = { ["edge_f1"] = 0.1, ["nmi"] = double.NaN },
        Epochs = [new(1, -1.5, 0.25, 10, 0)],
        Run = new() { ToolVersion = "1.0", Machine = "a laptop", Threads = 2, Timings = [new("similarity", 1.5)] },
    };

    [Fact]
    public void WriteThenRead_EveryField_IsKept()
    {
        using var place = new TemporaryDirectory();
        Full().Write(place.File("manifest.json"));
        Manifest.Read(place.File("manifest.json")).Write(place.File("again.json"));
        Assert.Equal(File.ReadAllText(place.File("manifest.json")), File.ReadAllText(place.File("again.json")));
        var manifest = Manifest.Read(place.File("again.json"));
        Assert.Equal(ulong.MaxValue, manifest.Seed);
        Assert.Equal((1_600_000_000_123, 100.5), (manifest.Now!.Value.ToUnixTimeMilliseconds(), manifest.HalfLivesInDays[1]));
        Assert.Equal(new InterestedInOptions { MaxClustersPerConsumer = 9 }, manifest.OptionsOf<InterestedInOptions>("interested_in"));
        Assert.Null(manifest.OptionsOf<InterestedInOptions>("another"));
        Assert.Equal(9, manifest.Options["interested_in"]!["max_clusters_per_consumer"]!.GetValue<int>());
        Assert.Equal(double.NaN, manifest.Quality["nmi"]);
        Assert.Equal(["a", "b"], manifest.Counts.Keys);
    }

    [Fact]
    public void Write_RunsThatDifferOnlyInTheirRun_DifferOnlyThere()
    {
        using var place = new TemporaryDirectory();
        Full().Write(place.File("one.json"));
        (Full() with { Run = new() { Threads = 64 } }).Write(place.File("other.json"));
        Assert.Equal(BeforeRun(place.File("one.json")), BeforeRun(place.File("other.json")));

        static string BeforeRun(string path) => File.ReadAllText(path).Split("\"run\"")[0];
    }
}
