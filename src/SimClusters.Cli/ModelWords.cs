using System.Text.Json.Nodes;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>A model's answers as people read them: communities by their labels and best-known members, users by name where one is known.</summary>
/// <param name="lookup">The model.</param>
/// <param name="nameOf">What to call a user; null takes what the model knows, and the id where it knows nothing.</param>
sealed class ModelWords(ModelLookup lookup, Func<NodeId, string>? nameOf = null)
{
    readonly Dictionary<ClusterId, IReadOnlyList<UserScore>> _members = [];

    internal string Name(NodeId user) => nameOf?.Invoke(user) ?? lookup.NameOf(user) ?? user.ToString();

    internal IReadOnlyList<UserScore> Members(ClusterId cluster) =>
        _members.TryGetValue(cluster, out var members) ? members : _members[cluster] = lookup.Members(cluster);

    /// <summary>"Nina Okafor, Ben Sato and 35 more".</summary>
    internal string BestKnown(ClusterId cluster, int count = 3, bool andMore = true)
    {
        var members = Members(cluster);
        var names = string.Join(", ", members.Take(count).Select(member => Name(member.User)));
        return andMore && members.Count > count ? $"{names} and {members.Count - count:N0} more" : names.Length > 0 ? names : "nobody";
    }

    /// <summary>"Nina Okafor, Ben Sato and 35 more", "Nina Okafor and Ben Sato".</summary>
    internal static string Listed(IReadOnlyList<string> names, int count) =>
        names.Count > count ? $"{string.Join(", ", names.Take(count))} and {names.Count - count:N0} more"
        : names.Count > 1 ? $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}" : string.Concat(names);

    /// <summary>A consumer's strongest communities, each with its share of the whole and who stands for it.</summary>
    internal void ShowInterests(IAnsiConsole screen, IReadOnlyList<Interest> interests, int top)
    {
        // By favourites where the consumer has any, as rows are ranked; else by follows.
        var byFav = interests.Any(interest => interest.LogFavScore > 0);
        var total = interests.Sum(interest => (double)Strength(interest, byFav));
        var table = Columns("community", "label", "share", byFav ? "log-fav score" : "follow score", "follows", "likes", "best-known members");
        foreach (var interest in interests.OrderByDescending(interest => Strength(interest, byFav)).Take(top))
        {
            var strength = Strength(interest, byFav);
            Row(table, interest.Cluster.ToString(), lookup.Label(interest.Cluster), $"{strength / total:P0}", $"{strength:F3}", $"{interest.FollowedCount}", $"{interest.FavedCount}", BestKnown(interest.Cluster, 2));
        }

        screen.Write(table);
    }

    /// <summary>A vector: communities by the cosine of its audience with theirs, or by another score.</summary>
    internal void ShowClusters(IAnsiConsole screen, IReadOnlyList<ClusterScore> clusters, int top, string score = "cosine")
    {
        var table = Columns("community", "label", score, "best-known members");
        foreach (var (cluster, value) in clusters.Take(top)) Row(table, cluster.ToString(), lookup.Label(cluster), $"{value:F3}", BestKnown(cluster));
        screen.Write(table);
    }

    /// <summary>Users with a score, and the community that each is known for.</summary>
    internal void ShowUsers(IAnsiConsole screen, IReadOnlyList<UserScore> users, string score, int top)
    {
        var table = Columns("producer", score, "known for");
        foreach (var (user, value) in users.Take(top))
            Row(table, Name(user), $"{value:F3}", lookup.KnownFor(user) is { } known ? $"{lookup.Label(known.Cluster)} ({known.Cluster}, {known.Score:F2})" : "no community");
        screen.Write(table);
    }

    internal static float Strength(Interest interest, bool byFav) => byFav ? interest.LogFavScore : interest.FollowScore;

    internal static JsonArray Json(IEnumerable<ClusterScore> clusters) =>
        [.. clusters.Select(entry => new JsonObject { ["cluster"] = entry.Cluster.Value, ["score"] = entry.Score })];

    internal static JsonArray Json(IEnumerable<UserScore> users, string score) =>
        [.. users.Select(entry => new JsonObject { ["producer"] = Json(entry.User), [score] = entry.Score })];

    internal static JsonNode Json(NodeId id) => id.Kind == SimClusters.Graphs.IdKind.Integer ? JsonValue.Create(id.Integer) : JsonValue.Create(id.ToString());

    internal static Table Columns(params string[] names)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var name in names) table.AddColumn(new TableColumn(Markup.Escape(name)));
        return table;
    }

    internal static void Row(Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);
}
