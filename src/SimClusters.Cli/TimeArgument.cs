using System.CommandLine;
using System.Globalization;

namespace SimClusters.Cli;

/// <summary>The time that a run takes for now, as a person writes it.</summary>
static class TimeArgument
{
    // Numbers below it are seconds, until the year 5138; others are milliseconds.
    const long LeastMilliseconds = 100_000_000_000;

    // Local times that are read as UTC lie so far ahead.
    static readonly TimeSpan s_clockError = TimeSpan.FromHours(14);

    static readonly DateTimeOffset s_least = DateTimeOffset.MinValue, s_most = DateTimeOffset.MaxValue;

    internal static readonly Option<string?> Now = Option();

    internal static DateTimeOffset? Read(ParseResult arguments) => arguments.GetValue(Now) is { } text ? Find(text) : null;

    /// <summary>Says so where the newest event of all stands for now and is still to come: one wrong clock makes all else old.</summary>
    /// <param name="newest">What stands for now.</param>
    internal static void AdviseIfAhead(Host host, ParseResult arguments, DateTimeOffset? newest)
    {
        if (arguments.GetValue(Now) is not null || newest is not { } now || now < DateTimeOffset.UtcNow + s_clockError) return;
        host.Report.Advise($"The newest event is of {now:yyyy-MM-dd HH:mm} UTC, which is still to come, and all ages are counted to it. If that is one wrong clock, say --now.");
    }

    // Checked when the line is parsed, before anything is read.
    static Option<string?> Option()
    {
        var option = new Option<string?>("--now") { Description = "The time to which favourites decay: ISO text, or seconds or milliseconds since 1970. Default: the newest event." };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && Find(text) is null)
                result.AddError($"--now: expected a time such as 2026-01-31T12:00:00Z, or seconds or milliseconds since 1970, found '{text}'.");
        });
        return option;
    }

    static DateTimeOffset? Find(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            if (number is > -LeastMilliseconds and < LeastMilliseconds) return number >= s_least.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(number) : null;
            return number >= s_least.ToUnixTimeMilliseconds() && number <= s_most.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(number) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
    }
}
