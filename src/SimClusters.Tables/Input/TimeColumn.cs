using System.Globalization;

namespace SimClusters.Tables.Input;

/// <summary>A column of times: how it is written, and what to select for milliseconds since 1970.</summary>
/// <param name="Name">As the relation has it.</param>
/// <param name="Format">Never <see cref="TimeFormat.Auto"/>.</param>
/// <param name="Expression">SQL of a BIGINT, null where the time is no good.</param>
sealed record TimeColumn(string Name, TimeFormat Format, string Expression)
{
    /// <summary>In words, for a person to check.</summary>
    internal string InWords => Format switch
    {
        TimeFormat.Seconds => "seconds since 1970",
        TimeFormat.Milliseconds => "milliseconds since 1970",
        TimeFormat.Microseconds => "microseconds since 1970",
        TimeFormat.Nanoseconds => "nanoseconds since 1970",
        TimeFormat.Digits => "yyyyMMddHHmmss[fff] digits",
        _ => "dates and times, UTC where they have no offset",
    };

    /// <exception cref="TableFormatException">The column can be no time, or its first value is none.</exception>
    internal static TimeColumn Of(DuckDbSession session, Relation relation, string name, string type, TimeFormat wanted)
    {
        var quoted = DuckDbSession.Quoted(name);
        if (type.StartsWith("TIMESTAMP", StringComparison.Ordinal) || type == "DATE") return new(name, TimeFormat.Iso, $"epoch_ms({quoted}::TIMESTAMPTZ)");
        var format = wanted == TimeFormat.Auto ? Told(session, relation, name, quoted) : wanted;
        var number = type is "BIGINT" or "INTEGER" or "UINTEGER" ? quoted : $"TRY_CAST({quoted} AS BIGINT)";
        return new(name, format, format switch
        {
            // A fraction of a second is as good as a whole one.
            TimeFormat.Seconds => type is "BIGINT" or "INTEGER" or "UINTEGER" ? $"{quoted}::BIGINT * 1000" : $"TRY_CAST(TRY_CAST({quoted} AS DOUBLE) * 1000 AS BIGINT)",
            TimeFormat.Milliseconds => number,
            TimeFormat.Microseconds => $"{number} // 1000",
            TimeFormat.Nanoseconds => $"{number} // 1000000",
            TimeFormat.Digits => $"epoch_ms(CASE length({quoted}::VARCHAR) WHEN 14 THEN try_strptime({quoted}::VARCHAR, '%Y%m%d%H%M%S') ELSE try_strptime({quoted}::VARCHAR, '%Y%m%d%H%M%S%g') END)",
            _ => $"epoch_ms(TRY_CAST({quoted}::VARCHAR AS TIMESTAMPTZ))",
        });
    }

    static TimeFormat Told(DuckDbSession session, Relation relation, string name, string quoted)
    {
        // A number at or below 0 is of 1970 or before and tells no unit.
        var first = session.Rows(
            $"SELECT {quoted}, TRY_CAST({quoted}::VARCHAR AS TIMESTAMPTZ) FROM {relation.Sql} WHERE {quoted} IS NOT NULL AND coalesce(TRY_CAST({quoted}::VARCHAR AS DOUBLE) > 0, true) LIMIT 1", relation.Input);
        if (first.Count == 0) return TimeFormat.Milliseconds;
        var text = first[0][0]!.Trim();
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var number)) return OfNumber(text, number);
        if (first[0][1] is not null) return TimeFormat.Iso;
        throw new TableFormatException(
            relation.Input, $"expected a time in column '{name}', seconds or milliseconds since 1970 or ISO text such as 2026-01-31T12:00:00Z, found '{TableFormatException.Quote(text)}'. Convert it in a SELECT.");
    }

    // 11 digits of seconds reach the year 5138, 13 of milliseconds 2286; a year first makes 14 or 17 digits.
    static TimeFormat OfNumber(string text, double number) => number switch
    {
        < 1e11 => TimeFormat.Seconds,
        < 1e13 => TimeFormat.Milliseconds,
        _ when text.Length is 14 or 17 && text.All(char.IsAsciiDigit) => TimeFormat.Digits,
        < 1e17 => TimeFormat.Microseconds,
        _ => TimeFormat.Nanoseconds,
    };
}
