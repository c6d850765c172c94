using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SimClusters.Events;

/// <summary>One thread's look at pieces of a log: which of their events a request is about.</summary>
/// <remarks>
/// Three sieves, each over what the one before has left: kinds, sixteen or more at a glance, so that a signal of a few events in a hundred costs little more than its own; times; items.
/// Each writes the place of every event and moves on where it stays: what is left is no branch.
/// </remarks>
sealed unsafe class EventScan(EventLog log, PairRequest request, PairTolls tolls)
{
    readonly int[] _places = new int[EventPiece.MaxRows];
    readonly int _kinds = (int)request.Kinds;
    readonly Vector128<byte> _isMember = Vector128.Create([.. Enumerable.Range(0, 16).Select(kind => (byte)(((int)request.Kinds >> kind & 1) == 0 ? 0 : 0xFF))]);

    /// <summary>The places in the block of the piece's events that count, ascending, until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ReadOnlySpan<int> Of(EventPiece piece)
    {
        var block = log.Blocks[piece.Block];
        fixed (int* places = _places, items = log.Items.In(block.Items))
        {
            var count = OfKinds((byte*)block.Kinds.Pointer, piece.First, piece.End, places);
            tolls.OtherKinds += piece.End - piece.First - count;
            if (request.IsOfFewItems) count = OfItems(items, places, count);
            count = OfTimes(block.TimesMs.Pointer, places, count);
            if (request is { IsOfFewItems: false, Gate: not null }) count = OfItems(items, places, count);
            return _places.AsSpan(0, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int OfKinds(byte* kinds, int first, int end, int* places)
    {
        var count = 0;
        var at = first;
        if (Avx2.IsSupported)
        {
            var table = Vector256.Create(_isMember, _isMember);
            for (; at + 32 <= end; at += 32)
            {
                for (var bits = Avx2.Shuffle(table, Vector256.Load(kinds + at)).ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
                    places[count++] = at + BitOperations.TrailingZeroCount(bits);
            }
        }

        for (; at < end; at++)
        {
            places[count] = at;
            count += _kinds >> kinds[at] & 1;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int OfTimes(long* times, int* places, int count)
    {
        var (start, now) = (request.StartMs, request.NowMs);
        int kept = 0, before = 0, after = 0;
        for (var i = 0; i < count; i++)
        {
            var place = places[i];
            var time = times[place];
            places[kept] = place;
            kept += time >= start && time <= now ? 1 : 0;
            before += time < 0 ? 1 : 0;
            after += time > now ? 1 : 0;
        }

        tolls.BeforeEpoch += before;
        tolls.AfterNow += after;
        tolls.OutOfWindow += count - kept - before - after;
        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int OfItems(int* items, int* places, int count)
    {
        var verdicts = request.Gate!.Verdicts.Pointer;
        var itemBase = log.Items.Base;
        var kept = 0;
        fixed (long* counts = tolls.ByVerdict)
        {
            for (var i = 0; i < count; i++)
            {
                var place = places[i];
                var verdict = verdicts[items[place] - itemBase];
                counts[verdict]++;
                places[kept] = place;
                kept += verdict == 0 ? 1 : 0;
            }
        }

        return kept;
    }
}

/// <summary>Some rows of one block.</summary>
readonly record struct EventPiece(int Block, int First, int End)
{
    internal const int MaxRows = 16_384;

    internal static EventPiece[] Of(EventLog log) =>
    [
        .. Enumerable.Range(0, log.Blocks.Count).SelectMany(block => Enumerable.Range(0, (log.Blocks[block].Count + MaxRows - 1) / MaxRows)
            .Select(piece => new EventPiece(block, piece * MaxRows, Math.Min(log.Blocks[block].Count, (piece + 1) * MaxRows)))),
    ];
}
