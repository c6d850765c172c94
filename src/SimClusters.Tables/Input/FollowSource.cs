using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Reads follows of any form a person has them in to columns of ids.</summary>
/// <remarks>
/// Plain lines of two or three fields are our own parser's, everything else is DuckDB's. Columns are found by name, or named by an
/// option; where neither tells, the first follows the second, and the table reads three rows back in words.
/// </remarks>
public static class FollowSource
{
    /// <summary>Reads all inputs into one table.</summary>
    /// <exception cref="FileNotFoundException">A path or a glob names no file.</exception>
    /// <exception cref="TableFormatException">An input is no table of two columns of ids, or is strict and has a bad row.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between blocks.</exception>
    /// <remarks>Memory: the columns, 8 bytes a row for integers of 32 bits, a block of text a thread, and DuckDB's limit.</remarks>
    public static FollowTable Read(FollowSourceOptions options, Execution execution)
    {
        options = options.Validated();
        var inputs = new List<ReadColumns>();
        try
        {
            foreach (var input in options.Inputs)
            {
                if (InputPaths.IsQuery(input)) inputs.Add(RelationReader.Read(input, options, execution));
                else foreach (var path in InputPaths.Expand(input)) inputs.Add(ReadFile(path, options, execution));
            }

            CheckKinds(inputs);
        }
        catch
        {
            foreach (var block in inputs.SelectMany(input => input.Blocks)) block.Dispose();
            throw;
        }

        return new(
            new([.. inputs.SelectMany(input => input.Blocks)]), [.. inputs.Select(input => input.File)],
            inputs.Sum(input => input.BadCount), [.. inputs.SelectMany(input => input.BadRows).Take(options.MaxBadRowsKept)],
            inputs[0].Names, inputs[0].Names.Count > 0 ? [] : Sentences(inputs[0].Samples, options.Reverse));
    }

    /// <summary>Reads all inputs and builds their graph.</summary>
    /// <returns>The graph, the count of what was dropped, and the emptied table with its description.</returns>
    /// <exception cref="TableFormatException">As <see cref="Read"/>; or there is no follow at all.</exception>
    public static (FollowGraph Graph, FollowGraphReport Report, FollowTable Table) ReadGraph(FollowSourceOptions options, Execution execution)
    {
        var table = Read(options, execution);
        var (graph, report) = FollowGraphBuilder.Build(table.Columns, table.BadRowCount, execution);
        if (graph.FollowCount > 0) return (graph, report, table);

        graph.Dispose();
        var reason = table.BadRows.Count > 0 ? $" The first bad row: {table.BadRows[0]}" : "";
        throw new TableFormatException(string.Join(", ", options.Inputs), $"expected at least one follow, found none: {report}.{reason}");
    }

    static ReadColumns ReadFile(string path, FollowSourceOptions options, Execution execution)
    {
        if (Relation.IsParquet(path) || Relation.IsJson(path)) return RelationReader.Read(path, options, execution);
        var layout = EdgeListLayout.Of(path, TextBlocks.Head(path, EdgeListLayout.HeadBytes), options.Ids);
        if (layout is null) return RelationReader.Read(path, options, execution);
        if (options.ConsumerColumn is null && options.ProducerColumn is null) return EdgeListParser.Read(path, layout, options, execution);

        // Named columns are DuckDB's to find.
        return RelationReader.Read(path, options, execution);
    }

    static void CheckKinds(List<ReadColumns> inputs)
    {
        var filled = inputs.Where(input => input.Blocks.Any(block => block.Count > 0)).ToList();
        foreach (var input in filled.Skip(1))
        {
            var (first, other) = (FirstBlock(filled[0]), FirstBlock(input));
            if (first.Sources.Kind == other.Sources.Kind && first.Targets.Kind == other.Targets.Kind) continue;
            throw new TableFormatException(
                input.File.Path, $"expected {Words(first)} as in {filled[0].File.Path}, found {Words(other)}. Read both as text, or each on its own.");
        }
    }

    static EdgeBlock FirstBlock(ReadColumns input) => input.Blocks.First(block => block.Count > 0);

    static string Words(EdgeBlock block) => (block.Sources.Kind, block.Targets.Kind) switch
    {
        (IdKind.Integer, IdKind.Integer) => "integer ids",
        (IdKind.Text, IdKind.Text) => "text ids",
        (IdKind.Integer, _) => "integer and text ids",
        _ => "text and integer ids",
    };

    static string[] Sentences(IReadOnlyList<(string First, string Second)> samples, bool reverse) =>
        [.. samples.Select(row => reverse ? $"{row.Second} follows {row.First}" : $"{row.First} follows {row.Second}")];
}
