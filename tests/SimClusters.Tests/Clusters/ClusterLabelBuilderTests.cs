using SimClusters.Clusters;
using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tests.Oracles;

namespace SimClusters.Tests.Clusters;

public class ClusterLabelBuilderTests
{
    static readonly Gen<string[][]> s_topics =
        Gen.Int[0, 6].Array[0, 4].Select(row => row.Distinct().Select(topic => $"t{topic}").ToArray()).Array[RandomGraphs.ProducerCount];

    // Two clusters of two. Everybody has News, the first alone has Rumi and the second Jazz: inside 1, of all ½, a lift of 2. With five prior members
    // s = (2·1 + 5·½) / 7 = 0.642857, and the score 0.642857 · ln(0.642857 / 0.5) = 0.161559. News has ln 1.
    [Fact]
    public void Build_WhatEverybodyHas_IsNoLabel()
    {
        var labels = Labels([0, 0, 1, 1], ["News", "Rumi"], ["News", "Rumi"], ["News", "Jazz"], ["News", "Jazz"]);
        Assert.Equal(["Rumi", "Jazz"], labels.Select(label => label.Text));
        var term = Assert.Single(labels[0].Terms);
        Assert.Equal((TermSource.Topic, "Rumi", 2), (term.Source, term.Text, term.Support));
        Assert.Equal((1.0, 0.5), (term.ShareInside, term.ShareAll));
        Assert.Equal(0.161559, term.Score, 1e-5);
    }

    // Forty members each. Thirty of the first have Chess, as have ten of the others; one of the first has Curling, and nobody else. Without the least support and share:
    // Chess  inside 30/40, of all 40/80: s = (30 + 5·0.5) / 45 = 0.722222, score 0.722222 · ln 1.444444 = 0.265582;
    // Curling inside 1/40, of all 1/80: s = (1 + 5/80) / 45 = 0.023611, score 0.023611 · ln 1.888889 = 0.015017.
    [Fact]
    public void Build_WhatOneOfFortyHas_DoesNotWinOverWhatThirtyHave()
    {
        var topics = Enumerable.Range(0, 80).Select(row => row == 0 ? ["Curling", "Other"] : row is > 9 and < 50 ? ["Chess"] : new[] { "Other" }).ToArray();
        int[] clusters = [.. Enumerable.Range(0, 80).Select(row => row / 40)];
        var labels = Labels(new ClusterLabelOptions { MinSupport = 1, MinTopicShare = 0 }, clusters, topics);
        Assert.Equal("Chess · Curling", labels[0].Text);
        Assert.Equal(0.265582, labels[0].Terms[0].Score, 1e-5);
        Assert.Equal(0.015017, labels[0].Terms[1].Score, 1e-5);
        Assert.Equal("Chess", Labels(new ClusterLabelOptions { MinSupport = 1 }, clusters, topics)[0].Text);
        Assert.Equal("Chess", Labels(new ClusterLabelOptions { MinTopicShare = 0 }, clusters, topics)[0].Text);
    }

    // The affiliations are weights: Rumi has 0.9 of the first cluster, Chess 0.1, and both a half of the second.
    [Fact]
    public void Build_WhoIsBestKnown_HasMostToSay()
    {
        var topics = new[] { "Chess", "Rumi", "Rumi", "Chess" };
        var labels = Build(new(2, [0, 0, 1, 1], [.1f, .9f, .5f, .5f]), null, [.. topics.Select(topic => new[] { topic })], new() { MinSupport = 1, MinLift = 1.2 });
        Assert.Equal("Rumi", labels[0].Text);
        Assert.Equal(0.9, labels[0].Terms[0].ShareInside, 1e-6);
        Assert.Equal(0.7, labels[0].Terms[0].ShareAll, 1e-6);
    }

