using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SimClusters.Events;

/// <summary>One thread's look at pieces of a log: which of their events a request is about.</summary>
/// <remarks>
/// Three sieves: kinds, times, items; where few items count, items before times, and between the two the users that are asked about. The first takes 32 events at a glance, a bit each. Where most are left, the others do the same, and all of the log
/// is read in its order. Where few are, the places of those are written down, and only their times and items are read: one sieve after the other, without a branch, so that many reads are under way.
/// </remarks>
sealed unsafe class EventScan(EventLog log, PairRequest request, PairTolls tolls)
{
    const int GroupSize = 32;

    // Of one in so many events that are left, all of the log is read.
    const int DenseShare = 4;

    /// <summary>Events ahead at which one that is looked at alone is asked for.</summary>
    internal const int Distance = 24;

    readonly int[] _places = new int[EventPiece.MaxRows];
    readonly uint[] _groups = new uint[EventPiece.MaxRows / GroupSize];
    readonly int _kinds = (int)request.Kinds;
    readonly (long Start, long Now) _times = (request.StartMs, request.NowMs);
    readonly byte* _verdicts = request.Gate is { } gate ? gate.Verdicts.Pointer : null;
    readonly ItemVerdict? _onlyVerdict = request.Gate?.Only;
    readonly int* _marks = request.Gate is { } gate ? (int*)gate.Marks.Pointer : null;
    readonly UserSlices? _slices = request.Slices;
    readonly (int Item, int User) _base = (log.Items.Base, log.Users.Base);
    readonly Vector256<byte> _isMember = Vector256.Create([.. Enumerable.Range(0, 32).Select(kind => (byte)(((int)request.Kinds >> (kind & 15) & 1) == 0 ? 0 : 0xFF))]);

    internal PairTolls Tolls { get; } = tolls;

    /// <summary>Whether the last piece had so few events that count that what else is read of them is better asked for.</summary>
    internal bool IsSparse { get; private set; }

    bool HasGateAfterTimes => _marks != null && !request.IsOfFewItems;

