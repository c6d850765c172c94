using ParquetSharp;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Columns;

/// <summary>The distinct ids of any column of a table, in whatever order they stand there, as an index.</summary>
/// <remarks>Memory: the column while it is numbered. Of the first column, which is sorted, <see cref="SortedIds"/> takes less.</remarks>
static class ColumnIds
{
    /// <returns>An index that the caller disposes.</returns>
    internal static NodeIndex Read(TableReader table, string column, Execution execution)
    {
        var place = table.Schema.IndexOf(column);

        // Without rows, numbering could not tell that the ids would be strings.
        if (table.RowCount == 0 && table.IdKindOf(place) == IdKind.Text) return NodeIndex.FromText(new(1), new(0));
        var blocks = Blocks(table, place);
        try
        {
            return IdNumbering.Number(blocks, execution);
        }
        finally
        {
            foreach (var block in blocks) block.Dispose();
        }
    }

    static List<IdBlock> Blocks(TableReader table, int column)
    {
        var blocks = new List<IdBlock>();
        if (table.IdKindOf(column) == IdKind.Integer)
        {
            table.Scan<long>(column, table.AllRows, (_, values) => blocks.Add(IdBlock.FromIntegers(values)));
            return blocks;
        }

        table.Scan<ByteArray>(column, table.AllRows, (_, values) =>
        {
            var buffer = new IdBuffer(IdKind.Text);
            foreach (var text in values) buffer.Add(Axis.Bytes(text));
            blocks.Add(buffer.Take());
        });
        return blocks;
    }
}