    [Fact]
    public void Build_UnderscoresAreBlanks_AndTheBestThreeStay()
    {
        var labels = Labels([0, 0, 1, 1], ["A_B", "C", "D", "E"], ["A_B", "C", "D", "E"], ["F"], ["F"]);
        Assert.Equal("A B · C · D", labels[0].Text);
        Assert.Equal("A_B", labels[0].Terms[0].Text);
    }

    // Portuguese is the first cluster's alone; English is everybody else's, the second's and the third's.
    [Fact]
    public void Build_ADistinctiveLanguage_IsInBrackets()
    {
        using var users = new Users(TestUsers.Ids(6))
        {
            Languages = TestUsers.Words("pt", "pt", "en", "en", "en", "en"),
            Names = TestUsers.Words("Ana", "Rui", "Bob", "Cy", "Dan", null),
        };
        var knownFor = new KnownFor(3, [0, 0, 1, 1, 2, 2], [1, 1, 1, 1, 1, 1]);
        var labels = Build(knownFor, users, [["Rumi"], ["Rumi"], ["Jazz"], ["Jazz"], [], []], new() { MinLift = 2 });
        Assert.Equal(["Rumi (pt)", "Jazz", "around Dan, 5"], labels.Select(label => label.Text));
        Assert.Equal([TermSource.Topic, TermSource.Language], labels[0].Terms.Select(term => term.Source));
        Assert.Equal([TermSource.Name, TermSource.Name], labels[2].Terms.Select(term => term.Source));
    }

    // A third of the first cluster speaks Portuguese, which nobody else does: there is Portuguese in it, but it is not Portuguese.
    [Fact]
    public void Build_ALanguageOfFew_IsNot()
    {
        using var users = new Users(TestUsers.Ids(12)) { Languages = TestUsers.Words([.. Enumerable.Range(0, 12).Select(row => row < 2 ? "pt" : "en")]) };
        var labels = Build(new(2, [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], [.. Enumerable.Repeat(1f, 12)]), users, null, new());
        Assert.Equal(["around 0, 1", "around 6, 7"], labels.Select(label => label.Text));
    }

    [Fact]
    public void Build_WithoutUsersAndTopics_NamesTheBestKnownByTheirIds()
    {
        using var producers = TestUsers.Texts(["ana", "bob", "cy", "dan"]);
        var labels = ClusterLabelBuilder.Build(new(3, [0, 0, 0, 2], [.2f, .7f, .7f, 0]), producers, null, null, new());
        Assert.Equal(["around bob, cy", "empty", "around dan"], labels.Select(label => label.Text));
        var (source, text, score, inside, all, support) = labels[0].Terms[0];
        Assert.Equal((TermSource.Name, "bob", .7f, 1), (source, text, (float)score, support));
        Assert.Equal(.4375, inside, 1e-6);
        Assert.Equal(.4375, all, 1e-6);
        Assert.Empty(labels[1].Terms);
    }

    // Three clusters about Jazz; the second and the third are even known by people of one name.
    [Fact]
    public void Build_TheSameLabel_IsToldApart()
    {
        using var users = new Users(TestUsers.Ids(8)) { Names = TestUsers.Words("Nina Okafor", "A", "Mina", "B", "Mina", "C", "D", "E") };
        var labels = Build(
            new(4, [0, 0, 1, 1, 2, 2, 3, 3], [.9f, .1f, .9f, .1f, .9f, .1f, .5f, .5f]), users,
            [["Jazz"], ["Jazz"], ["Jazz"], ["Jazz"], ["Jazz"], ["Jazz"], ["Go"], ["Go"]], new() { MinLift = 1.2 });
        Assert.Equal(["Jazz (around Nina Okafor)", "Jazz (around Mina, cluster 2)", "Jazz (around Mina, cluster 3)", "Go"], labels.Select(label => label.Text));
    }

    [Fact]
    public void Build_ATopicWithoutAName_IsPassedOver() => Assert.Equal("around 0, 1", Labels([0, 0, 1, 1], ["_"], ["_"], ["Jazz"], ["Jazz"])[0].Text);

