using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Two models of the richer toy's follows: {11, 12}, {13, 14} and {11, 12, 13}, {14}, with their affiliations.</summary>
public sealed class CompareCommandTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // (0.722074·1 + 0.481947·0.803246) / (√(0.722074² + 0.481947²) · √(1 + 0.803246² + 0.527266²)) = 0.921310, and 0.697831 / √(0.472734² + 0.697831²) = 0.827913.
    [Fact]
    public void Compare_WorkedExample_HasTheCosinesAndWhoMoved()
    {
        var (old, now) = Models();
        var text = Tool.Succeed("compare", old, now, "--min-members", "1");
        Assert.Contains("3 of 4 (75.0 %)", text);
        foreach (var cosine in new[] { "0.921", "0.828" }) Assert.Contains(cosine, text);
        var changes = Tool.Json("compare", old, now, "--min-members", "1").GetProperty("figures").GetProperty("changes");
        Assert.Equal((3, 1), (changes.GetProperty("same_cluster").GetInt32(), changes.GetProperty("diff_cluster").GetInt32()));
        Assert.Equal(2, changes.GetProperty("cosine").GetProperty("count").GetInt32());
        Assert.Equal((0.921310 + 0.827913) / 2, changes.GetProperty("cosine").GetProperty("mean").GetDouble(), 1e-6);
    }

    [Fact]
    public void Compare_ByDefault_PassesOverCommunitiesOfFewerThanTen()
    {
        var (old, now) = Models();
        Assert.Contains("No community with members enough has changed.", Tool.Succeed("compare", old, now));
        Assert.Equal(0, Tool.Json("compare", old, now).GetProperty("figures").GetProperty("changes").GetProperty("cosine").GetProperty("count").GetInt32());
    }

    [Fact]
    public void Compare_WithItself_NothingHasChanged()
    {
        var model = Network.Model(_tool);
        var figures = Tool.Json("compare", model, model).GetProperty("figures");
        Assert.Equal(0, figures.GetProperty("changes").GetProperty("diff_cluster").GetInt32());
        Assert.Equal(1, figures.GetProperty("changes").GetProperty("cosine").GetProperty("p1").GetDouble());
        var quality = figures.GetProperty("quality").GetProperty("edge_f1");
        Assert.Equal(quality.GetProperty("before").GetDouble(), quality.GetProperty("after").GetDouble());
        Assert.Contains("No community with members enough has changed.", Tool.Succeed("compare", model, model, "--min-members", "1"));
    }

    [Fact]
    public void Compare_OtherIdsOrNoModel_IsASentence()
    {
        var (old, _) = Models();
        Tool.Succeed("build", "--follows", Tool.Toy("follows.tsv"), "--preset", "toy", "--communities", "2", "--out", _tool["text"]);
        Assert.Contains("compare models of one network", _tool.Fail(ExitCodes.BadInput, "compare", old, _tool["text"]));
        Assert.Contains("expected a model directory", _tool.Fail(ExitCodes.BadInput, "compare", old, _tool["none"]));
        _tool.Fail(ExitCodes.Usage, "compare", old);
    }

    (string Old, string New) Models()
    {
        var other = _tool.Write("other.csv", "producer,cluster,score\n11,1,1\n12,1,0.803246\n13,1,0.527266\n14,2,1\n");
        Tool.Succeed(RicherToy.Build(_tool["old"]));
        Tool.Succeed("build", "--follows", Tool.Toy("follows.csv"), "--known-for", other, "--preset", "toy", "--out", _tool["new"]);
        return (_tool["old"], _tool["new"]);
    }
}
