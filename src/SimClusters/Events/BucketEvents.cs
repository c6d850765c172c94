using System.Runtime.CompilerServices;

namespace SimClusters.Events;

/// <summary>What the sorted words of a bucket stand for: implemented by structs, so that each way compiles to its own loop.</summary>
interface IBucketEvents
{
    int User(ulong word);

    int Item(ulong word);

    EventRecord Record(ulong word);
}

/// <summary>Words that are events themselves.</summary>
readonly struct WordEvents(EventWords words, BucketLayout layout, int bucket) : IBucketEvents
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int User(ulong word) => words.User(word);

    public int Item(ulong word) => layout.ItemOf(bucket, words.LowItem(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EventRecord Record(ulong word) => new(0, words.User(word), EventRecord.Stamped(words.TimeMs(word), words.Kind(word), words.IsUndo(word)));
}

/// <summary>Words whose low bits are the places of events.</summary>
readonly unsafe struct PlacedEvents(EventRecord* events, ulong placeMask) : IBucketEvents
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int User(ulong word) => events[word & placeMask].User;

    public int Item(ulong word) => events[word & placeMask].Item;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EventRecord Record(ulong word) => events[word & placeMask];
}