    [Fact]
    public void Build_OfNothing_IsEmpty() => Assert.Empty(ClusterLabelBuilder.Build(new(0, [], []), TestUsers.Ids(0), null, null, new()));

    [Fact]
    public void Build_OnRandomTopics_EqualsTheFormulaAtAnyThreadCount() =>
        Gen.Select(RandomGraphs.KnownFor, s_topics, Gen.Int[1, 4], Gen.Int[1, 3]).Sample((knownFor, topics, threads, minSupport) =>
        {
            var options = new ClusterLabelOptions { MinSupport = minSupport, MinLift = 1.1, MaxTerms = 7, MinTopicShare = 0 };
            var labels = Build(knownFor, null, topics, options, threads);
            Assert.Equal(labels.Select(label => label.Text).Where(text => text != "empty").Distinct().Count(), labels.Count(label => label.Text != "empty"));
            for (var cluster = 0; cluster < knownFor.ClusterCount; cluster++)
            {
                Assert.NotEmpty(labels[cluster].Text);
                var found = labels[cluster].Terms.Where(term => term.Source == TermSource.Topic).ToDictionary(term => term.Text);
                Assert.Equal(found.Values.OrderByDescending(term => term.Score).ThenBy(term => term.Text), found.Values);
                foreach (var topic in Enumerable.Range(0, 7).Select(topic => $"t{topic}"))
                {
                    var (inside, all, support, count) = ClusterOracle.Shares(knownFor, topics, cluster, topic);
                    if (Math.Abs(inside / all - 1.1) < 1e-6) continue;
                    var enough = Math.Min(minSupport, knownFor.Clusters.Count(label => label == cluster));
                    Assert.Equal(support > 0 && support >= enough && inside >= 1.1 * all, found.TryGetValue(topic, out var term));
                    if (term is null) continue;
                    var share = (count * inside + options.PriorMembers * all) / (count + options.PriorMembers);
                    Assert.Equal(share * Math.Log(share / all), term.Score, 1e-6);
                    Assert.Equal((support, Math.Round(inside, 6), Math.Round(all, 6)), (term.Support, Math.Round(term.ShareInside, 6), Math.Round(term.ShareAll, 6)));
                }
            }
        });

    [Fact]
    public void Build_WhenProducersDiffer_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => ClusterLabelBuilder.Build(new(1, [0], [1]), TestUsers.Ids(3), null, null, new()));
        Assert.Contains("ids of 3 producers, and communities of 1", error.Message);
    }

    [Fact]
    public void Validated_OutsideTheRange_Throws()
    {
        ClusterLabelOptions[] broken =
        [
            new() { MaxTerms = 0 }, new() { MinSupport = 0 }, new() { MaxNames = 0 }, new() { MinLift = 0.9 }, new() { MinLift = double.NaN }, new() { MinLanguageShare = 1.1 }, new() { MinTopicShare = -0.1 },
            new() { PriorMembers = -1 }, new() { PriorMembers = double.PositiveInfinity },
        ];
        Assert.All(broken, options => Assert.Throws<ArgumentOutOfRangeException>(() => options.Validated()));
    }

    static ClusterLabel[] Labels(int[] clusters, params string[][] topics) => Labels(new(), clusters, topics);

    // Affiliations of ½, clusters as given.
    static ClusterLabel[] Labels(ClusterLabelOptions options, int[] clusters, string[][] topics) =>
        Build(new(clusters.Max() + 1, clusters, [.. clusters.Select(_ => .5f)]), null, topics, options);

    static ClusterLabel[] Build(KnownFor knownFor, Users? users, string[][]? topics, ClusterLabelOptions options, int threads = 1)
    {
        using var producers = TestUsers.Ids(knownFor.ProducerCount);
        using var userTopics = topics is null ? null : TestUsers.Topics(TestUsers.Ids(knownFor.ProducerCount), topics);
        return ClusterLabelBuilder.Build(knownFor, producers, users, userTopics, options, new Execution(threads));
    }
}
