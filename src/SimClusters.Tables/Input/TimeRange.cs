namespace SimClusters.Tables.Input;

/// <summary>The times that a calendar has: beyond them a unit was mistaken.</summary>
static class TimeRange
{
    /// <summary>The largest of some times; the least there is of none.</summary>
    internal static long Newest(ReadOnlySpan<long> timesMs)
    {
        var newest = long.MinValue;
        foreach (var time in timesMs) newest = Math.Max(newest, time);
        return newest;
    }

    /// <summary>The newest time of an input, checked.</summary>
    /// <exception cref="TableFormatException">No calendar has it.</exception>
    internal static DateTimeOffset Checked(string input, long newestMs) =>
        newestMs < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || newestMs > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? throw new TableFormatException(input, $"expected times of the years 1 to 9999, found {newestMs:N0} milliseconds since 1970; say how times are written (--time-format).")
            : DateTimeOffset.FromUnixTimeMilliseconds(newestMs);
}
