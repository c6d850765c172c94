using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>One thread of a sweep: its buffers, and the moves of the block it works on.</summary>
sealed unsafe class SweepWorker : IDisposable
{
    readonly NativeArray<CommunityCell> _cells;
    readonly NativeArray<int> _seen;
    readonly NativeArray<double> _scores;
    readonly NativeArray<long> _moves;
    int _moveCount;

    internal SweepWorker(int clusterCount, int maxDegree, int blockSize)
    {
        _cells = new(clusterCount + 1L);
        _seen = new(maxDegree + 1L);
        _scores = new(maxDegree + 1L);
        _moves = new(blockSize);
    }

    /// <summary>Draws for some vertices against the frozen state and notes the moves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Draw<TStep>(in SweepView view, int* vertices, int count)
        where TStep : struct, IVertexStep
    {
        var buffers = new SweepBuffers { Cells = _cells.Pointer + 1, Seen = _seen.Pointer, Scores = _scores.Pointer };
        var moves = _moves.Pointer;
        var moveCount = _moveCount;
        for (var i = 0; i < count; i++)
        {
            if (Sse.IsSupported) Sse.Prefetch0(view.Offsets + vertices[i]);
        }

        for (var i = 0; i < count; i++)
        {
            if (i + 2 < count) PrefetchRow(view, vertices[i + 2]);
            var vertex = vertices[i];
            if (view.Offsets[vertex] == view.Offsets[vertex + 1]) continue;
            var current = view.Labels[vertex];
            var next = TStep.Choose(view, buffers, vertex, current);
            if (next != current) moves[moveCount++] = (long)vertex << 32 | (uint)next;
        }

        _moveCount = moveCount;
    }

    /// <summary>Makes the block's moves and forgets them.</summary>
    /// <returns>How many.</returns>
    internal int ApplyTo(CommunityAssignment assignment)
    {
        for (var i = 0; i < _moveCount; i++) assignment.Move((int)(_moves[i] >> 32), (int)_moves[i]);
        var count = _moveCount;
        _moveCount = 0;
        return count;
    }

    public void Dispose()
    {
        _cells.Dispose();
        _seen.Dispose();
        _scores.Dispose();
        _moves.Dispose();
    }

    // The order is random, so no hardware guesses the next row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void PrefetchRow(in SweepView view, int vertex)
    {
        if (!Sse.IsSupported) return;
        long entry = view.Offsets[vertex], end = view.Offsets[vertex + 1];
        Sse.Prefetch0(view.Labels + vertex);
        Sse.Prefetch0(view.MeanWeights + vertex);
        for (; entry < end; entry += 16)
        {
            Sse.Prefetch0(view.Keys + entry);
            if (view.Values != null) Sse.Prefetch0(view.Values + entry);
        }
    }
}
