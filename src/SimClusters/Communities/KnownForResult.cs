namespace SimClusters.Communities;

/// <summary>What <see cref="KnownForBuilder"/> makes: the communities, and the figures that tell whether they are any good.</summary>
/// <remarks>Memory: that of <see cref="KnownFor"/>, and 1 byte a producer.</remarks>
/// <param name="KnownFor">V: at most one community a producer, with its affiliation.</param>
/// <param name="Epochs">One report an epoch, in order.</param>
/// <param name="BeforeAttach">Quality before the last step; the same as <paramref name="Quality"/> where nothing was attached.</param>
/// <param name="Quality">Quality of the result.</param>
/// <param name="Unassigned">By producer row: why it is known for nothing.</param>
public sealed record KnownForResult(
    KnownFor KnownFor, IReadOnlyList<EpochReport> Epochs, CommunityQuality BeforeAttach, CommunityQuality Quality, UnassignedReason[] Unassigned);
