using System.CommandLine;
using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Indexing;
using SimClusters.Numerics;
using SimClusters.Retrieval;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>What the demo asks about topics and items, which <c>topics</c> and <c>index</c> have added to its model.</summary>
sealed class DemoThings(DemoTour tour, IAnsiConsole screen, SyntheticNetwork network, Model model, ModelLookup lookup)
{
    const int Answers = 5;

    /// <summary>The topic that is asked about; null before the question, and when there was none.</summary>
    internal string? Topic { get; private set; }

    /// <summary>Runs a verb as a person would type it, for the demo's model; what it would print is left out.</summary>
    /// <param name="table">One of what it adds: of this the rows are told.</param>
    internal static void Add(Host host, Verb verb, string model, string table, params string[] arguments) => host.Report.Step(verb.Name, execution =>
    {
        var parsed = verb.Parse(["--model", model, .. arguments, "--threads", $"{execution.ThreadCount}", "--quiet"]);
        var configuration = new InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        var code = parsed.InvokeAsync(configuration, execution.Cancellation).GetAwaiter().GetResult();
        if (code != ExitCodes.Ok) throw new InvalidOperationException($"'{verb.Name}' of the demo ended with {code}.");
        return ModelDirectory.Open(model, verifyHashes: false).Manifest.Tables.Single(one => one.Name == table);
    }, added => $"{added.Rows:N0} rows of {added.Name}");

    /// <summary>The topic that is most at home in a consumer's strongest community, and those whose likers are most like its own.</summary>
    internal void AskWhichTopicsAreNear(NodeId consumer)
    {
        var community = lookup.Interests(consumer)[0].Cluster;
        if (lookup.Nouns.Top(NounVariant.Topic, community) is not [var strongest, ..]) return;
        var source = ThingSource.OfNouns(NounVariant.Topic);
        var thing = new Thing("topic", strongest.Noun, null, source, lookup.Nouns.Embedding(NounVariant.Topic, strongest.Noun));
        Topic = lookup.Nouns.NameOf(strongest.Noun);
        tour.Question($"Which topics are near {Topic}?");
        using var vectors = ThingVectors.Read(model, source, Execution.Default);
        ShowThing.ShowNear(screen, lookup, "topic", vectors.NearestTo(thing, Answers));
        tour.Because($"those who like items of the one care about the same communities as those who like items of the other; {Topic} is most at home in community {community}.");
    }

    /// <summary>The items of the hour, for a consumer.</summary>
    internal void AskWhatToSee(NodeId consumer, Execution execution)
    {
        tour.Question($"What should {lookup.NameOf(consumer) ?? $"{consumer}"} see now?");
        var options = new RecommendationsOptions { MaxItemsPerConsumer = Answers };
        using var consumers = model.ReadConsumers();
        using var interests = model.ReadInterestedIn(consumers);
        using var items = model.ReadItemEmbeddings(ItemIndexPresets.FavouriteName);
        using var index = model.ReadClusterIndex(ItemIndexPresets.FavouriteName, execution);
        using var found = RecommendationsBuilder.Build(consumers, interests, items, options, execution, [consumers.RowOf(consumer.Integer)], index);
        var reasons = new RecommendationReasons(lookup, ItemIndexPresets.FavouriteName, options).Of(consumer);
        var table = ModelWords.Columns("item", "by", "about", "log-cosine", "because of");
        foreach (var one in RecommendCommand.Best(found, 0))
        {
            var (author, topic) = Of(one.Item);
            var parts = reasons[one.Item].Take(2).Select(part => $"{lookup.Label(part.Cluster)} ({part.Part / one.Dot:P0})");
            ModelWords.Row(table, $"{one.Item}", author, topic, $"{one.LogCosine:F3}", string.Join(", ", parts));
        }

        screen.Write(table);
        tour.Because($"of the {items.Items.Count:N0} items of the last day that at least 8 users liked, these were liked most by those who care about the same communities; a like counts half after 8 hours.");
    }

    // Who made an item, and what it is about, as the network made it.
    (string Author, string Topic) Of(NodeId item)
    {
        var id = item.Integer;
        var row = Enumerable.Range(0, network.Graph.ProducerCount).First(producer => network.Favourites.ItemsOf(producer) is var (first, count) && id < first + count);
        var (topic, _) = network.Favourites.TopicsOf(row, id, network.Communities);
        return (lookup.NameOf(NodeId.At(network.Graph.Producers, row)) ?? "", network.Topics[topic - 1]);
    }
}
