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
}

/// <summary>Which items' events count, by key, and why those of others do not.</summary>
/// <remarks>Memory: 1 byte a key. What speaks against an item first stands.</remarks>
sealed class ItemGate : IDisposable
{
    const int BlockSize = 65_536;

    internal const int VerdictCount = (int)ItemVerdict.Denied + 1;

    internal ItemGate(int keyCount) => Verdicts = new(keyCount);

    internal NativeArray<byte> Verdicts { get; }

    /// <summary>Leaves out what fails a test; any key may be asked about, from any thread.</summary>
    internal void Refuse(ItemVerdict verdict, Func<int, bool> isRefused, Execution execution) => ParallelRows.Run(
        (int)Verdicts.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var key = first; key < end; key++)
                if (Verdicts[key] == 0 && isRefused(key)) Verdicts[key] = (byte)verdict;
        });

    /// <summary>Leaves out items made before a time, and those of whom that is not known.</summary>
    /// <exception cref="ArgumentException">Creation times are not known at all; or ids that are strings have no time in them.</exception>
    internal void RefuseByAge(EventKeys items, ItemAgeSource source, ItemFacts? facts, long startMs, Execution execution)
    {
        if (source == ItemAgeSource.Snowflake)
        {
            if (items.Kind != IdKind.Integer) throw new ArgumentException("The age of an item cannot be read off an id that is a string: created_at is needed.");
            RefuseByTime(key => SnowflakeTime.Of(items.IntegerAt(key)));
            return;
        }

        var created = facts?.CreatedMs ?? throw new ArgumentException("Items are limited by age, and when they were made is not known: created_at is needed.", nameof(facts));
        using var rows = items.RowsIn(facts.Ids);
        RefuseByTime(key => rows[key] < 0 ? ItemFacts.UnknownTime : created[rows[key]]);

        void RefuseByTime(Func<int, long> createdMs)
        {
            ParallelRows.Run((int)Verdicts.Length, BlockSize, execution.WithoutProgress(), (_, first, end) =>
            {
                for (var key = first; key < end; key++)
                {
                    if (Verdicts[key] != 0 || createdMs(key) is var time && time >= startMs) continue;
                    Verdicts[key] = (byte)(time == ItemFacts.UnknownTime ? ItemVerdict.OfUnknownAge : ItemVerdict.TooOld);
                }
            });
        }
    }

    public void Dispose() => Verdicts.Dispose();
}
