using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>From columns of (consumer, producer) to a follow graph in both directions.</summary>
public static class FollowGraphBuilder
{
    /// <param name="follows">
    /// Sources follow targets; ids over the whole 64-bit range, or strings, each column of its own kind. Consumed: its blocks are freed as they are read.
    /// </param>
    /// <param name="badRowCount">Rows that the reader has left out, for the report.</param>
    /// <param name="execution">Threads and cancellation; it has no count that would tell how far it is.</param>
    /// <returns>
    /// The graph without self-follows and duplicates, and how many of these there were. Only who takes part in a follow has a row;
    /// rows ascend with the id. Without any follow both sides are empty: the caller decides whether that is an error.
    /// </returns>
    /// <exception cref="ArgumentException">A column mixes integers and strings.</exception>
    /// <exception cref="OverflowException">More than 2³¹ − 1 consumers or producers.</exception>
    /// <remarks>
    /// Time: a few steps a row; see FollowReading in the benchmarks. Memory beyond the result: the columns, of which narrow integers are
    /// numbered in place. Equal rows in any order give equal bytes at any thread count.
    /// </remarks>
    public static (FollowGraph Graph, FollowGraphReport Report) Build(EdgeColumns follows, long badRowCount, Execution? execution = null)
    {
        execution ??= Execution.Default;
        ArgumentOutOfRangeException.ThrowIfNegative(badRowCount);
        var blocks = follows.Blocks;
        var rowCount = follows.RowCount;
        var selfFollowCount = 0L;
        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            Interlocked.Add(ref selfFollowCount, blocks[index].DropLoops());
        });

        var consumers = IdNumbering.Number([.. blocks.Select(block => block.Sources)], execution);
        var producers = IdNumbering.Number([.. blocks.Select(block => block.Targets)], execution);
        var (matrix, duplicateCount) = EdgeGrouping.Group(consumers.Count, producers.Count, blocks, execution);

        // The columns are gone, in many small blocks.
        NativePages.TrimBlocks();
        var graph = new FollowGraph(consumers, producers, matrix, Transpose.Of(matrix, execution));
        return (graph, new(rowCount + badRowCount, badRowCount, selfFollowCount, duplicateCount, graph.FollowCount));
    }
}
