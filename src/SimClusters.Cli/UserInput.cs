using System.CommandLine;
using SimClusters.Graphs;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>The options that name what is known of users, and the reading with its figures.</summary>
static class UserInput
{
    static readonly Option<string?> s_users = new("--users")
    {
        Description = "A table of users: id, and any of name, language, country, active, nsfw. With active, who is not active or not there takes no part.",
    };

    static readonly Option<string?> s_topics = new("--user-topics") { Description = "A table of users and what they are interested in: user, topic. Communities are labelled by it." };

    internal static void AddTo(Command verb) => verb.Add(s_users);

    internal static void AddTopicsTo(Command verb) => verb.Add(s_topics);

    /// <summary>Reads the users where a table is named.</summary>
    /// <param name="ids">What the graph's ids are.</param>
    internal static UserTable? Read(Host host, ParseResult arguments, IdKind ids)
    {
        if (arguments.GetValue(s_users) is not { } path) return null;
        var table = host.Report.Read("users", execution => UserSource.Read(path, ids, execution), read => $"{read.Users.Ids.Count:N0} users of {read.File.RowCount:N0} rows");
        var run = host.Report;
        run.Figure("users", "users", table.Users.Ids.Count);
        run.FigureIfAny("users_duplicate", "  there more than once, made one", table.Users.DuplicateCount);
        run.FigureIfAny("users_bad_rows", "  rows without an id, left out", table.BadRowCount);
        if (table.Users.IsActive is { } active) run.Figure("users_inactive", "  not active", active.Count(flag => !flag));
        else host.Say($"  {path}: no column tells who is active, so nobody is left out");
        return table;
    }

    /// <summary>Reads who is interested in what, where a table is named.</summary>
    /// <param name="ids">What the graph's ids are.</param>
    internal static UserTopicTable? ReadTopics(Host host, ParseResult arguments, IdKind ids)
    {
        if (arguments.GetValue(s_topics) is not { } path) return null;
        var table = host.Report.Read("user topics", execution => UserTopicSource.Read(path, ids, execution), read => $"{read.Topics.Topics.Count:N0} topics of {read.Topics.Users.Count:N0} users");
        var run = host.Report;
        run.Figure("user_topics", "interests that users name", table.Topics.Pairs.EntryCount);
        run.FigureIfAny("user_topics_duplicate", "  named more than once, made one", table.DuplicateCount);
        run.FigureIfAny("user_topics_bad_rows", "  rows without a user or a topic, left out", table.BadRowCount);
        return table;
    }
}
