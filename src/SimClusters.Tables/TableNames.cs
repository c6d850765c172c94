using System.Text.Json;
using SimClusters.Pipeline;
using SimClusters.Numerics;

namespace SimClusters.Tables;

/// <summary>The tables that a run can be asked for, by the names of their files.</summary>
public static class TableNames
{
    /// <summary>Every table that can be chosen, in the order in which runs make them.</summary>
    public static IReadOnlyList<(string Name, ModelTables Table)> All { get; } =
        [.. Enum.GetValues<ModelTables>().Where(table => table is not (ModelTables.None or ModelTables.Default)).Select(table => (JsonNamingPolicy.SnakeCaseLower.ConvertName($"{table}"), table))];

    /// <summary>The tables of these names; "default" stands for all but those on request.</summary>
    /// <exception cref="ArgumentException">There is no table of a name; the message has the nearest one.</exception>
    public static ModelTables Parse(IEnumerable<string> names)
    {
        var tables = ModelTables.None;
        foreach (var name in names) tables |= name == "default" ? ModelTables.Default : Find(name);
        return tables;
    }

    /// <summary>Whether a table is among those chosen; one that cannot be chosen always is.</summary>
    internal static bool IsAmong(string name, ModelTables tables) => All.Where(table => table.Name == name).All(table => tables.HasFlag(table.Table));

    static ModelTables Find(string name)
    {
        foreach (var (known, table) in All)
            if (known == name) return table;
        var nearest = All.MinBy(table => EditDistance.Of(table.Name, name)).Name;
        throw new ArgumentException($"There is no table '{name}'; the nearest is '{nearest}'. Known: {string.Join(", ", All.Select(table => table.Name))}.");
    }
}
