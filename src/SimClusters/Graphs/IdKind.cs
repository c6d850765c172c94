namespace SimClusters.Graphs;

/// <summary>What the users of a graph are called by: decided by the input's column type, recorded in the manifest.</summary>
public enum IdKind
{
    /// <summary>64-bit signed integers, ascending by value.</summary>
    Integer,

    /// <summary>Strings, ascending by ordinal UTF-8.</summary>
    Text,
}
