namespace SimClusters.Cli;

/// <summary>What the process says to the script that called it; the help of the tool prints <see cref="Meanings"/>.</summary>
static class ExitCodes
{
    internal const int Ok = 0;
    internal const int Failure = 1;
    internal const int Usage = 2;
    internal const int BadInput = 3;
    internal const int Output = 4;
    internal const int VerificationFailed = 5;
    internal const int Cancelled = 130;

    internal static readonly (int Code, string Meaning)[] Meanings =
    [
        (Ok, "Done."),
        (Failure, "Something unexpected: a bug, or a machine out of memory."),
        (Usage, "The command line is wrong: an unknown verb, a missing option, a value out of range."),
        (BadInput, "An input is missing, or is not what it should be."),
        (Output, "The output exists already, or cannot be written."),
        (VerificationFailed, "A check of 'verify' failed."),
        (Cancelled, "Stopped by Ctrl-C or SIGTERM; nothing half-written is left."),
    ];
}
