using System.CommandLine;
using SimClusters.Interests;

namespace SimClusters.Cli;

/// <summary>The scores of interests as a person names them.</summary>
static class ScoreChoice
{
    static readonly (string Name, InterestScore Score)[] s_names = [("log-fav", InterestScore.LogFav), ("fav", InterestScore.Fav), ("follow", InterestScore.Follow)];

    internal static Option<string> Optional(string name, string description) => new Option<string>(name) { Description = description }.AcceptOnlyFromAmong([.. s_names.Select(one => one.Name)]);

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    internal static InterestScore Of(string name) => Array.Find(s_names, one => one.Name == name) is { Name: not null } found ? found.Score : throw new ArgumentException($"There is no score '{name}'.");

    internal static string NameOf(InterestScore score) => Array.Find(s_names, one => one.Score == score).Name ?? $"{score}";

    /// <summary>An interest's raw score.</summary>
    internal static float Of(Tables.Interest interest, InterestScore score) => score switch
    {
        InterestScore.LogFav => interest.LogFavScore,
        InterestScore.Fav => interest.FavScore,
        _ => interest.FollowScore,
    };

    /// <summary>"favourites (log)".</summary>
    internal static string InWords(InterestScore score) => score switch { InterestScore.LogFav => "favourites (log)", InterestScore.Fav => "favourites", _ => "follows" };

    /// <summary>Refuses a model that knows of follows alone, where favourites are needed.</summary>
    /// <exception cref="InputException">It does.</exception>
    internal static void Check(Tables.Model model, InterestedIn interests, InterestScore score, string what)
    {
        if (interests.Scores(score) is null || interests.Norms(score).All(norm => norm == 0))
            throw new InputException($"{model.Path}: {what} {(what.EndsWith('s') ? "are" : "is")} made of what consumers like, and the model was built without favourites; build it with --favourites.");
    }
}
