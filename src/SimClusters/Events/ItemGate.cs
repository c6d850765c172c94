using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>Why the events on an item do not count.</summary>
enum ItemVerdict : byte
{
    Counts,
    TooOld,
    OfUnknownAge,

    /// <summary>No event of a kind that its items must have.</summary>
    LacksRequired,
    NoHealthyVideo,
    Denied,

    /// <summary>Not among the few that are asked about.</summary>
    NotAsked,
}

/// <summary>Which items' events count, by key, and why those of others do not.</summary>
/// <remarks>Memory: 1 byte and 1 bit a key. What speaks against an item first stands.</remarks>
sealed class ItemGate : IDisposable
{
    // A whole number of words of marks, so that no two threads write to one.
    const int BlockSize = 65_536;

    internal const int VerdictCount = (int)ItemVerdict.NotAsked + 1;

    // A bit a verdict, twice: each half of a vector is looked up in its own.
    static readonly byte[] s_bits = [.. Enumerable.Range(0, 32).Select(verdict => (byte)(verdict % 16 < VerdictCount ? 1 << verdict % 16 : 0))];

    internal ItemGate(int keyCount)
    {
        Verdicts = new(keyCount);
        Marks = new(keyCount / 32 + 1L, cleared: false);
    }

    internal NativeArray<byte> Verdicts { get; }

    /// <summary>A bit a key: whether it counts. As of the last <see cref="Mark"/>.</summary>
    internal NativeArray<uint> Marks { get; }

    /// <summary>Leaves out what fails a test and has failed none before.</summary>
    internal void Judge<TTest>(TTest test, Execution execution)
        where TTest : struct, IItemTest => ParallelRows.Run((int)Verdicts.Length, BlockSize, execution.WithoutProgress(), (_, first, end) => Judge(test, first, Verdicts.Slice(first, end - first)));

    /// <summary>Leaves out items made before a time, and those of whom that is not known.</summary>
    /// <exception cref="ArgumentException">Creation times are not known at all; or ids that are strings have no time in them.</exception>
    internal void JudgeAge(EventKeys items, ItemAgeSource source, KnownItems? known, long startMs, Execution execution)
    {
        if (source == ItemAgeSource.Snowflake)
        {
            if (items.Kind != IdKind.Integer) throw new ArgumentException("The age of an item cannot be read off an id that is a string: created_at is needed.");
            Judge(new SnowflakeTest(items, startMs), execution);
            return;
        }

        if (known is not { HasTimes: true }) throw new ArgumentException("Items are limited by age, and when they were made is not known: created_at is needed.", nameof(known));
        Judge(new AgeTest(known, startMs), execution);
    }

    /// <summary>What all items that do not count fail by, where that is one thing. As of the last <see cref="Mark"/>.</summary>
    internal ItemVerdict? Only { get; private set; }

    /// <summary>Sets the marks by the verdicts.</summary>
    internal void Mark(Execution execution)
    {
        var all = 0;
        ParallelRows.Run((int)Verdicts.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
            Interlocked.Or(ref all, Marked(Verdicts.Slice(first, end - first), Marks.Slice(first / 32, (end - first + 31) / 32))));
        var refused = (uint)all & ~1u;
        Only = BitOperations.IsPow2(refused) ? (ItemVerdict)BitOperations.Log2(refused) : null;
    }

    public void Dispose()
    {
        Verdicts.Dispose();
        Marks.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Judge<TTest>(TTest test, int firstKey, Span<byte> verdicts)
        where TTest : struct, IItemTest
    {
        for (var i = 0; i < verdicts.Length; i++)
            if (verdicts[i] == 0) verdicts[i] = (byte)test.Of(firstKey + i);
    }

    // The bits of the verdicts that are met.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Marked(ReadOnlySpan<byte> verdicts, Span<uint> marks)
    {
        var (met, at) = (0, 0);
        if (Avx2.IsSupported)
        {
            var (bits, some) = (Vector256.Create(s_bits), Vector256<byte>.Zero);
            for (; at + 32 <= verdicts.Length; at += 32)
            {
                var group = Vector256.Create(verdicts[at..]);
                some |= Avx2.Shuffle(bits, group);
                marks[at / 32] = Vector256.Equals(group, Vector256<byte>.Zero).ExtractMostSignificantBits();
            }

            for (var i = 0; i < 32; i++) met |= some[i];
        }

        for (; at < verdicts.Length; at++)
        {
            if (at % 32 == 0) marks[at / 32] = 0;
            marks[at / 32] |= (verdicts[at] == 0 ? 1u : 0u) << at % 32;
            met |= 1 << verdicts[at];
        }

        return met;
    }
}
