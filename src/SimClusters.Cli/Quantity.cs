namespace SimClusters.Cli;

/// <summary>Numbers as people read them.</summary>
static class Quantity
{
    /// <summary>Three digits and a letter: 1.46M.</summary>
    internal static string Short(double count) => count switch
    {
        >= 1e9 => $"{Digits(count / 1e9)}G",
        >= 1e6 => $"{Digits(count / 1e6)}M",
        >= 1e3 => $"{Digits(count / 1e3)}k",
        _ => Digits(count),
    };

    /// <summary>Bytes in powers of 1,024.</summary>
    internal static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => $"{Digits(bytes / (double)(1L << 30))} GB",
        >= 1L << 20 => $"{Digits(bytes / (double)(1L << 20))} MB",
        _ => $"{Digits(bytes / 1024.0)} kB",
    };

    internal static string Seconds(double seconds) => seconds switch
    {
        >= 3600 => $"{Math.Floor(seconds / 3600):F0} h {seconds % 3600 / 60:F0} min",
        >= 120 => $"{Math.Floor(seconds / 60):F0} min {seconds % 60:F0} s",
        >= 10 => $"{seconds:F0} s",
        _ => $"{seconds:F2} s",
    };

    /// <summary>A figure of a report: grouped integers, four decimals below a thousand, anything else as it is.</summary>
    internal static string Figure(object value) => value switch
    {
        int or long => $"{value:N0}",
        double real => Math.Abs(real) >= 1_000 ? $"{real:N0}" : $"{real:0.####}",
        _ => $"{value}",
    };

    /// <summary>A figure of quality: a count as it is, a share with four decimals, a sum or ratio of ten or more with one.</summary>
    internal static string Quality(double value) => value == Math.Round(value) ? $"{value:N0}" : Math.Abs(value) < 10 ? $"{value:F4}" : $"{value:N1}";

    static string Digits(double value) => value switch { >= 100 => $"{value:F0}", >= 10 => $"{value:0.#}", _ => $"{value:0.##}" };
}
