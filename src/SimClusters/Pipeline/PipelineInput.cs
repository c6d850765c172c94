using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Pipeline;

/// <summary>What a run is given, all in the rows of the follow graph.</summary>
public sealed record PipelineInput
{
    /// <summary>A; stays the caller's.</summary>
    public required FollowGraph Follows { get; init; }

    /// <summary>F in the same rows, weights &gt; 0; the run takes it over. Null where nothing is known of favourites: then what needs them is left out.</summary>
    public SparseMatrix? Favourites { get; init; }

    /// <summary>Names, languages, countries and who is active; null where nothing is known. Stays the caller's.</summary>
    public Users? Users { get; init; }

    /// <summary>What users are interested in by their own word; null where nothing is known. Stays the caller's.</summary>
    public UserTopics? Topics { get; init; }

    /// <summary>By producer, the cluster to start in; null starts from random neighbourhoods.</summary>
    public int[]? StartLabels { get; init; }
}
