using System.Runtime.InteropServices;
using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Gathers the events that one thread reads, in blocks, as far as anybody asks for them, and counts the others.</summary>
/// <param name="layout">What the ids are.</param>
/// <param name="kinds">The kinds that are kept.</param>
/// <param name="startMs">The first time that is kept.</param>
/// <param name="nowMs">The last time that is kept.</param>
sealed class EventRows(EventLayout layout, EventKinds kinds, long startMs, long nowMs)
{
    const int RowsPerBlock = 1 << 16, MaxBlockText = 1 << 28;

    readonly List<EventBlock> _blocks = [];
    readonly List<EventKind> _kinds = [];
    readonly List<long> _timesMs = [];
    readonly long[] _kept = new long[EventKindNames.All.Count];
    readonly long[] _unwanted = new long[EventKindNames.All.Count];

    internal IdBuffer Users { get; } = new(layout.User.Kind);

    internal IdBuffer Items { get; } = new(layout.Item.Kind);

    internal IReadOnlyList<EventBlock> Blocks => _blocks;

    internal long RowCount { get; private set; }

    internal long BadCount { get; private set; }

    internal long UnknownCount { get; private set; }

    internal long BeforeEpochCount { get; private set; }

    internal long AfterNowCount { get; private set; }

    internal long OutOfWindowCount { get; private set; }

    /// <summary>By kind.</summary>
    internal ReadOnlySpan<long> Kept => _kept;

    /// <summary>By kind.</summary>
    internal ReadOnlySpan<long> Unwanted => _unwanted;

    /// <summary>Decides about each row, counts it, and takes kind and time of those that are kept; the caller then adds their users and items.</summary>
    /// <param name="codes">By row, of <see cref="EventKindWords"/>.</param>
    /// <param name="timesMs">By row; anything where a row is not good.</param>
    /// <param name="good">By row, whether it has all values; afterwards whether it is kept.</param>
    internal void Take(ReadOnlySpan<byte> codes, ReadOnlySpan<long> timesMs, Span<bool> good)
    {
        RowCount += good.Length;
        for (var row = 0; row < good.Length; row++)
        {
            var isGood = good[row];
            good[row] = false;
            if (codes[row] == EventKindWords.Unknown) UnknownCount++;
            else if (!isGood) BadCount++;
            else if (!kinds.Has((EventKind)codes[row])) _unwanted[codes[row]]++;
            else if (timesMs[row] < 0) BeforeEpochCount++;
            else if (timesMs[row] > nowMs) AfterNowCount++;
            else if (timesMs[row] < startMs) OutOfWindowCount++;
            else
            {
                good[row] = true;
                _kept[codes[row]]++;
                _kinds.Add((EventKind)codes[row]);
                _timesMs.Add(timesMs[row]);
            }
        }
    }

    /// <summary>Makes a block when there is enough for one.</summary>
    internal void FlushFull()
    {
        if (Users.Count >= RowsPerBlock || Math.Max(Users.TextLength, Items.TextLength) > MaxBlockText) Flush();
    }

    /// <summary>Makes a block of the rest.</summary>
    internal void Flush()
    {
        if (Users.Count == 0) return;
        _blocks.Add(new(Users.Take(), Items.Take(), NativeArray<EventKind>.From(CollectionsMarshal.AsSpan(_kinds)), NativeArray<long>.From(CollectionsMarshal.AsSpan(_timesMs))));
        _kinds.Clear();
        _timesMs.Clear();
    }
}
