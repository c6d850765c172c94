using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables;
using SimClusters.Tables.Files;

namespace SimClusters.Cli;

/// <summary>A synthetic network as a folder of tables, Parquet, CSV or TSV: follows, users, user_topics, topic_follows, favourites, events, items, item_topics, topics, truth.</summary>
static class SyntheticNetworkFiles
{
    /// <summary>Writes all of it, or leaves what stood there before.</summary>
    /// <param name="network">What to write.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="format"><c>parquet</c>, <c>csv</c> or <c>tsv</c>: the ending of each file but truth, which <c>--truth</c> reads as text.</param>
    /// <param name="execution">Cancellation.</param>
    /// <remarks>Favourites are computed a block at a time: memory does not grow with them.</remarks>
    internal static void Write(SyntheticNetwork network, string folder, string format, Execution execution) => AtomicFolder.Write(folder, part =>
    {
        Table(part, "follows", format, "consumer\tproducer", Follows(network), execution);
        Table(part, "users", format, "id\tname\tlanguage\tcountry\tactive\tnsfw", Users(network), execution);
        Table(part, "user_topics", format, "user\ttopic", UserTopics(network), execution);
        Table(part, "favourites", format, "user\titem\tauthor\ttimestamp\tkind", Favourites(network), execution);
        Table(part, "topic_follows", format, "user\ttopic", TopicFollows(network), execution);
        Table(part, "items", format, "item\tauthor\tcreated_at\tmedia\tnsfw", Items(network), execution);
        Table(part, "events", format, "user\titem\tkind\ttimestamp", Events(network), execution);
        Table(part, "item_topics", format, "item\ttopic", ItemTopics(network), execution);
        Table(part, "topics", format, "topic\tname", network.Topics.Select((name, row) => $"{row + 1}\t{name}"), execution);
        Table(part, "truth", "tsv", "producer\tcommunity", Truth(network), execution);
    });

    static void Table(string folder, string name, string format, string header, IEnumerable<string> lines, Execution execution)
    {
        var text = Path.Combine(folder, name + ".tsv");
        using (var writer = new StreamWriter(text) { NewLine = "\n" })
        {
            writer.WriteLine(header);
            var count = 0L;
            foreach (var line in lines)
            {
                if ((count++ & 0xFFF) == 0) execution.Cancellation.ThrowIfCancellationRequested();
                writer.WriteLine(line);
            }
        }

        if (format == "tsv") return;
        TextTable.Convert(text, Path.Combine(folder, $"{name}.{format}"), execution);
        File.Delete(text);
    }

    static IEnumerable<string> Follows(SyntheticNetwork network)
    {
        for (var row = 0; row < network.Graph.ConsumerCount; row++)
            foreach (var producerRow in network.Graph.Follows.RowKeys(row).ToArray())
                yield return $"{network.Graph.Consumers.IntegerAt(row)}\t{network.Graph.Producers.IntegerAt(producerRow)}";
    }

    static IEnumerable<string> Users(SyntheticNetwork network)
    {
        for (var id = 1L; id <= network.UserCount; id++)
        {
            var user = network.UserAt(id);
            yield return $"{user.Id}\t{user.Name}\t{user.Language}\t{user.Country}\t{(user.IsActive ? "true" : "false")}\t{(user.IsSensitive ? "true" : "false")}";
        }
    }

    static IEnumerable<string> UserTopics(SyntheticNetwork network)
    {
        for (var id = 1L; id <= network.UserCount; id++)
            foreach (var topic in network.InterestsOf(id))
                yield return $"{id}\t{network.Topics[topic]}";
    }

    static IEnumerable<string> Favourites(SyntheticNetwork network)
    {
        for (var block = 0; block < network.Favourites.BlockCount; block++)
            foreach (var favourite in network.Favourites.Block(block))
                yield return $"{favourite.User}\t{favourite.Item}\t{favourite.Author}\t{favourite.TimeMs}\t{(favourite.IsUnfavourite ? "unfavourite" : "favourite")}";
    }

    static IEnumerable<string> TopicFollows(SyntheticNetwork network)
    {
        for (var id = 1L; id <= network.UserCount; id++)
            foreach (var topic in network.FollowedTopicsOf(id))
                yield return $"{id}\t{topic + 1}";
    }

    static IEnumerable<string> Items(SyntheticNetwork network)
    {
        for (var row = 0; row < network.Graph.ProducerCount; row++)
        {
            var author = network.Graph.Producers.IntegerAt(row);
            var isSensitive = network.UserAt(author).IsSensitive ? "true" : "false";
            var (first, count) = network.Favourites.ItemsOf(row);
            for (var item = first; item < first + count; item++)
            {
                var media = network.IsVideo(item) ? "video" : network.IsImage(item) ? "image" : "none";
                yield return $"{item}\t{author}\t{network.Favourites.PublishedAt(item).ToUnixTimeMilliseconds()}\t{media}\t{isSensitive}";
            }
        }
    }

    static IEnumerable<string> Events(SyntheticNetwork network)
    {
        string[] names = [.. Enum.GetValues<SyntheticEventKind>().Select(kind => Enum.Parse<EventKind>($"{kind}").Name())];
        var events = network.Events();
        for (var block = 0; block < events.BlockCount; block++)
            foreach (var one in events.Block(block))
                yield return $"{one.User}\t{one.Item}\t{names[(int)one.Kind]}\t{one.TimeMs}";
    }

    static IEnumerable<string> ItemTopics(SyntheticNetwork network)
    {
        for (var row = 0; row < network.Graph.ProducerCount; row++)
        {
            var (first, count) = network.Favourites.ItemsOf(row);
            for (var item = first; item < first + count; item++)
            {
                var (topic, category) = network.Favourites.TopicsOf(row, item, network.Communities);
                yield return $"{item}\t{topic}";
                yield return $"{item}\t{category}";
            }
        }
    }

    static IEnumerable<string> Truth(SyntheticNetwork network)
    {
        for (var row = 0; row < network.Graph.ProducerCount; row++)
            yield return $"{network.Graph.Producers.IntegerAt(row)}\t{network.CommunityOfProducers[row] + 1}";
    }
}
