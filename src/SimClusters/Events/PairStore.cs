using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>One pair that stands: who, and since when.</summary>
readonly record struct ItemPair(int User, long TimeMs);

/// <summary>One thread's growing store of pairs: what belongs to one item lies together.</summary>
/// <remarks>Memory: 16 bytes a pair.</remarks>
sealed unsafe class PairStore : IDisposable
{
    const int SlabCount = 1 << 18;

    readonly List<NativeArray<ItemPair>> _slabs = [];
    ItemPair* _free;
    long _left;

    /// <summary>Room for so many pairs of one item; what is not kept is given to the next.</summary>
    internal ItemPair* Reserve(int count)
    {
        if (count > _left)
        {
            var slab = new NativeArray<ItemPair>(Math.Max(SlabCount, count), cleared: false);
            _slabs.Add(slab);
            _free = slab.Pointer;
            _left = slab.Length;
        }

        return _free;
    }

    internal void Keep(int count)
    {
        _free += count;
        _left -= count;
    }

    public void Dispose()
    {
        foreach (var slab in _slabs) slab.Dispose();
    }
}
