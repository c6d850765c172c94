using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>A weighted graph whose edges have no direction, as community detection takes it.</summary>
/// <remarks>Memory: 16 bytes an edge, both ends counted, 8 bytes a vertex, and the ids.</remarks>
public sealed class UndirectedGraph : IDisposable
{
    /// <param name="vertices">The vertices' ids; for METIS text 1 to N.</param>
    /// <param name="edges">Symmetric, weighted, without loops.</param>
    /// <param name="oneSidedCount">Edges that the input had in one direction alone.</param>
    /// <param name="loopCount">Rows from a vertex to itself, dropped.</param>
    /// <param name="duplicateCount">Rows that repeat a direction, of which the largest weight was kept.</param>
    internal UndirectedGraph(NodeIndex vertices, SparseMatrix edges, long oneSidedCount, long loopCount, long duplicateCount)
    {
        Vertices = vertices;
        Edges = edges;
        OneSidedCount = oneSidedCount;
        LoopCount = loopCount;
        DuplicateCount = duplicateCount;
    }

    public NodeIndex Vertices { get; }

    /// <summary>Vertices × vertices, symmetric: each edge is stored twice.</summary>
    public SparseMatrix Edges { get; }

    public int VertexCount => Vertices.Count;

    /// <summary>Edges, each counted once.</summary>
    public long EdgeCount => Edges.EntryCount / 2;

    /// <summary>Edges that the input had in one direction alone; in an edge list that is the rule.</summary>
    public long OneSidedCount { get; }

    public long LoopCount { get; }

    public long DuplicateCount { get; }

    public void Dispose()
    {
        Edges.Dispose();
        Vertices.Dispose();
    }
}
