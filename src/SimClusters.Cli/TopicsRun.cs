using System.CommandLine;
using SimClusters.Embeddings;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>One run of <c>topics</c>: from who likes or follows what to the vectors of topics, their names, and labels of communities.</summary>
sealed class TopicsRun(Host host, ParseResult arguments, TopicsRequest request)
{
    internal void Run()
    {
        using var addition = new ModelAddition(host, "topics", request.Model, request.Tables);
        using var names = ReadNames(addition);
        DateTimeOffset? now = null;
        if (request.IsByLikes) now = AddByLikes(addition, names);
        if (request.IsByFollowers) AddByFollowers(addition);
        addition.Commit(now);
        host.Report.End();
    }

    // Those of the line go into the model; without, those that it has already.
    TopicNames? ReadNames(ModelAddition addition)
    {
        if (request.Names is not { } path) return addition.Model.Has(TopicNamesTable.Schema.Name) ? addition.Model.ReadTopicNames(host.Execution) : null;
        var table = host.Report.Read("topic names", execution => TopicNameSource.Read(path, null, execution), read => $"{read.Names.Topics.Count:N0} topics");
        addition.AddInput("topics", table.File);
        addition.Count(TopicNamesTable.Schema.Name, table.Names.Topics.Count);
        addition.Write("topic names", (writer, execution) => writer.WriteTopicNames(table.Names, execution));
        return table.Names;
    }

    DateTimeOffset AddByLikes(ModelAddition addition, TopicNames? names)
    {
        ScoreChoice.Check(addition.Model, addition.Interests, request.ByLikes.Score, "topic vectors by likes");
        using var items = host.Report.Read("item topics", execution => ItemTopicSource.Read(request.ItemTopics!, null, execution), read => $"{read.Topics.Pairs.EntryCount:N0} of {read.Topics.Items.Count:N0} items, {read.Topics.Topics.Count:N0} topics");
        addition.AddInput("item_topics", items.File);
        using var events = EventLogInput.Read(host, arguments, addition, request.Events, EventKinds.Favourite | EventKinds.Unfavourite, window: null);
        EventLogInput.RefuseOtherIds(events, "--item-topics", items.Topics.Items);
        using var likes = host.Report.Step(
            "likes of topics", execution => TopicEngagementsBuilder.Build(events.Events, items.Topics, request.HalfLife, events.Now, execution),
            made => $"{made.Engagements.Weights.EntryCount:N0} of {made.Engagements.Users.Count:N0} users");
        addition.Count("favourites", likes.Report.FavouriteCount);
        addition.Count("favourites_removed_undone", likes.Report.UndoneCount);
        addition.Count("favourites_removed_without_topic", likes.Report.WithoutTopicCount);
        host.Report.Figure("favourites", "favourites of items with topics that stand", likes.Report.FavouriteCount);
        host.Report.FigureIfAny("favourites_without_topic", "  of items without topics, left out", likes.Report.WithoutTopicCount);
        AdviseOnHalfLife(likes.Report);

        using var topics = NounAddition.Make(host, addition, NounVariant.Topic, likes.Engagements, request.ByLikes);
        NounAddition.Write(host, addition, likes.Engagements, topics, request.ByLikes);
        addition.AddOptions(TopicLikesOptions.Name, new TopicLikesOptions(request.HalfLife, request.Relabel));
        if (names is not null) TellOfNames(likes.Engagements.Nouns, names);
        TopicLabels.Add(host, addition, likes.Engagements, topics, names, request.Relabel);
        return likes.Now;
    }

    void AddByFollowers(ModelAddition addition)
    {
        ScoreChoice.Check(addition.Model, addition.Interests, NounVariant.TopicFollowersFav.Score(), "topic vectors by followers");
        using var follows = host.Report.Read("topic follows", execution => TopicFollowSource.Read(request.TopicFollows!, addition.UserIds, execution), read => $"{read.Topics.Pairs.EntryCount:N0} of {read.Topics.Users.Count:N0} users");
        addition.AddInput("topic_follows", follows.File);
        using var users = host.Report.Read("users", execution => UserSource.Read(request.Users!, addition.UserIds, execution), read => $"{read.Users.Ids.Count:N0} users");
        addition.AddInput("users", users.File);
        if (users.Users.Languages is not { } languages || languages.Words.Count == 0) throw new InputException($"{request.Users}: vectors of topics by their followers need the column language of the users, and the table does not say any.");
        using var followers = host.Report.Step("followers", execution => TopicFollowersBuilder.Build(follows.Topics, users.Users, execution), made => $"{made.Nouns.Count:N0} topics by language");
        var inTable = users.Users.RowsOf(follows.Topics.Users);
        var left = inTable.Count(row => row == RowMap.None || languages.WordOf[row] == RowMap.None);
        addition.Count("topic_followers_removed_without_language", left);
        host.Report.FigureIfAny("topic_followers_removed_without_language", "followers without a language, left out", left);
        foreach (var variant in new[] { NounVariant.TopicFollowersFav, NounVariant.TopicFollowersLogFav })
            NounAddition.Add(host, addition, variant, followers, request.ByFollowers with { Score = variant.Score() });
    }

    void TellOfNames(Nouns topics, TopicNames names)
    {
        var named = Enumerable.Range(0, topics.Count).Count(row => names.NameOf(NodeId.At(topics.Ids, row)) is not null);
        host.Report.Figure("topics_named", "  topics with a name", named);
        if (named == 0 && topics.Count > 0) host.Report.Advise("None of the topics has a name in the table of names: are these other ids?");
    }

    // What has halved ten times is gone: then a few recent favourites speak for everybody.
    void AdviseOnHalfLife(TopicEngagementsReport report)
    {
        if (request.HalfLife is not { } halfLife || report.FavouriteCount == 0) return;
        host.Report.FigureIfAny("favourites_older_than_ten_half_lives", "  older than ten half-lives", report.OldFavouriteCount);
        if (report.OldFavouriteCount > report.FavouriteCount / 2)
            host.Report.Advise($"{(double)report.OldFavouriteCount / report.FavouriteCount:P0} of the favourites are older than ten half-lives of {DurationArgument.InWords(halfLife)} and count next to nothing; a longer --half-life, or none, lets them speak.");
    }
}
