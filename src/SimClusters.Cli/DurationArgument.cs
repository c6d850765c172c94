using System.Globalization;

namespace SimClusters.Cli;

/// <summary>A span of time as a person writes it: a number and m, h or d; days where no unit is named.</summary>
static class DurationArgument
{
    const string Form = "expected a span of time such as 30m, 8h or 14d (a plain number is days)";

    /// <exception cref="ArgumentException">The text is no span of time above 0.</exception>
    internal static TimeSpan Parse(string option, string text) => Find(text) ?? throw new ArgumentException($"{option}: {Form}; found '{text}'.");

    /// <summary>As the other, but <c>none</c> is no span: nothing decays, nothing is too old.</summary>
    internal static TimeSpan? ParseOrNone(string option, string text) => text.Equals("none", StringComparison.OrdinalIgnoreCase) ? null
        : Find(text) ?? throw new ArgumentException($"{option}: {Form}, or none; found '{text}'.");

    /// <summary>"8 h", "14 d".</summary>
    internal static string InWords(TimeSpan? span) => span switch
    {
        null => "none",
        { TotalDays: >= 2 } days => $"{days.TotalDays:0.##} d",
        { TotalHours: >= 1 } hours => $"{hours.TotalHours:0.##} h",
        { } minutes => $"{minutes.TotalMinutes:0.##} min",
    };

    /// <summary>As it is typed: "8h", "14d"; what comes out of reading it is the same span.</summary>
    internal static string AsTyped(TimeSpan? span)
    {
        var text = InWords(span).Replace(" min", "m", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return span is { } exact && Find(text) != exact ? string.Create(CultureInfo.InvariantCulture, $"{exact.TotalMinutes:R}m") : text;
    }

    static TimeSpan? Find(string text)
    {
        var unit = text.Length > 0 ? char.ToLowerInvariant(text[^1]) : ' ';
        var (digits, minutes) = unit switch { 'm' => (text[..^1], 1.0), 'h' => (text[..^1], 60.0), 'd' => (text[..^1], 1_440.0), _ => (text, 1_440.0) };
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && number * minutes < TimeSpan.MaxValue.TotalMinutes
            ? TimeSpan.FromMinutes(number * minutes)
            : null;
    }
}
