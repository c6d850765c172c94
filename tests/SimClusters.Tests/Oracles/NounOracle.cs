using SimClusters.Events;
using SimClusters.Interests;

namespace SimClusters.Tests.Oracles;

/// <summary>N and E by their formulas, with dictionaries.</summary>
static class NounOracle
{
    /// <summary>Σ ½^(age / half-life) of each noun and user.</summary>
    internal static Dictionary<(long Noun, long User), double> Decayed(IEnumerable<(long User, long Noun, long TimeMs)> events, double halfLifeMs, long nowMs) => events
        .GroupBy(one => (one.Noun, one.User)).ToDictionary(group => group.Key, group => group.Sum(one => Math.Pow(0.5, Math.Max(0, nowMs - one.TimeMs) / halfLifeMs)));

    /// <summary>Users and items whose last favourite or unfavourite is a favourite; of one instant, the unfavourite is last.</summary>
    internal static IEnumerable<(long User, long Item, long TimeMs)> Standing(IEnumerable<(long User, long Item, EventKind Kind, long TimeMs)> log) => log
        .Where(one => one.Kind is EventKind.Favourite or EventKind.Unfavourite).GroupBy(one => (one.User, one.Item))
        .Select(pair => pair.OrderBy(one => one.TimeMs).ThenBy(one => one.Kind).Last()).Where(last => last.Kind == EventKind.Favourite).Select(last => (last.User, last.Item, last.TimeMs));

    /// <summary>The cosines above a minimum; consumers are called by their rows plus one.</summary>
    internal static Dictionary<(long Noun, int Cluster), double> Cosines(Dictionary<(long Noun, long User), double> weights, InterestedIn interests, InterestScore score, double minScore)
    {
        var scores = interests.Of(score);
        return (
            from noun in weights.GroupBy(entry => entry.Key.Noun)
            let norm = Math.Sqrt(noun.Sum(entry => entry.Value * entry.Value))
            from cluster in Enumerable.Range(0, interests.ClusterCount)
            let sum = noun.Where(entry => entry.Key.User <= interests.ConsumerCount).Sum(entry => entry.Value * scores[(int)entry.Key.User - 1, cluster])
            where sum > 0
            let cosine = sum / (norm * interests.Norms(score)[cluster])
            where cosine > minScore
            select (noun.Key, cluster, cosine)).ToDictionary(entry => (entry.Key, entry.cluster), entry => entry.cosine);
    }
}
