using System.Runtime.CompilerServices;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>A question that each item is asked, by key. A struct, so that a pass over all items makes no calls.</summary>
interface IItemTest
{
    ItemVerdict Of(int key);
}

/// <summary>Is it made late enough, by what a table says?</summary>
readonly struct AgeTest(KnownItems known, long startMs) : IItemTest
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ItemVerdict Of(int key) => Of(known.CreatedMs(key), startMs);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ItemVerdict Of(long createdMs, long startMs) =>
        createdMs == ItemFacts.UnknownTime ? ItemVerdict.OfUnknownAge : createdMs < startMs ? ItemVerdict.TooOld : ItemVerdict.Counts;
}

/// <summary>Is it made late enough, by its id?</summary>
readonly struct SnowflakeTest(EventKeys items, long startMs) : IItemTest
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ItemVerdict Of(int key) => AgeTest.Of(SnowflakeTime.Of(items.IntegerAt(key)), startMs);
}

/// <summary>Is it known to be a video that is fit for everybody?</summary>
readonly struct VideoTest(KnownItems known) : IItemTest
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ItemVerdict Of(int key) => known.IsHealthyVideo(key) ? ItemVerdict.Counts : ItemVerdict.NoHealthyVideo;
}

/// <summary>Does the log have of it what it must?</summary>
/// <param name="has">By key.</param>
readonly unsafe struct RequiredTest(NativeArray<bool> has) : IItemTest
{
    readonly bool* _has = has.Pointer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ItemVerdict Of(int key) => _has[key] ? ItemVerdict.Counts : ItemVerdict.LacksRequired;
}

/// <summary>Is it on no list?</summary>
/// <param name="rows">By key: where on the list, or <see cref="RowMap.None"/>.</param>
readonly unsafe struct DeniedTest(NativeArray<int> rows) : IItemTest
{
    readonly int* _rows = rows.Pointer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ItemVerdict Of(int key) => _rows[key] == RowMap.None ? ItemVerdict.Counts : ItemVerdict.Denied;
}

/// <summary>Does it have enough of what it is asked about?</summary>
/// <param name="counts">By key.</param>
readonly unsafe struct EnoughTest(NativeArray<int> counts, int min) : IItemTest
{
    readonly int* _counts = counts.Pointer;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ItemVerdict Of(int key) => _counts[key] >= min ? ItemVerdict.Counts : ItemVerdict.NotAsked;
}
