using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>How a graph is written.</summary>
public enum GraphFormat
{
    /// <summary>METIS when the first line that is no comment has two or three integers <c>N E [1]</c> and exactly N lines follow, else an edge list.</summary>
    Auto,

    /// <summary>METIS text: a header, then one line a vertex with its neighbours from 1 on.</summary>
    Metis,

    /// <summary>One edge a row, with or without a weight, in any form that follows may have.</summary>
    Edges,
}

/// <summary>A graph as it was read.</summary>
/// <param name="Graph">Undirected; of METIS text all N vertices, of an edge list those with an edge.</param>
/// <param name="IsMetis">Whether it was METIS text, whose answers are written one line a vertex.</param>
/// <param name="File">What the manifest says of it; of METIS text the rows are the vertices.</param>
public sealed record GraphTable(UndirectedGraph Graph, bool IsMetis, InputFile File) : IDisposable
{
    public void Dispose() => Graph.Dispose();
}

/// <summary>Reads an undirected graph for community detection.</summary>
/// <remarks>Always strict: a graph with a row less is another graph.</remarks>
public static class GraphSource
{
    /// <param name="input">A path or a <c>SELECT</c>.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">A row is no edge, a weight is negative or no number, or there is no edge.</exception>
    public static GraphTable Read(string input, GraphFormat format, Execution execution)
    {
        var header = format == GraphFormat.Edges || InputPaths.IsQuery(input) || !File.Exists(input) || Relation.IsParquet(input)
            ? null : MetisHeader.Of(input, isCertain: format == GraphFormat.Metis);
        if (header is not null) return MetisReader.Read(input, header, execution);

        using var table = FollowSource.Read(new() { Inputs = [input], Weighted = true, Strict = true }, execution);
        var graph = UndirectedGraphBuilder.Build(table.Columns, execution);
        if (graph.EdgeCount > 0) return new(graph, IsMetis: false, table.Files[0]);
        graph.Dispose();
        throw new TableFormatException(input, $"expected at least one edge, found {table.RowCount:N0} rows, all of them loops.");
    }
}
