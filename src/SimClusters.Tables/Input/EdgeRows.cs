using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>What one thread has parsed of one block of text. Used again for each block.</summary>
sealed class EdgeRows(IdKind first, IdKind second, bool weighted, int maxBadRowsKept)
{
    readonly List<float> _weights = [];
    readonly List<BadLine> _badLines = [];

    internal IdBuffer First { get; } = new(first);

    internal IdBuffer Second { get; } = new(second);

    internal bool IsWeighted { get; } = weighted;

    /// <summary>Lines of the block, comments and all.</summary>
    internal long LineCount { get; set; }

    internal long BadCount { get; private set; }

    internal void AddWeight(float weight) => _weights.Add(weight);

    internal void AddBad(string expected, ReadOnlySpan<byte> found)
    {
        BadCount++;
        if (_badLines.Count < maxBadRowsKept)
            _badLines.Add(new(LineCount, expected, System.Text.Encoding.UTF8.GetString(found[..Math.Min(found.Length, 200)])));
    }

    /// <summary>Everything as a result; this is empty afterwards.</summary>
    /// <param name="turned">Whether the second column is the source.</param>
    internal ParsedBlock Take(bool turned)
    {
        var (first, second) = (First.Take(), Second.Take());
        var weights = IsWeighted ? NativeArray<float>.From(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_weights)) : null;
        var block = new ParsedBlock(turned ? new(second, first, weights) : new(first, second, weights), LineCount, BadCount, [.. _badLines]);
        _weights.Clear();
        _badLines.Clear();
        (LineCount, BadCount) = (0, 0);
        return block;
    }
}

/// <summary>A line that is no edge; its number counts from the start of its block.</summary>
readonly record struct BadLine(long LineInBlock, string Expected, string Found);

/// <summary>One block of text as edges.</summary>
sealed record ParsedBlock(EdgeBlock Edges, long LineCount, long BadCount, BadLine[] BadLines);
