using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Items that no index may hold.</summary>
/// <param name="Items">Owned from here on.</param>
/// <param name="File">What the manifest says of the list.</param>
/// <param name="BadRowCount">Rows without an id, left out.</param>
public sealed record DeniedItems(NodeIndex Items, InputFile File, long BadRowCount) : IDisposable
{
    public void Dispose() => Items.Dispose();
}

/// <summary>Reads a list of items, one a row, in any form DuckDB reads.</summary>
public static class DeniedItemSource
{
    /// <param name="input">A path or a <c>SELECT</c>: a column such as item, else the first.</param>
    /// <param name="items">What the ids must be: those of the events; null: what they are.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">The ids are of another kind.</exception>
    public static DeniedItems Read(string input, IdKind? items, Execution execution, long memoryLimitBytes = 1L << 30)
    {
        // A list of nothing denies nothing.
        if (!InputPaths.IsQuery(input) && File.Exists(input) && new FileInfo(input).Length == 0) return new(NodeIndex.FromIntegers(new(0)), new(input, 0, 0, HashingStream.HashOfEmpty), 0);
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = new NamedColumns(session, relation);
        var item = columns.Ids(columns.Find(null, [.. ColumnWords.Items, "id"]) ?? columns.Names[0], items, "the events");
        var pairs = PairColumns.Read(session, relation, item, item, execution);
        pairs.Columns.Dispose();
        pairs.Pairs.Dispose();
        return new(pairs.Rows, pairs.File, pairs.BadCount);
    }
}
