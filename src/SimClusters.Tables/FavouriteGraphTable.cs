using System.Globalization;
using SimClusters.Favourites;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>favourite_graph: how much each consumer likes each producer's items, by now, one weight a half-life.</summary>
/// <remarks>
/// consumer (id), producer (id), and for each half-life a column such as weight_half_life_100_days FLOAT ≥ 0, 0 where this half-life's weight was pruned; ascending by consumer, then producer.
/// Some 12 bytes a row of three half-lives on disk.
/// </remarks>
public static class FavouriteGraphTable
{
    public const string Name = "favourite_graph";

    /// <summary>The columns, which depend on the half-lives.</summary>
    public static TableSchema Schema(IReadOnlyList<double> halfLivesInDays) => new(
        Name, 2, [new TableColumn("consumer", ColumnKind.Id), new("producer", ColumnKind.Id), .. halfLivesInDays.Select(days => new TableColumn(ColumnOf(days), ColumnKind.Score))]);

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, FavouriteGraph graph, Execution execution) => MatrixTable.Write(
        path, Schema(graph.HalfLivesInDays), graph.Edges, Axis.Users("consumer", graph.Consumers), Axis.Users("producer", graph.Producers),
        [.. graph.Weights.Select(MatrixTable.Scores)], execution);

    /// <param name="path">A file that <see cref="Write"/> made.</param>
    /// <param name="halfLivesInDays">Told by the manifest.</param>
    /// <param name="now">Told by the manifest.</param>
    /// <param name="execution">Threads.</param>
    /// <exception cref="TableFormatException">The file is damaged, has other half-lives, or a weight is out of range.</exception>
    public static FavouriteGraph Read(string path, IReadOnlyList<double> halfLivesInDays, DateTimeOffset now, Execution execution)
    {
        using var table = TableReader.Open(path, Schema(halfLivesInDays));
        var consumers = ColumnIds.Read(table, "consumer", execution);
        var producers = ColumnIds.Read(table, "producer", execution);
        var pattern = MatrixTable.Read(table, Axis.Users("consumer", consumers), Axis.Users("producer", producers), ColumnOf(halfLivesInDays[0]), acceptsZero: true);
        return new(
            consumers, producers, new(producers.Count, pattern.Offsets, pattern.Keys, null),
            [pattern.Values!, .. halfLivesInDays.Skip(1).Select(days => MatrixTable.ReadScores(table, ColumnOf(days), acceptsZero: true))], halfLivesInDays, now);
    }

    static string ColumnOf(double halfLifeInDays) => $"weight_half_life_{halfLifeInDays.ToString(CultureInfo.InvariantCulture)}_days";
}
