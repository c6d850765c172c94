using System.Numerics;
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

    internal ItemGate(int keyCount)
    {
        Verdicts = new(keyCount);
        Marks = new(keyCount / 32 + 1L, cleared: false);
    }

    internal NativeArray<byte> Verdicts { get; }

    /// <summary>A bit a key: whether it counts. As of the last <see cref="Mark"/>.</summary>
    internal NativeArray<uint> Marks { get; }

    /// <summary>Leaves out what fails a test; any key may be asked about, from any thread.</summary>
    internal void Refuse(ItemVerdict verdict, Func<int, bool> isRefused, Execution execution) => Judge(key => isRefused(key) ? verdict : ItemVerdict.Counts, execution);

    /// <summary>Leaves out items made before a time, and those of whom that is not known.</summary>
    /// <exception cref="ArgumentException">Creation times are not known at all; or ids that are strings have no time in them.</exception>
    internal void RefuseByAge(EventKeys items, ItemAgeSource source, KnownItems? known, long startMs, Execution execution)
    {
        if (source == ItemAgeSource.Snowflake)
        {
            if (items.Kind != IdKind.Integer) throw new ArgumentException("The age of an item cannot be read off an id that is a string: created_at is needed.");
            Judge(key => Verdict(SnowflakeTime.Of(items.IntegerAt(key)), startMs), execution);
            return;
        }

        if (known is not { HasTimes: true }) throw new ArgumentException("Items are limited by age, and when they were made is not known: created_at is needed.", nameof(known));
        Judge(key => Verdict(known.CreatedMs(key), startMs), execution);
    }

    /// <summary>What all items that do not count fail by, where that is one thing. As of the last <see cref="Mark"/>.</summary>
    internal ItemVerdict? Only { get; private set; }

    /// <summary>Sets the marks by the verdicts.</summary>
    internal void Mark(Execution execution)
    {
        var all = 0;
        ParallelRows.Run((int)Verdicts.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            var met = 0;
            for (var word = first; word < end; word += 32)
            {
                var marks = 0u;
                for (var key = word; key < Math.Min(end, word + 32); key++)
                {
                    marks |= (Verdicts[key] == 0 ? 1u : 0u) << (key - word);
                    met |= 1 << Verdicts[key];
                }

                Marks[word / 32] = marks;
            }

            Interlocked.Or(ref all, met);
        });
        var refused = (uint)all & ~1u;
        Only = BitOperations.IsPow2(refused) ? (ItemVerdict)BitOperations.Log2(refused) : null;
    }

    public void Dispose()
    {
        Verdicts.Dispose();
        Marks.Dispose();
    }

    static ItemVerdict Verdict(long createdMs, long startMs) =>
        createdMs == ItemFacts.UnknownTime ? ItemVerdict.OfUnknownAge : createdMs < startMs ? ItemVerdict.TooOld : ItemVerdict.Counts;

    void Judge(Func<int, ItemVerdict> verdictOf, Execution execution) => ParallelRows.Run(
        (int)Verdicts.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var key = first; key < end; key++)
                if (Verdicts[key] == 0) Verdicts[key] = (byte)verdictOf(key);
        });
}
