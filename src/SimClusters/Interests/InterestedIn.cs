using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>U: what each consumer cares about, consumers × clusters, from whom they follow and like.</summary>
/// <remarks>
/// Memory: 32 bytes an entry and 44 a cluster with favourites, 16 and 20 without; 8 a consumer. The cluster-normalised scores are quotients of a score and a norm, and are not stored.
/// </remarks>
public sealed class InterestedIn : IDisposable
{
    /// <summary>How many scores there are in all.</summary>
    public const int ScoreCount = 5;

    /// <summary>How many there are without favourites: the first ones.</summary>
    public const int FollowScoreCount = 2;

    readonly NativeArray<float>[] _scores;
    readonly double[][] _norms;

    /// <param name="entries">Consumers × clusters, unweighted: which clusters each consumer keeps.</param>
    /// <param name="scores">By <see cref="InterestScore"/>, then by entry: ≥ 0; the first two alone where nothing is known of favourites.</param>
    /// <param name="followedCounts">By entry: producers of the cluster that the consumer follows.</param>
    /// <param name="favedCounts">By entry: producers of the cluster that the consumer likes; null without favourites.</param>
    /// <param name="norms">By score, then by cluster: L2 norm over all consumers that pass social proof, before truncation.</param>
    /// <param name="consumerCounts">By cluster: consumers that pass social proof, before truncation.</param>
    /// <param name="removedBySocialProof">Entries removed because too few producers support them.</param>
    /// <param name="removedByTruncation">Entries removed because the consumer has stronger clusters.</param>
    /// <exception cref="ArgumentException">The arrays' lengths disagree.</exception>
    public InterestedIn(
        SparseMatrix entries, IReadOnlyList<NativeArray<float>> scores, NativeArray<int> followedCounts, NativeArray<int>? favedCounts,
        IReadOnlyList<double[]> norms, int[] consumerCounts, long removedBySocialProof, long removedByTruncation)
    {
        if (scores.Count is not (ScoreCount or FollowScoreCount) || norms.Count != scores.Count || scores.Any(array => array.Length != entries.EntryCount))
            throw new ArgumentException($"{entries.EntryCount:N0} entries need as many of {FollowScoreCount} or {ScoreCount} scores.", nameof(scores));
        if (norms.Any(array => array.Length != entries.ColumnCount) || consumerCounts.Length != entries.ColumnCount)
            throw new ArgumentException($"{entries.ColumnCount:N0} clusters need as many norms and counts.", nameof(norms));
        Entries = entries;
        _scores = [.. scores];
        _norms = [.. norms];
        FollowedCounts = followedCounts;
        FavedCounts = favedCounts;
        ConsumerCounts = consumerCounts;
        RemovedBySocialProof = removedBySocialProof;
        RemovedByTruncation = removedByTruncation;
    }

    /// <summary>Which clusters each consumer keeps, without scores.</summary>
    public SparseMatrix Entries { get; }

    public NativeArray<int> FollowedCounts { get; }

    public NativeArray<int>? FavedCounts { get; }

    /// <summary>By cluster: the published numUsersInterestedInThisClusterUpperBound.</summary>
    public int[] ConsumerCounts { get; }

    public long RemovedBySocialProof { get; }

    public long RemovedByTruncation { get; }

    public int ConsumerCount => Entries.RowCount;

    public int ClusterCount => Entries.ColumnCount;

    public bool HasFavourites => _scores.Length == ScoreCount;

    /// <summary>One score by entry; null for those of favourites where nothing is known of them.</summary>
    public NativeArray<float>? Scores(InterestScore score) => (int)score < _scores.Length ? _scores[(int)score] : null;

    /// <summary>One score as a matrix, which may hold zeros. It shares this one's arrays: do not dispose it.</summary>
    /// <exception cref="InvalidOperationException">Nothing is known of favourites.</exception>
    public SparseMatrix Of(InterestScore score) => new(
        ClusterCount, Entries.Offsets, Entries.Keys, Scores(score) ?? throw new InvalidOperationException($"These interests are without favourites, so there is no {score}."));

    /// <summary>By cluster, the norm of a score; zeros for those of favourites where nothing is known of them.</summary>
    public double[] Norms(InterestScore score) => (int)score < _norms.Length ? _norms[(int)score] : new double[ClusterCount];

    /// <summary>These interests without the clusters that so many consumers or more care about; takes this over.</summary>
    /// <remarks>The size filter of the published readers, offline.md §0.2 field 11. Norms and counts stay what they were.</remarks>
    public InterestedIn WithoutClustersOf(int maxConsumers)
    {
        using (this)
        {
            var isKept = new bool[Entries.EntryCount];
            var offsets = new NativeArray<long>(ConsumerCount + 1L);
            for (var row = 0; row < ConsumerCount; row++)
            {
                offsets[row + 1L] = offsets[row];
                for (var entry = Entries.Offsets[row]; entry < Entries.Offsets[row + 1L]; entry++)
                {
                    isKept[entry] = ConsumerCounts[Entries.Keys[entry]] < maxConsumers;
                    if (isKept[entry]) offsets[row + 1L]++;
                }
            }

            return new(
                new SparseMatrix(ClusterCount, offsets, Kept(Entries.Keys, isKept), null), [.. _scores.Select(scores => Kept(scores, isKept))],
                Kept(FollowedCounts, isKept), FavedCounts is null ? null : Kept(FavedCounts, isKept), _norms, ConsumerCounts, RemovedBySocialProof, RemovedByTruncation);
        }
    }

    static NativeArray<T> Kept<T>(NativeArray<T> all, bool[] isKept)
        where T : unmanaged
    {
        var kept = new NativeArray<T>(isKept.Count(keeps => keeps), cleared: false);
        for (long entry = 0, to = 0; entry < isKept.Length; entry++)
            if (isKept[entry]) kept[to++] = all[entry];
        return kept;
    }

    public void Dispose()
    {
        Entries.Dispose();
        foreach (var array in _scores) array.Dispose();
        FollowedCounts.Dispose();
        FavedCounts?.Dispose();
    }
}
