using System.Globalization;

namespace SimClusters.EndToEnd.Tests;

/// <summary>Models whose interests are numbers of one's choice: producer 100 + c stands for cluster c alone, and is liked as much as is wanted.</summary>
static class WorkedModel
{
    /// <summary>A model in which favScore is what is given: entities_and_indexes.md §12.1 and §12.2.</summary>
    internal static string OfFav(Tool tool, string name, params (string User, int Cluster, double Score)[] scores) => Build(tool, name, scores);

    /// <summary>A model in which logFavScore is what is given, and since a last user, z, makes up each column's norm to 1, what it is divided by as well: §12.3.</summary>
    internal static string OfLogFav(Tool tool, string name, params (string User, int Cluster, double Score)[] scores)
    {
        var rest = scores.GroupBy(one => one.Cluster).Select(column => ("z", column.Key, Math.Sqrt(Math.Max(0, 1 - column.Sum(one => one.Score * one.Score)))));
        return Build(tool, name, [.. scores.Concat(rest).Where(one => one.Item3 > 1e-6).Select(one => (one.Item1, one.Item2, Math.Pow(10, one.Item3) - 1))]);
    }

    static string Build(Tool tool, string name, (string User, int Cluster, double Score)[] scores)
    {
        var clusters = scores.Select(one => one.Cluster).Distinct().Order().ToArray();
        var favourites = tool.Write($"{name}-favourites.csv", "user,author,weight\n" + string.Concat(scores.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.User},p{one.Cluster},{one.Score:R}\n"))));
        var follows = tool.Write($"{name}-follows.csv", "consumer,producer\n" + string.Concat(scores.Select(one => $"{one.User},p{one.Cluster}\n")));
        var knownFor = tool.Write($"{name}-known-for.csv", "producer,cluster,score\n" + string.Concat(clusters.Select(cluster => $"p{cluster},{cluster},1\n")));
        Tool.Succeed("build", "--follows", follows, "--favourites", favourites, "--known-for", knownFor, "--preset", "toy", "--version-name", "v", "--out", tool[name]);
        return tool[name];
    }

    /// <summary>The rows of a model's table as text, scores rounded to six decimals.</summary>
    internal static string[] Rows(Tool tool, string model, string table)
    {
        Tool.Succeed("export", model, "--table", table, "--out", tool["rows.csv"], "--overwrite");
        return [.. File.ReadLines(tool["rows.csv"]).Skip(1).Select(line => string.Join(',', line.Split(',').Select((cell, i) =>
            i > 0 && cell.Contains('.') && double.TryParse(cell, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.00000", CultureInfo.InvariantCulture) : cell)))];
    }
}
