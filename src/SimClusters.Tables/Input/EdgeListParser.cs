using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Reads an edge list in text to columns, on several threads.</summary>
/// <remarks>
/// Blanks, tabs or commas; lines that start with # or % are comments; with or without header; any line end; gzip.
/// Memory: one block of text a thread, and the columns. FollowReading in the benchmarks has the rates.
/// </remarks>
static class EdgeListParser
{
    /// <param name="path">The file.</param>
    /// <param name="layout">Its layout; the whole file must keep to it.</param>
    /// <param name="options">Block size, bad rows, direction and weights.</param>
    /// <param name="execution">Threads, cancellation and progress; the columns are the same at any number.</param>
    /// <exception cref="TableFormatException">Strict, and a row is bad; or the file cannot be read at all.</exception>
    internal static ReadColumns Read(string path, EdgeListLayout layout, FollowSourceOptions options, Execution execution)
    {
        var weighted = options.Weighted && layout.FieldCount == 3;
        var turned = layout.IsTurned ^ options.Reverse;
        using var text = new TextBlocks(path, options.BlockBytes, layout.DataStart);
        var reporter = new ByteProgress(text, execution);
        var blocks = new List<ParsedBlock?>();
        var gate = new Lock();

        ParallelRows.RunThreads(execution.ThreadCount, failed =>
        {
            var buffer = Array.Empty<byte>();
            var rows = new EdgeRows(layout.First, layout.Second, weighted, options.MaxBadRowsKept);
            while (!failed() && text.TryTake(ref buffer, out var block, out var length))
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                EdgeLineParser.Parse(buffer.AsSpan(0, length), layout, rows);
                var parsed = rows.Take(turned);
                lock (gate)
                {
                    while (blocks.Count <= block) blocks.Add(null);
                    blocks[block] = parsed;
                    reporter.Report();
                }
            }
        });

        var (badCount, badRows) = BadRows(path, layout.DataLine, blocks, options.MaxBadRowsKept);
        var columns = blocks.Select(block => block!.Edges).ToList();
        if (options.Strict && badCount > 0)
        {
            foreach (var column in columns) column.Dispose();
            throw badRows[0].ToException();
        }

        var rowCount = columns.Sum(block => (long)block.Count) + badCount;
        return new(columns, new(path, rowCount, text.SizeBytes, text.Hash()), badCount, badRows, layout.Names, [.. layout.Samples]);
    }

    static (long Count, List<BadRow> Rows) BadRows(string path, long firstLine, List<ParsedBlock?> blocks, int maxKept)
    {
        var rows = new List<BadRow>();
        long count = 0, before = firstLine - 1;
        foreach (var block in blocks)
        {
            foreach (var bad in block!.BadLines)
                if (rows.Count < maxKept) rows.Add(new(path, before + bad.LineInBlock, bad.Expected, bad.Found));
            count += block.BadCount;
            before += block.LineCount;
        }

        return (count, rows);
    }
}
