using System.Numerics;
using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Distinct integers in the order of their first appearance: open addressing, linear probing.</summary>
/// <remarks>Memory: 8 bytes an integer and 4 bytes a slot, between one half and one quarter of the slots taken.</remarks>
sealed class IntegerSet : IDisposable
{
    NativeArray<int> _slots = Empty(1 << 10);
    NativeArray<long> _ids = new(1 << 9, cleared: false);

    internal int Count { get; private set; }

    internal long this[int index] => _ids[index];

    /// <summary>The index of an id, which is added when it is new.</summary>
    internal int IndexOf(long id, ulong hash)
    {
        var mask = _slots.Length - 1;
        for (var slot = (long)hash & mask; ; slot = (slot + 1) & mask)
        {
            var index = _slots[slot] - 1;
            if (index < 0) return Add(id, slot);
            if (_ids[index] == id) return index;
        }
    }

    int Add(long id, long slot)
    {
        if (Count == _ids.Length)
        {
            Grow();
            return IndexOf(id, HashShares.Mix((ulong)id));
        }

        _ids[Count] = id;
        _slots[slot] = ++Count;
        return Count - 1;
    }

    void Grow()
    {
        var ids = new NativeArray<long>(_ids.Length * 2, cleared: false);
        _ids.AsSpan().CopyTo(ids.AsSpan());
        _ids.Dispose();
        _ids = ids;

        var slotCount = _slots.Length * 2;
        _slots.Dispose();
        _slots = Empty(slotCount);
        for (var index = 0; index < Count; index++)
        {
            var slot = (long)HashShares.Mix((ulong)ids[index]) & (slotCount - 1);
            while (_slots[slot] != 0) slot = (slot + 1) & (slotCount - 1);
            _slots[slot] = index + 1;
        }
    }

    // A slot holds an index plus one, so that zero is free.
    static NativeArray<int> Empty(long slotCount)
    {
        System.Diagnostics.Debug.Assert(BitOperations.IsPow2(slotCount));
        return new(slotCount);
    }

    public void Dispose()
    {
        _slots.Dispose();
        _ids.Dispose();
    }
}
