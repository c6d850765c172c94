using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>The edges of one bucket, in order: author and weights. 20 bytes each.</summary>
sealed unsafe class EdgeRun : IDisposable
{
    NativeArray<int> _authors = new(0);
    NativeArray<Vector128<float>> _weights = new(0);

    internal int Count { get; private set; }

    /// <summary>Empties the run, and makes room.</summary>
    internal void Begin(int maxCount)
    {
        Count = 0;
        if (_authors.Length >= maxCount) return;
        var length = Math.Max(maxCount, 2 * _authors.Length);
        Dispose();
        (_authors, _weights) = (new(length, cleared: false), new(length, cleared: false));
    }

    /// <summary>One edge; there must be room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int author, Vector128<float> weights)
    {
        Debug.Assert(Count < _authors.Length);
        _authors.Pointer[Count] = author;
        _weights.Pointer[Count++] = weights;
    }

    /// <summary>Copies the edges to where they stay, the weights to an array a half-life.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void CopyTo(NativeArray<int> authors, NativeArray<float>[] weights, long start)
    {
        _authors.Slice(0, Count).CopyTo(authors.Slice(start, Count));
        for (var h = 0; h < weights.Length; h++)
        {
            var lane = weights[h].Slice(start, Count);
            var from = (float*)_weights.Pointer + h;
            for (var i = 0; i < lane.Length; i++) lane[i] = from[(long)i * HalfLifeDecays.LaneCount];
        }
    }

    public void Dispose()
    {
        _authors.Dispose();
        _weights.Dispose();
    }
}
