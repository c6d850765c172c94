using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>A table of edges as it was read, in blocks that a builder frees as it consumes them.</summary>
/// <remarks>Rows may come in any order and number of blocks: what is built from them is the same.</remarks>
/// <param name="blocks">The table's rows; owned from here on.</param>
public sealed class EdgeColumns(IReadOnlyList<EdgeBlock> blocks) : IDisposable
{
    public IReadOnlyList<EdgeBlock> Blocks { get; } = blocks;

    public long RowCount => Blocks.Sum(block => (long)block.Count);

    /// <summary>A table of integer ids, for tests and small inputs.</summary>
    public static EdgeColumns Of(params (long Source, long Target)[] edges) => new(
    [
        new(IdBlock.FromIntegers([.. edges.Select(edge => edge.Source)]), IdBlock.FromIntegers([.. edges.Select(edge => edge.Target)]), weights: null),
    ]);

    public void Dispose()
    {
        foreach (var block in Blocks) block.Dispose();
    }
}

/// <summary>Some thousands of edges: two ids each, and a weight each unless all are 1.</summary>
/// <remarks>Of a follow, the source is the consumer and the target the producer.</remarks>
public sealed class EdgeBlock : IDisposable
{
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public EdgeBlock(IdBlock sources, IdBlock targets, NativeArray<float>? weights)
    {
        if (sources.Count != targets.Count || (weights is not null && weights.Length != sources.Count))
            throw new ArgumentException($"{sources.Count:N0} sources, {targets.Count:N0} targets and {weights?.Length ?? sources.Count:N0} weights.", nameof(targets));
        Sources = sources;
        Targets = targets;
        Weights = weights;
    }

    public IdBlock Sources { get; }

    public IdBlock Targets { get; }

    /// <summary>Finite weights ≥ 0, or null when all are 1.</summary>
    public NativeArray<float>? Weights { get; }

    public int Count => Sources.Count;

    /// <summary>Drops the edges from an id to itself, and says how many.</summary>
    internal int DropLoops()
    {
        var loops = new List<int>();
        if (Sources.IsNarrow && Targets.IsNarrow)
        {
            var sources = Sources.Narrow;
            var targets = Targets.Narrow;
            for (var i = 0; i < sources.Length; i++)
                if (sources[i] == targets[i]) loops.Add(i);
        }
        else
        {
            for (var i = 0; i < Count; i++)
                if (Sources.SameAt(i, Targets)) loops.Add(i);
        }

        if (loops.Count == 0) return 0;
        var indices = loops.ToArray();
        DropWeights(indices);
        Sources.Drop(indices);
        Targets.Drop(indices);
        return indices.Length;
    }

    void DropWeights(ReadOnlySpan<int> indices)
    {
        if (Weights is null) return;
        for (int i = 0, kept = 0; i < Count; i++)
        {
            if (indices.Length > 0 && indices[0] == i) indices = indices[1..];
            else Weights[kept++] = Weights[i];
        }
    }

    public void Dispose()
    {
        Sources.Dispose();
        Targets.Dispose();
        Weights?.Dispose();
    }
}
