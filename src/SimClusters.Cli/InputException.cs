namespace SimClusters.Cli;

/// <summary>An input that cannot be read, or that does not fit another; the message says which, and what to do.</summary>
sealed class InputException(string message, Exception? cause = null) : Exception(message, cause);
