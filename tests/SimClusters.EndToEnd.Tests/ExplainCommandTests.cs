using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Why a producer is for a consumer, on the richer toy: consumer 5 cares about community 2 by 1.395661 and 1 by 0.722074, those who like 11 about them by 0.947143 and 2.363324.</summary>
public sealed class ExplainCommandTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    // Log-fav: (0.722074·2.363324 + 1.395661·0.947143) / (1.571388·2.546052). Follow: 11 has community 1 alone, so 0.481947 / 1.265894. Fav: 12.704321 / (69.390206·1.002243).
    [Theory]
    [InlineData("log-fav", 0.756938, 0.563500, 0.436500)]
    [InlineData("follow", 0.380717, 1.0)]
    [InlineData("fav", 0.182675, 0.510608, 0.489392)]
    public void Explain_RicherToy_HasTheScoreAndItsShares(string by, double score, params double[] shares)
    {
        var explained = Tool.Json("explain", RicherToy.Model(_tool), "--consumer", "5", "--producer", "11", "--by", by);
        Assert.Equal(by, explained.GetProperty("by").GetString());
        Assert.Equal(score, explained.GetProperty("score").GetDouble(), 2e-6);
        var communities = explained.GetProperty("communities").EnumerateArray().ToArray();
        Assert.Equal(shares, communities.Select(one => Math.Round(one.GetProperty("share").GetDouble(), 6)), (wanted, found) => Math.Abs(wanted - found) < 3e-6);
        Assert.Equal(Enumerable.Range(1, shares.Length), communities.Select(one => one.GetProperty("cluster").GetInt32()));
    }

    [Fact]
    public void Explain_InWords_SaysWhatIsBehindEachCommunity()
    {
        var text = Tool.Succeed("explain", RicherToy.Model(_tool), "--consumer", "5", "--producer", "11");
        Assert.Contains("score 0.757", text);
        Assert.Contains("5 likes 11 already, without following.", text);
        Assert.Contains("56 % is around 11, 12 (community 1), where 5 follows 12; 11 is known for it (affiliation 0.72).", text);
        Assert.Contains("44 % is around 14, 13 (community 2), where 5 follows and likes 14; follows 13.", text);
        Assert.Contains("1 neither follows nor likes 14 so far.", Tool.Succeed("explain", _tool["model"], "--consumer", "1", "--producer", "14"));
        Assert.Contains("1 follows and likes 11 already.", Tool.Succeed("explain", _tool["model"], "--consumer", "1", "--producer", "11"));
    }

    [Fact]
    public void Explain_WithoutTheGraph_CountsWhoIsBehindEachCommunity()
    {
        var model = RicherToy.Model(_tool, "model", "--tables", "interested_in,aggregatable_producer_embeddings_log_fav,clusters");
        Assert.Contains("where 5 follows 2 and likes 1 producers", Tool.Succeed("explain", model, "--consumer", "5", "--producer", "11"));
    }

    [Fact]
    public void Explain_ByDefault_IsByFollowsWhereNothingIsKnownOfFavourites()
    {
        Tool.Succeed(RicherToy.Build(_tool["model"]));
        Assert.Equal("follow", Tool.Json("explain", _tool["model"], "--consumer", "5", "--producer", "11").GetProperty("by").GetString());
    }

    [Fact]
    public void Explain_NothingInCommon_SaysWhatEachIsAbout()
    {
        var text = Tool.Succeed("explain", RicherToy.Model(_tool), "--consumer", "4", "--producer", "12");
        Assert.Contains("no community in common: score 0", text);
        Assert.Contains("4 cares most about around 14, 13 (community 2); those who like 12 care most about around 11, 12 (community 1).", text);
        Assert.Empty(Tool.Json("explain", _tool["model"], "--consumer", "4", "--producer", "12").GetProperty("communities").EnumerateArray());
    }

    [Fact]
    public void Explain_WhatIsNotThere_IsASentence()
    {
        var model = RicherToy.Model(_tool);
        Assert.Contains("no interests of consumer 9", _tool.Fail(ExitCodes.BadInput, "explain", model, "--consumer", "9", "--producer", "11"));
        Assert.Contains("no producer 99", _tool.Fail(ExitCodes.BadInput, "explain", model, "--consumer", "5", "--producer", "99"));
        Assert.Contains("its ids are integers, found 'ann'", _tool.Fail(ExitCodes.BadInput, "explain", model, "--consumer", "ann", "--producer", "11"));
        _tool.Fail(ExitCodes.Usage, "explain", model, "--consumer", "5");
        Assert.Contains("expected a model directory", _tool.Fail(ExitCodes.BadInput, "explain", _tool["none"], "--consumer", "5", "--producer", "11"));
    }
}