    /// <summary>The places in the block of the piece's events that count, ascending, until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ReadOnlySpan<int> Of(EventPiece piece)
    {
        var block = log.Blocks[piece.Block];
        fixed (int* places = _places, items = log.Items.In(block.Items), users = log.Users.In(block.Users))
        fixed (uint* groups = _groups)
        {
            var kinds = (byte*)block.Kinds.Pointer;
            var times = block.TimesMs.Pointer;
            int at = piece.First, done = 0, count = 0;
            if (Avx2.IsSupported)
            {
                var groupCount = (piece.End - piece.First) / GroupSize;
                var left = OfKinds(kinds + at, groups, groupCount);
                if (request.IsOfFewItems) left = OfFewItems(items + at, groups, groupCount);
                var isDense = _slices is null && left * DenseShare >= groupCount * GroupSize;
                if (isDense) OfTimes(times + at, groups, groupCount);
                if (isDense && HasGateAfterTimes) OfItems(items + at, groups, groupCount);
                count = Written(groups, groupCount, at, places);
                at += groupCount * GroupSize;
                done = isDense ? count : 0;
            }

            for (; at < piece.End; at++)
            {
                places[count] = at;
                var isOfKind = _kinds >> kinds[at] & 1;
                var counts = isOfKind & (request.IsOfFewItems ? Mark(items[at]) : 1);
                Tolls.OtherKinds += 1 - isOfKind;
                Tolls.FewEvents += isOfKind - counts;
                count += counts;
            }

            if (_slices is not null) count = OfSlices(_slices, items, users, places, count);
            count = done + OfTimes(times, places + done, count - done);
            if (HasGateAfterTimes) count = done + OfItems(items, places + done, count - done);
            IsSparse = count * DenseShare < piece.End - piece.First;
            return _places.AsSpan(0, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int OfKinds(byte* kinds, uint* groups, int groupCount)
    {
        var (isMember, left) = (_isMember, 0);
        for (var group = 0; group < groupCount; group++)
        {
            groups[group] = Avx2.Shuffle(isMember, Vector256.Load(kinds + group * GroupSize)).ExtractMostSignificantBits();
            left += BitOperations.PopCount(groups[group]);
        }

        Tolls.OtherKinds += groupCount * GroupSize - left;
        return left;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int OfFewItems(int* items, uint* groups, int groupCount)
    {
        int before = 0, left = 0;
        for (var group = 0; group < groupCount; group++)
        {
            before += BitOperations.PopCount(groups[group]);
            groups[group] &= Marks(items + group * GroupSize);
            left += BitOperations.PopCount(groups[group]);
        }

        Tolls.FewEvents += before - left;
        return left;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void OfTimes(long* times, uint* groups, int groupCount)
    {
        var (starts, nows) = (Vector512.Create(_times.Start), Vector512.Create(_times.Now));
        for (var group = 0; group < groupCount; group++, times += GroupSize)
        {
            uint early = 0, late = 0, before = 0;
            for (var at = 0; at < GroupSize; at += Vector512<long>.Count)
            {
                var some = Vector512.Load(times + at);
                early |= (uint)Vector512.LessThan(some, starts).ExtractMostSignificantBits() << at;
                late |= (uint)Vector512.GreaterThan(some, nows).ExtractMostSignificantBits() << at;
                before |= (uint)some.ExtractMostSignificantBits() << at;
            }

            var all = groups[group];
            Tolls.BeforeEpoch += BitOperations.PopCount(all & before);
            Tolls.AfterNow += BitOperations.PopCount(all & late & ~before);
            Tolls.OutOfWindow += BitOperations.PopCount(all & early & ~(before | late));
            groups[group] = all & ~(early | late | before);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void OfItems(int* items, uint* groups, int groupCount)
    {
        for (var group = 0; group < groupCount; group++, items += GroupSize)
        {
            var left = groups[group] & Marks(items);
            var failed = groups[group] & ~left;
            groups[group] = left;
            if (_onlyVerdict is { } only) Tolls.ByVerdict[(int)only] += BitOperations.PopCount(failed);
            else for (; failed != 0; failed &= failed - 1) Tolls.ByVerdict[_verdicts[items[BitOperations.TrailingZeroCount(failed)] - _base.Item]]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Written(uint* groups, int groupCount, int first, int* places)
    {
        var count = 0;
        for (var group = 0; group < groupCount; group++)
            for (var bits = groups[group]; bits != 0; bits &= bits - 1) places[count++] = first + group * GroupSize + BitOperations.TrailingZeroCount(bits);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int OfSlices(UserSlices slices, int* items, int* users, int* places, int count)
    {
        var ((itemBase, userBase), kept) = (_base, 0);
        for (var i = 0; i < count; i++)
        {
            if (Sse.IsSupported && i + Distance < count) Sse.Prefetch0(users + places[i + Distance]);
            var place = places[i];
            places[kept] = place;
            kept += slices.Has(items[place] - itemBase, users[place] - userBase) ? 1 : 0;
        }

        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int OfTimes(long* times, int* places, int count)
    {
        var (start, now) = _times;
        int kept = 0, before = 0, late = 0;
        for (var i = 0; i < count; i++)
        {
            if (Sse.IsSupported && i + Distance < count) Sse.Prefetch0(times + places[i + Distance]);
            var place = places[i];
            var time = times[place];
            places[kept] = place;
            kept += time >= start && time <= now ? 1 : 0;
            before += time < 0 ? 1 : 0;
            late += time >= 0 && time > now ? 1 : 0;
        }

        Tolls.BeforeEpoch += before;
        Tolls.AfterNow += late;
        Tolls.OutOfWindow += count - kept - before - late;
        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int OfItems(int* items, int* places, int count)
    {
        var (verdicts, itemBase, kept) = ((nint)_verdicts, _base.Item, 0);
        fixed (long* counts = Tolls.ByVerdict)
        {
            for (var i = 0; i < count; i++)
            {
                if (Sse.IsSupported && i + Distance < count) Sse.Prefetch0(items + places[i + Distance]);
                var place = places[i];
                var verdict = ((byte*)verdicts)[items[place] - itemBase];
                counts[verdict]++;
                places[kept] = place;
                kept += verdict == 0 ? 1 : 0;
            }
        }

        return kept;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int Mark(int item) => _marks[(item - _base.Item) >> 5] >> (item - _base.Item) & 1;

    // Of 32 items, a bit each.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    uint Marks(int* items)
    {
        var marks = 0u;
        for (var at = 0; at < GroupSize; at += Vector256<int>.Count)
        {
            var keys = Vector256.Load(items + at) - Vector256.Create(_base.Item);
            var words = Avx2.GatherVector256(_marks, Vector256.ShiftRightLogical(keys, 5), sizeof(int));
            marks |= Avx2.ShiftLeftLogicalVariable(words, (~keys & Vector256.Create(31)).AsUInt32()).ExtractMostSignificantBits() << at;
        }

        return marks;
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
