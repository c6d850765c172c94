using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>The one place where an exception becomes a sentence on standard error and an exit code.</summary>
static class Failure
{
    /// <param name="exception">What ended the run.</param>
    /// <param name="error">Where to say it.</param>
    /// <param name="verbose">Whether to add where it happened.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    internal static int Report(Exception exception, TextWriter error, bool verbose)
    {
        if (exception is AggregateException { InnerExceptions: [var only] }) exception = only;
        var (code, sentence) = exception switch
        {
            OperationCanceledException => (ExitCodes.Cancelled, "Stopped; nothing half-written is left."),
            OutOfMemoryException => (ExitCodes.Failure, "The memory is not enough for this graph: free some, use a larger machine, or take fewer producers or neighbours."),
            OutputException => (ExitCodes.Output, exception.Message),
            TableFormatException or InputException or FileNotFoundException or DirectoryNotFoundException => (ExitCodes.BadInput, exception.Message),
            ArgumentException and not ArgumentNullException => (ExitCodes.Usage, WithoutParameter(exception.Message)),

            // Reading reports its own failures as input; what is left is a disk that is full or gone.
            IOException or UnauthorizedAccessException => (ExitCodes.Output, exception.Message),
            _ => (ExitCodes.Failure, Unexpected(exception, verbose)),
        };
        error.WriteLine($"simclusters: {sentence}");
        if (verbose) error.WriteLine(exception);
        return code;
    }

    static string Unexpected(Exception exception, bool verbose) =>
        $"{exception.GetType().Name}: {exception.Message} This is a bug in simclusters; please report it{(verbose ? " with the lines below." : ": run again with --verbose to see where it happened.")}";

    // The name of a parameter, and the value that the sentence has already, tell a person nothing.
    static string WithoutParameter(string message)
    {
        var end = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
