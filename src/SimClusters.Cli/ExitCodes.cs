namespace SimClusters.Cli;

/// <summary>What the process says to the script that called it.</summary>
static class ExitCodes
{
    internal const int Ok = 0;

    /// <summary>Something unexpected: a bug, or a machine out of memory.</summary>
    internal const int Failure = 1;

    /// <summary>The command line is wrong: an unknown verb, a missing option, a value out of range.</summary>
    internal const int Usage = 2;

    /// <summary>An input is missing, or is not what it should be.</summary>
    internal const int BadInput = 3;

    /// <summary>The output exists already, or cannot be written.</summary>
    internal const int Output = 4;

    /// <summary>A check of <c>verify</c> failed.</summary>
    internal const int VerificationFailed = 5;

    /// <summary>Stopped by Ctrl-C or SIGTERM; nothing half-written is left.</summary>
    internal const int Cancelled = 130;
}
