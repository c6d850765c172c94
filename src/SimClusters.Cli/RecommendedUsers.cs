using SimClusters.Graphs;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>For whom recommendations are made: everybody, those of a table, or a few who are named on the line.</summary>
/// <param name="Rows">Their rows among the consumers, ascending; null: everybody.</param>
/// <param name="AreNamed">Whether they are named on the line, so that a person wants to read the answer.</param>
/// <param name="File">The table that they come from; null without one.</param>
/// <param name="UnknownCount">Of a table, those of whom no interest is known.</param>
sealed record RecommendedUsers(int[]? Rows, bool AreNamed, InputFile? File, int UnknownCount)
{
    /// <summary>Whether the line names a few by their ids.</summary>
    internal static bool NamesSome(string typed) => typed != "all" && !IsTable(typed);

    /// <exception cref="InputException">Somebody who is named has no interests.</exception>
    internal static RecommendedUsers Of(Host host, Model model, NodeIndex consumers, string typed)
    {
        if (typed == "all") return new(null, false, null, 0);
        if (!IsTable(typed))
        {
            int[] named = [.. typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(id => RowOf(model, consumers, id)).Distinct().Order()];
            return named.Length > 0 ? new(named, true, null, 0) : throw new ArgumentException("--users: expected ids, a table of users or all, found none.");
        }

        using var table = host.Report.Read("users", execution => UserSource.Read(typed, consumers.Kind, execution), read => $"{read.Users.Ids.Count:N0} users of {read.File.RowCount:N0} rows");
        var rows = RowMap.Of(table.Users.Ids, consumers);
        return new([.. rows.Where(row => row != RowMap.None)], false, table.File, rows.Count(row => row == RowMap.None));
    }

    static readonly string[] s_endings = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".parquet", ".gz"];

    // What is named like a table is one, even where it is missing: then the sentence is about a file, not about an id.
    static bool IsTable(string typed) =>
        System.IO.File.Exists(typed) || Directory.Exists(typed) || s_endings.Any(ending => typed.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) || typed.Contains('*') || typed.Contains('/') || typed.StartsWith("SELECT ", StringComparison.OrdinalIgnoreCase) || typed.StartsWith("WITH ", StringComparison.OrdinalIgnoreCase);

    static int RowOf(Model model, NodeIndex consumers, string typed)
    {
        var id = ModelArguments.Id(model, typed);
        return consumers.RowOf($"{id}") is var row and >= 0 ? row : throw new InputException($"no interests of consumer {id} in this model: it follows and likes nobody in the graph, or too few producers of any one community (--social-proof).");
    }
}
