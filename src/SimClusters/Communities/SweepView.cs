using System.Runtime.InteropServices;

namespace SimClusters.Communities;

/// <summary>What the steps of one epoch read: the graph, the frozen assignment and the numbers of the objective.</summary>
[StructLayout(LayoutKind.Auto)]
readonly unsafe struct SweepView
{
    internal long* Offsets { get; init; }
    internal int* Keys { get; init; }

    /// <summary>Stored weights by entry; null where all are 1.</summary>
    internal float* Values { get; init; }

    /// <summary>a by vertex, unscaled.</summary>
    internal double* MeanWeights { get; init; }
    internal int* Labels { get; init; }
    internal int* Sizes { get; init; }

    /// <summary>wtCoeff times the scale of the weights.</summary>
    internal double WeightCoefficient { get; init; }

    /// <summary>The scale of the weights alone: 1 / ḡ, or 1.</summary>
    internal double Scale { get; init; }

    /// <summary>m of the acceptance rule.</summary>
    internal double Acceptance { get; init; }

    /// <summary>Key of the epoch's draws.</summary>
    internal ulong EpochKey { get; init; }
}

/// <summary>What one vertex sees of one community: the neighbours in it and their weight. 16 bytes, so never across two cache lines.</summary>
[StructLayout(LayoutKind.Sequential)]
struct CommunityCell
{
    internal double Weight;
    internal long Count;
}

/// <summary>One thread's buffers. Cells are all zero between steps.</summary>
[StructLayout(LayoutKind.Auto)]
readonly unsafe struct SweepBuffers
{
    /// <summary>By community, and one before the first for neighbours without any.</summary>
    internal CommunityCell* Cells { get; init; }

    /// <summary>Communities of the neighbours, in the order met.</summary>
    internal int* Seen { get; init; }

    /// <summary>The score of each of <see cref="Seen"/>, relative to no community.</summary>
    internal double* Scores { get; init; }
}

/// <summary>What an epoch does at one vertex. Implemented by empty structs, so that each compiles to its own loop.</summary>
unsafe interface IVertexStep
{
    /// <summary>The community the vertex should move to, <see cref="KnownFor.None"/> for out, or its present one to stay.</summary>
    static abstract int Choose(in SweepView view, in SweepBuffers buffers, int vertex, int current);
}
