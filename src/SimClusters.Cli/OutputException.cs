namespace SimClusters.Cli;

/// <summary>An output that exists already or cannot be written; the message says which, and what to do.</summary>
sealed class OutputException(string message, Exception? cause = null) : IOException(message, cause);
