using System.CommandLine;
using SimClusters.Engagements;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Pipeline;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>Everything that a run reads, in one row space: follows, and favourites, users and topics where some are named.</summary>
sealed class ModelInputs : IDisposable
{
    UserTable? _users;
    UserTopicTable? _topics;

    /// <summary>Who follows whom, with a row for everybody who likes or is liked, too.</summary>
    internal required FollowGraph Follows { get; set; }

    internal required FollowGraphReport FollowCounts { get; init; }

    /// <summary>Favourites in the same rows; taken over by the run.</summary>
    internal SparseMatrix? Favourites { get; private set; }

    /// <summary>What became of each favourite; null without any.</summary>
    internal FavouriteGraphReport? FavouriteCounts { get; private set; }

    /// <summary>The time to which favourites have decayed; null where nothing tells it.</summary>
    internal DateTimeOffset? Now { get; private set; }

    internal IReadOnlyList<double> HalfLivesInDays { get; private set; } = [];

    /// <summary>Who is known by favourites alone: consumers who follow nobody, producers whom nobody follows.</summary>
    internal (int Consumers, int Producers) FavouritesAlone { get; private set; }

    internal Users? Users => _users?.Users;

    internal UserTopics? Topics => _topics?.Topics;

    /// <summary>What the manifest says of the inputs.</summary>
    internal List<ManifestInput> Files { get; } = [];

    /// <summary>Reads all that the command line names; the favourite graph goes to the writer at once.</summary>
    /// <param name="writer">Null where no model is made.</param>
    /// <param name="before">The model whose favourites are carried on; null for a run of its own.</param>
    internal static ModelInputs Read(Host host, ParseResult arguments, PipelineOptions options, ModelWriter? writer, Model? before)
    {
        var follows = FollowInput.Read(host, arguments);
        var inputs = new ModelInputs { Follows = follows.Graph, FollowCounts = follows.Counts };
        try
        {
            if (before is not null) PreviousCommunities.CheckIds(before, follows.Graph.Producers);
            inputs.Files.AddRange(ModelManifest.Inputs("follows", follows.Files));
            inputs._users = UserInput.Read(host, arguments, follows.Graph.Producers.Kind);
            if (inputs._users is { } users) inputs.Files.AddRange(ModelManifest.Inputs("users", [users.File]));
            inputs._topics = UserInput.ReadTopics(host, arguments, follows.Graph.Producers.Kind);
            if (inputs._topics is { } topics) inputs.Files.AddRange(ModelManifest.Inputs("user_topics", [topics.File]));
            inputs.ReadFavourites(host, arguments, options.Favourites, writer, before);
            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    internal PipelineInput ToPipeline(int[]? startLabels) => new() { Follows = Follows, Favourites = Favourites, Users = Users, Topics = Topics, StartLabels = startLabels };

    public void Dispose()
    {
        Follows.Dispose();
        _users?.Dispose();
        _topics?.Dispose();
    }

    void ReadFavourites(Host host, ParseResult arguments, FavouriteGraphOptions options, ModelWriter? writer, Model? before)
    {
        var now = TimeArgument.Read(arguments);
        if (now < before?.Manifest.Now)
            throw new ArgumentException($"--now: expected no time before {before.Manifest.Now:u}, to which the favourites of {before.Path} have decayed, found {now:u}.");
        using var table = FavouriteInput.Read(host, arguments, Follows, now ?? before?.Manifest.Now);
        if (table is not null) Files.AddRange(ModelManifest.Inputs("favourites", table.Files));
        if (table is { HasAuthors: false }) return;
        var result = table?.Weights is { } weights
            ? host.Report.Step("favourite graph", execution => WeightedFavourites.Build(weights, options, now ?? DateTimeOffset.UnixEpoch, Users, execution), made => $"{made.Report.EdgeCount:N0} edges")
            : FromEvents(host, options, table?.Events, now, before);
        if (result is null) return;

        FavouriteCounts = result.Report;
        FavouriteInput.Tell(host, result.Report);
        Now = table?.Weights is null ? result.Graph.Now : now;
        if (Now is { } asOf) host.Report.Figure("favourites/now", "  as of", $"{asOf:yyyy-MM-dd HH:mm} UTC");
        TimeArgument.AdviseIfAhead(host, arguments, Now);
        HalfLivesInDays = result.Graph.HalfLivesInDays;
        using (result.State)
            if (writer is not null) host.Report.Step("write favourites", execution => Written(writer, result, execution), count => $"{count:N0} favourites and {result.Graph.EdgeCount:N0} edges");
        if (result.Graph.EdgeCount == 0)
        {
            host.Report.Advise("No favourite counts, so interests and vectors are by follows alone.");
            result.Graph.Dispose();
            return;
        }

        var (consumerCount, producerCount, likedCount) = (Follows.ConsumerCount, Follows.ProducerCount, result.Graph.Producers.Count);
        (Follows, Favourites) = host.Report.Step(
            "shared rows", execution => SharedRows.Of(Follows, result.Graph, options.DownstreamHalfLifeInDays, execution),
            made => $"{made.Follows.ConsumerCount:N0} consumers and {made.Follows.ProducerCount:N0} producers who follow, like or are met by either");
        FavouritesAlone = (Follows.ConsumerCount - consumerCount, Follows.ProducerCount - producerCount);
        FavouriteInput.TellUnknown(host, FavouritesAlone, likedCount);
    }

    static long Written(ModelWriter writer, FavouriteGraphResult result, Execution execution)
    {
        writer.WriteFavourites(result.Graph, result.State, execution);
        return result.State?.Count ?? 0;
    }

    FavouriteGraphResult? FromEvents(Host host, FavouriteGraphOptions options, FavouriteColumns? events, DateTimeOffset? now, Model? before)
    {
        using var carried = before is null ? null : CarriedFavourites.Of(host, before, options, Follows);
        if (carried is null && (events is null || events.RowCount == 0))
        {
            if (events is not null) host.Report.Advise("There are no favourites in the input, so interests and vectors are by follows alone.");
            return null;
        }

        // What is carried may have favourites of the future, which are no reason to age the others.
        if (before?.Manifest.Now is { } then) now ??= events?.Newest() is { } newest && newest > then ? newest : then;
        using var none = new FavouriteColumns([]);
        return host.Report.Step(
            "favourite graph", execution => FavouriteGraphBuilder.Build(events ?? none, options, now, carried?.History, Users, execution), made => $"{made.Report}");
    }
}
