namespace SimClusters.Communities;

/// <summary>Why a producer is known for no cluster.</summary>
public enum UnassignedReason : byte
{
    /// <summary>It has a cluster.</summary>
    Assigned,

    /// <summary>Selection left it out.</summary>
    NotSelected,

    /// <summary>No other producer is similar enough.</summary>
    NoEdges,

    /// <summary>It has neighbours, but no community was worth joining, and attaching was off or no community is connected to it.</summary>
    NoCommunity,
}
