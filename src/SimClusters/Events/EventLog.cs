using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>A log whose users and items have keys: several passes may be made over it.</summary>
sealed class EventLog : IDisposable
{
    readonly EventColumns _columns;

    /// <param name="columns">Owned from here on.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">A column has integers in some blocks and strings in others.</exception>
    internal EventLog(EventColumns columns, Execution execution)
    {
        _columns = columns;
        Users = EventKeys.Of([.. Blocks.Select(block => block.Users)], execution);
        Items = EventKeys.Of([.. Blocks.Select(block => block.Items)], execution);
    }

    internal IReadOnlyList<EventBlock> Blocks => _columns.Blocks;

    internal long RowCount => _columns.RowCount;

    internal EventKeys Users { get; }

    internal EventKeys Items { get; }

    /// <summary>The newest time, or 0 where there is none since 1970.</summary>
    internal long NewestMs(Execution execution) => Math.Max(0, LogTimes.Bounds([.. Blocks.Select(block => block.TimesMs)], execution)?.NewestMs ?? 0);

    public void Dispose()
    {
        _columns.Dispose();
        Users.Dispose();
        Items.Dispose();
    }
}
