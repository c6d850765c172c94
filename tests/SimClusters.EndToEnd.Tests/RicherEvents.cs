using System.Globalization;

namespace SimClusters.EndToEnd.Tests;

/// <summary>A log over the richer toy's users, and what its index must be: sums over what <c>show</c> says of each user.</summary>
static class RicherEvents
{
    const long NowMs = 1_700_000_000_000;

    /// <summary>At the newest event, which is of now. User 9 has no interests; item 200 is liked now and half a day ago.</summary>
    internal const string Log = """
        user,item,kind,timestamp
        1,100,favourite,1699971200000
        2,100,favourite,1700000000000
        5,100,favourite,1699985600000
        5,100,unfavourite,1699990000000
        5,200,favourite,1700000000000
        4,200,favourite,1699956800000
        9,200,favourite,1699999000000
        3,200,impression,1700000000000

        """;

    /// <summary>The rules of the presets made small enough for the toy.</summary>
    internal static string[] Small { get; } = ["--min-interactions", "1", "--min-favourites", "0", "--age-from", "none"];

    /// <summary>Σ over users of log_fav_score_cluster_normalized_only · 2^(−age/8 h), item by cluster, as rows of the table.</summary>
    internal static string[] Embeddings(string model) => [
        "item,cluster,score",
        .. new (string Item, (int User, long TimeMs)[] Pairs)[] { ("100", [(1, 1_699_971_200_000), (2, NowMs)]), ("200", [(5, NowMs), (4, 1_699_956_800_000)]) }
            .SelectMany(one => one.Pairs.SelectMany(pair => Interests(model, pair.User).Select(interest => (interest.Cluster, Score: interest.Score * Math.Pow(0.5, (NowMs - pair.TimeMs) / 28_800_000.0))))
                .GroupBy(part => part.Cluster).OrderBy(cluster => cluster.Key)
                .Select(cluster => string.Create(CultureInfo.InvariantCulture, $"{one.Item},{cluster.Key},{cluster.Sum(part => part.Score)}"))),
    ];

    static IEnumerable<(int Cluster, double Score)> Interests(string model, int user) => Tool.Json("show", model, "--consumer", $"{user}").GetProperty("interested_in").EnumerateArray()
        .Select(one => (one.GetProperty("cluster").GetInt32(), one.GetProperty("log_fav_score_cluster_normalized_only").GetDouble())).Where(one => one.Item2 > 0);
}
