using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimClusters.Events;

/// <summary>An event of a bucket in one word, where all of it fits: item, user, time since the window began, and kind, from the top down; of one instant, what takes back comes last.</summary>
/// <remarks>A window of a day, a million users and a thousand items a bucket take 58 bits. Half the memory of an <see cref="EventRecord"/>, and sorted as it is.</remarks>
readonly unsafe struct EventWords
{
    readonly BucketLayout _layout;
    readonly long _startMs;
    readonly int _kindBits;
    readonly int _undoFrom;
    readonly ulong _codes;
    readonly ulong _kinds;

    internal EventWords(PairRequest request, BucketLayout layout)
    {
        (_layout, _startMs) = (layout, request.StartMs);
        EventKind[] kinds = [.. Enum.GetValues<EventKind>().Where(kind => request.Kinds.Has(kind)).OrderBy(kind => request.Options.Undoing.Has(kind)).ThenBy(kind => kind)];
        _undoFrom = kinds.Count(kind => !request.Options.Undoing.Has(kind));
        for (var code = 0; code < kinds.Length; code++)
        {
            // Four bits a kind, and four a code.
            _codes |= (ulong)code << (4 * (int)kinds[code]);
            _kinds |= (ulong)kinds[code] << (4 * code);
        }

        _kindBits = BitOperations.Log2((uint)kinds.Length) + 1;
        UserShift = BitOperations.Log2((ulong)Math.Max(0, request.NowMs - _startMs)) + 1 + _kindBits;
        ItemShift = UserShift + layout.UserBits;
    }

    /// <summary>Whether an event fits.</summary>
    internal bool Fits => ItemShift < 64 && EndBit <= 64;

    /// <summary>Below the user.</summary>
    internal int UserShift { get; }

    /// <summary>Below the item.</summary>
    internal int ItemShift { get; }

    /// <summary>Above the item.</summary>
    internal int EndBit => ItemShift + _layout.LowItemBits;

    /// <param name="lowItem">What names the item in its bucket.</param>
    /// <param name="user">Its key.</param>
    /// <param name="timeMs">Within the window.</param>
    /// <param name="kind">One that the request reads.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Of(int lowItem, int user, long timeMs, EventKind kind) =>
        ((ulong)(uint)lowItem << ItemShift) | ((ulong)(uint)user << UserShift) | ((ulong)(timeMs - _startMs) << _kindBits) | (_codes >> (4 * (int)kind) & 15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int LowItem(ulong word) => (int)(word >> ItemShift);

    /// <summary>Item and user as one number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Pair(ulong word) => word >> UserShift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int User(ulong word) => (int)(word >> UserShift & ((1UL << _layout.UserBits) - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long TimeMs(ulong word) => _startMs + (long)((word & ((1UL << UserShift) - 1)) >> _kindBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsUndo(ulong word) => Code(word) >= _undoFrom;

    internal EventKind Kind(ulong word) => (EventKind)(_kinds >> (4 * Code(word)) & 15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Code(ulong word) => (int)(word & ((1UL << _kindBits) - 1));
}
