namespace SimClusters.Tables.Input;

/// <summary>How a column of times is written.</summary>
public enum TimeFormat
{
    /// <summary>Told from the first value that is no number at or below 0: numbers by their digits, else ISO text or a timestamp of the table.</summary>
    Auto,

    /// <summary>Seconds since 1970, with or without a fraction.</summary>
    Seconds,

    /// <summary>Milliseconds since 1970.</summary>
    Milliseconds,

    /// <summary>Microseconds since 1970.</summary>
    Microseconds,

    /// <summary>Nanoseconds since 1970.</summary>
    Nanoseconds,

    /// <summary>ISO 8601 text, or a column of dates or timestamps. Without an offset it is UTC.</summary>
    Iso,

    /// <summary>The digits of a date and time, <c>yyyyMMddHHmmss</c> or <c>yyyyMMddHHmmssfff</c>, UTC.</summary>
    Digits,
}
