using SimClusters.Clusters;
using SimClusters.Embeddings;
using SimClusters.Numerics;

namespace SimClusters.Tests.Clusters;

public class ItemTopicLabelsTests
{
    static readonly ClusterLabel[] s_named = [Named("Ana"), Named("Bob"), Named("Cy"), Named("Dan")];

    // Four clusters. Everybody likes News (cosine 0.6 everywhere: mean 0.6, ln 1 = 0). Rumi is the first cluster's: 0.4 there and nowhere else, mean 0.1; of its 15 users
    // s = (15 · 0.4 + 5 · 0.1) / 20 = 0.325, and the score 0.325 · ln 3.25 = 0.383062. Jazz has 0.3 in the first and 0.5 in the second, mean 0.2:
    // lifts of 1.5 and 2.5; 45 users, s = (45 · 0.3 + 5 · 0.2) / 50 = 0.29 and 0.47, scores 0.29 · ln 1.45 = 0.107754 and 0.47 · ln 2.35 = 0.401571.
    [Fact]
    public void Build_WhatEverybodyLikes_IsNoLabel()
    {
        var labels = Build(s_named, [[(0, .6f), (1, .4f), (2, .3f)], [(0, .6f), (2, .5f)], [(0, .6f)], [(0, .6f)]], ["News", "Rumi", "Jazz"], [100, 15, 45]);
        Assert.Equal(["Rumi · Jazz", "Jazz", "around Cy", "around Dan"], labels.Select(label => label.Text));
        var (source, text, score, inside, all, support) = labels[0].Terms[0];
        Assert.Equal((TermSource.Item, "Rumi", 15), (source, text, support));
        Assert.Equal(.4, inside, 1e-6);
        Assert.Equal(.1, all, 1e-6);
        Assert.Equal(.383062, score, 1e-5);
        Assert.Equal(.107754, labels[0].Terms[1].Score, 1e-5);
        Assert.Equal(.401571, labels[1].Terms[0].Score, 1e-5);
        Assert.Equal([TermSource.Item, TermSource.Item, TermSource.Name], labels[0].Terms.Select(term => term.Source));
    }

    // One user's topic (support), a cosine of 0.04 (the least is 0.05), and one without a name.
    [Fact]
    public void Build_WhatHardlyAnybodyLikes_IsNoLabel()
    {
        var labels = Build(s_named, [[(0, .9f)], [(1, .04f)], [(2, .9f)], [(3, .05f)]], ["Alone", "Faint", "_", "A_b"], [1, 20, 20, 20]);
        Assert.Equal(["around Ana", "around Bob", "around Cy", "A b"], labels.Select(label => label.Text));
    }

    [Fact]
    public void Build_WhereMembersSayWhatTheyLike_StaysUnlessAsked()
    {
        ClusterLabel[] labels = [new("Chess (pt)", [Term(TermSource.Topic, "Chess"), Term(TermSource.Language, "pt")]), new("around Bob (en)", [Term(TermSource.Language, "en"), Term(TermSource.Name, "Bob")])];
        var topics = new[] { new[] { (0, .5f) }, [(1, .5f)] };
        Assert.Equal(["Chess (pt)", "Jazz (en)"], Build(labels, topics, ["Rumi", "Jazz"], [9, 9]).Select(label => label.Text));
        var all = Build(labels, topics, ["Rumi", "Jazz"], [9, 9], ofAll: true);
        Assert.Equal(["Rumi (pt)", "Jazz (en)"], all.Select(label => label.Text));

        // Nothing of the old labels is lost: other topics, or none, are as if these had not been.
        Assert.Equal(["Chess (pt)", "around Bob (en)"], Build(all, [[], []], [], []).Select(label => label.Text));
    }

    [Fact]
    public void Build_Again_IsTheSame()
    {
        var topics = new[] { new[] { (0, .5f) }, [(1, .5f)], [(0, .4f)], [] };
        var once = Build(s_named, topics, ["Rumi", "Jazz"], [9, 9]);
        Assert.Equal(["Rumi (around Best 0)", "Jazz", "Rumi (around Best 2)", "around Dan"], once.Select(label => label.Text));
        var twice = Build(once, topics, ["Rumi", "Jazz"], [9, 9]);
        Assert.Equal(once.Select(label => label.Text), twice.Select(label => label.Text));
        Assert.Equal(once.SelectMany(label => label.Terms), twice.SelectMany(label => label.Terms));
    }

    // Each direction is cut by its own limit: the second cluster's list lacks News, whose vector has it.
    [Fact]
    public void Build_WhatOneDirectionCut_CountsInTheMean()
    {
        using var embeddings = new NounEmbeddings(
            NounVariant.Topic, SparseMatrix.FromRows(2, [[(1, .5f)]]), SparseMatrix.FromRows(1, [[(0, .5f)], []]), 0, 0, 0);
        var labels = ItemTopicLabels.Build([Named("Ana"), Named("Bob")], embeddings, ["News"], [9], ofAll: false, Best, new());
        Assert.Equal(["around Ana", "around Bob"], labels.Select(label => label.Text));
    }

    [Fact]
    public void Build_AnEmptyCluster_StaysEmpty() => Assert.Equal("empty", Build([new("empty", [])], [[(0, .5f)]], ["Rumi"], [9])[0].Text);

    [Fact]
    public void Build_OfAnotherModel_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Build([Named("Ana")], [[], []], [], []));
        Assert.Throws<ArgumentException>(() => Build([Named("Ana")], [[(0, .5f)]], ["Rumi"], []));
        Assert.Throws<ArgumentException>(() => Build([Named("Ana")], [[(0, .5f), (1, .5f)]], ["Rumi"], [1]));
    }

    static string Best(int cluster) => $"Best {cluster}";

    static ClusterLabel Named(string name) => new($"around {name}", [Term(TermSource.Name, name)]);

    static ClusterTerm Term(TermSource source, string text) => new(source, text, 1, 1, 1, 1);

    // By cluster: topics and cosines, in both directions.
    static ClusterLabel[] Build(ClusterLabel[] labels, (int Topic, float Cosine)[][] byCluster, string[] names, int[] users, bool ofAll = false)
    {
        var topicCount = byCluster.SelectMany(row => row).Select(entry => entry.Topic + 1).DefaultIfEmpty().Max();
        var byNoun = Enumerable.Range(0, topicCount).Select(topic =>
            byCluster.SelectMany((row, cluster) => row.Where(entry => entry.Topic == topic).Select(entry => (cluster, entry.Cosine))).ToArray()).ToArray();
        using var topics = new NounEmbeddings(NounVariant.Topic, SparseMatrix.FromRows(byCluster.Length, byNoun), SparseMatrix.FromRows(topicCount, byCluster), 0, 0, 0);
        return ItemTopicLabels.Build(labels, topics, names, users, ofAll, Best, new());
    }
}
