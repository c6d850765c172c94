using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Tests.Communities;

/// <summary>The default method on e-mail between the departments of an institution: small enough for every test run.</summary>
public class RealGraphTests
{
    [Fact]
    public void Build_EmailEuCore_CoversEveryoneAndFindsTheDepartments()
    {
        var folder = Path.Combine(DataFolder(), "email-eu-core");
        Assert.SkipUnless(Directory.Exists(folder), $"No data at {folder}; set SIMCLUSTERS_DATA.");
        var truth = File.ReadLines(Path.Combine(folder, "email-Eu-core-department-labels.txt")).Select(line => int.Parse(line.Split(' ')[1])).ToArray();
        var edges = File.ReadLines(Path.Combine(folder, "email-Eu-core.txt"))
            .Select(line => line.Split(' ')).Select(ends => (int.Parse(ends[0]), int.Parse(ends[1]), 1f));
        using var graph = TestGraphs.Symmetric(truth.Length, edges);

        double information = 0, publishedF1 = 0;
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var options = new CommunityOptions { ClusterCount = 42, MaxEpochs = 5, Seed = seed };
            var result = KnownForBuilder.Build(graph, options, Execution.Default);
            Assert.True(result.Quality.Coverage >= 0.95);
            information += GroundTruth.Compare(result.KnownFor.Clusters, truth).NormalizedMutualInformation / 5;
            publishedF1 += KnownForBuilder.Build(
                graph, CommunityOptions.Published with { ClusterCount = 42, MaxEpochs = 5, Seed = seed }, Execution.Default).Quality.F1 / 5;
        }

        Assert.True(information >= 0.65, $"Mean NMI {information}.");
        Assert.True(publishedF1 >= 0.38, $"Mean edge F1 of the published method {publishedF1}.");
    }

    // The default is shared/data beside the project's root, which holds the solution.
    static string DataFolder()
    {
        if (Environment.GetEnvironmentVariable("SIMCLUSTERS_DATA") is { Length: > 0 } folder) return folder;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "SimClusters.slnx"))) root = root.Parent;
        return Path.Combine(root?.Parent?.FullName ?? "..", "shared", "data");
    }
}
