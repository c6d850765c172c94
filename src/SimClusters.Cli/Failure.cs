namespace SimClusters.Cli;

/// <summary>The one place where an exception becomes a sentence on standard error and an exit code.</summary>
static class Failure
{
    internal static int Report(Exception exception, TextWriter error, bool verbose)
    {
        var (code, sentence) = exception switch
        {
            OperationCanceledException => (ExitCodes.Cancelled, "Stopped; nothing half-written is left."),
            ArgumentException => (ExitCodes.Usage, exception.Message),
            OutputException => (ExitCodes.Output, exception.Message),
            FormatException or FileNotFoundException or DirectoryNotFoundException => (ExitCodes.BadInput, exception.Message),
            IOException or UnauthorizedAccessException => (ExitCodes.Output, exception.Message),
            _ => (ExitCodes.Failure, $"{exception.Message} This is not expected: run again with --verbose and report what it prints."),
        };
        error.WriteLine($"simclusters: {sentence}");
        if (verbose) error.WriteLine(exception);
        return code;
    }
}
