using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>What the demo shows of its model: the planted communities found again, and questions with explained answers.</summary>
sealed class DemoTour(IAnsiConsole screen, SyntheticNetwork network, Model model, ModelLookup lookup)
{
    const int CommunitiesShown = 8;

    readonly ModelWords _words = new(lookup);

    /// <summary>The communities found, in the rows of the network's producers.</summary>
    internal KnownFor KnownFor { get; } = model.ReadKnownFor(network.Graph.Producers);

    /// <summary>The best answer to whom to follow; null before the question, and when there was none.</summary>
    internal (NodeId Consumer, NodeId Producer)? Recommended { get; private set; }

    /// <summary>The largest found communities beside the planted ones that most of their members are of.</summary>
    internal void ShowPlantedCommunities()
    {
        screen.Write(new Rule("The planted communities, found again") { Justification = Justify.Left });
        var table = ModelWords.Columns("found", "label", "members", "planted as", "of them", "of all planted");
        var planted = network.CommunityOfProducers.ToArray();
        var found = Enumerable.Range(0, planted.Length).Where(row => KnownFor.Clusters[row] != KnownFor.None).GroupBy(row => KnownFor.Clusters[row]).OrderByDescending(cluster => cluster.Count()).ThenBy(cluster => cluster.Key);
        foreach (var cluster in found.Take(CommunitiesShown))
        {
            var most = cluster.GroupBy(row => planted[row]).MaxBy(group => group.Count())!;
            var plantedSize = planted.Count(community => community == most.Key);
            var id = ClusterId.FromRow(cluster.Key);
            ModelWords.Row(
                table, id.ToString(), lookup.Label(id), $"{cluster.Count()}", network.Communities[most.Key].Name, $"{most.Count() / (double)cluster.Count():P0}", $"{most.Count() / (double)plantedSize:P0}");
        }

        screen.Write(table);
        screen.MarkupLine($"[dim]Coverage {model.Manifest.Quality["coverage"]:P1}, edge F1 {model.Manifest.Quality["edge_f1"]:F2}; the sampler saw follows only. Labels come from what members say to be interested in.[/]");
    }

    /// <summary>Whom most questions are about.</summary>
    internal NodeId Consumer => NodeId.At(network.Graph.Consumers, BusyConsumer());

    internal void AskQuestions()
    {
        var consumerRow = BusyConsumer();
        var consumer = Consumer;
        AskWhatAConsumerCaresAbout(consumer, consumerRow);
        AskWhomToFollow(consumer, consumerRow);
        AskWhoIsLike(MostFollowedProducer());
    }

    void AskWhatAConsumerCaresAbout(NodeId consumer, int consumerRow)
    {
        Question($"What does {_words.Name(consumer)} care about?");
        _words.ShowInterests(screen, lookup.Interests(consumer), 4);
        var strongest = lookup.Interests(consumer)[0].Cluster;
        var followed = FollowedOf(consumerRow, strongest);
        Because($"{followed.Count} of the {network.Graph.Follows.RowLength(consumerRow)} producers that {_words.Name(consumer)} follows are known for community {strongest}: {string.Join(", ", followed.Take(4))}{(followed.Count > 4 ? "…" : "")}.");
    }

    // The dot product of the consumer's interests with every producer's vector, over the communities' own lists.
    void AskWhomToFollow(NodeId consumer, int consumerRow)
    {
        Question($"Whom should {_words.Name(consumer)} follow next?");
        var already = network.Graph.Follows.RowKeys(consumerRow).ToArray().Select(row => NodeId.At(network.Graph.Producers, row)).ToHashSet();
        var parts = (
            from interest in lookup.Interests(consumer)
            from producer in lookup.TopProducers(interest.Cluster)
            where !already.Contains(producer.User) && producer.User != consumer
            group (interest.Cluster, Part: (double)interest.FollowClusterNormalized * producer.Score) by producer.User)
            .Select(candidate => (User: candidate.Key, Score: candidate.Sum(part => part.Part), Parts: candidate.OrderByDescending(part => part.Part).ToArray()))
            .OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.User).Take(5).ToArray();
        var table = ModelWords.Columns("producer", "score", "because of");
        foreach (var (user, score, shares) in parts)
            ModelWords.Row(table, _words.Name(user), $"{score:F4}", string.Join(", ", shares.Take(2).Select(part => $"{lookup.Label(part.Cluster)} ({part.Part / score:P0})")));
        screen.Write(table);
        Recommended = parts.Length > 0 ? (consumer, parts[0].User) : null;
        Because("a producer's audience is like the audience of a community that the consumer cares about; the shares say which made the score.");
    }

    void AskWhoIsLike(NodeId producer)
    {
        Question($"Who is like {_words.Name(producer)}?");
        _words.ShowUsers(screen, lookup.Neighbors(producer), "cosine", 5);
        Because("their follower sets overlap the most: a cosine of 1 would be the very same followers.");
    }

    int BusyConsumer() => Enumerable.Range(0, Math.Min(2000, network.Graph.ConsumerCount))
        .Where(row => lookup.Interests(NodeId.At(network.Graph.Consumers, row)).Count is >= 2 and <= 6).DefaultIfEmpty(0).First();

    NodeId MostFollowedProducer() => NodeId.At(
        network.Graph.Producers, Enumerable.Range(0, network.Graph.ProducerCount).MaxBy(network.Graph.FollowerCount));

    List<string> FollowedOf(int consumerRow, ClusterId cluster) =>
        [.. network.Graph.Follows.RowKeys(consumerRow).ToArray().Where(row => KnownFor.Clusters[row] == cluster.Row)
            .OrderByDescending(row => KnownFor.Scores[row]).Select(row => _words.Name(NodeId.At(network.Graph.Producers, row)))];

    internal void Question(string question)
    {
        screen.WriteLine();
        screen.MarkupLine($"[bold]{Markup.Escape(question)}[/]");
    }

    internal void Because(string reason) => screen.MarkupLine($"[dim]Because {Markup.Escape(reason)}[/]");
}
