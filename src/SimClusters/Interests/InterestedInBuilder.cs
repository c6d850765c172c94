using System.Runtime.Intrinsics;
using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>What each consumer cares about, from whom they follow: U = A · V, noise removed, strongest clusters kept.</summary>
public static class InterestedInBuilder
{
    /// <param name="follows">A, consumers × producers.</param>
    /// <param name="knownFor">V, producers × clusters; affinity in [0, 1].</param>
    /// <param name="options">Thresholds; see <see cref="InterestedInOptions"/>.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>U: scores &gt; 0, not normalised; a consumer with too few known producers has an empty row.</returns>
    /// <exception cref="ArgumentException">The graph and the communities count producers differently, or an affinity is out of range.</exception>
    /// <remarks>
    /// Time: one step a follow. Memory: the result, for a moment at the end 8 bytes an entry beside its 12, and 72 bytes a cluster a thread. Norms and counts are taken over all consumers
    /// that pass social proof, before truncation, as published. Source: InterestedInFromKnownFor.scala; offline.md §7.1.
    /// </remarks>
    public static InterestedIn Build(FollowGraph follows, KnownFor knownFor, InterestedInOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (follows.ProducerCount != knownFor.ProducerCount)
            throw new ArgumentException(
                $"The follow graph has {follows.ProducerCount:N0} producers and the communities " +
                $"{knownFor.ProducerCount:N0}: build both from one graph.", nameof(knownFor));
        CheckScores(knownFor);

        using var clusters = Clusters(knownFor);
        using var terms = Terms(follows, knownFor);
        var tolls = new InterestTolls(knownFor.ClusterCount);
        var product = RowProduct.RunLabelled<Vector128<double>, FollowTerm, InterestFinish, InterestScores>(
            follows.Follows, clusters, knownFor.ClusterCount, new FollowTerm(terms),
            () => new InterestFinish(options, knownFor.ClusterCount), finish => tolls.Add(finish.Tolls),
            options.MaxClustersPerConsumer, execution);

        var (scores, normalized) = Split(product.Values);
        return new(
            new SparseMatrix(knownFor.ClusterCount, product.Offsets, product.Keys, scores), normalized,
            tolls.FollowNorms(), tolls.NormalizedNorms(), tolls.ConsumerCounts,
            tolls.RemovedBySocialProof, tolls.RemovedByTruncation);
    }

    // With scores up to 1, the square of any sum of 2³¹ of them is one that an exact sum can take.
    static void CheckScores(KnownFor knownFor)
    {
        var row = Array.FindIndex(knownFor.Scores, score => !(score is >= 0 and <= 1));
        if (row >= 0)
            throw new ArgumentException($"Producer row {row:N0}: expected a score from 0 to 1, found {knownFor.Scores[row]}; divide all scores by the largest.", nameof(knownFor));
    }

    // By producer: its cluster, or −1. A score of 0 adds nothing, and is no social proof.
    static NativeArray<int> Clusters(KnownFor knownFor)
    {
        var clusters = NativeArray<int>.From(knownFor.Clusters);
        for (var producer = 0; producer < knownFor.ProducerCount; producer++)
            if (knownFor.Scores[producer] == 0) clusters[producer] = KnownFor.None;
        return clusters;
    }

    // By producer: its affinity, and the same divided by √followers. 8 bytes each, so that a large V stays in the cache.
    static NativeArray<InterestScores> Terms(FollowGraph follows, KnownFor knownFor)
    {
        var terms = new NativeArray<InterestScores>(knownFor.ProducerCount, cleared: false);
        for (var producer = 0; producer < knownFor.ProducerCount; producer++)
        {
            double affinity = knownFor.Scores[producer];
            terms[producer] = new((float)affinity, (float)(affinity / Math.Sqrt(Math.Max(1, follows.FollowerCount(producer)))));
        }

        return terms;
    }

    static (NativeArray<float> Scores, NativeArray<float> Normalized) Split(NativeArray<InterestScores> pairs)
    {
        var scores = new NativeArray<float>(pairs.Length, cleared: false);
        var normalized = new NativeArray<float>(pairs.Length, cleared: false);
        for (long entry = 0; entry < pairs.Length; entry++)
        {
            scores[entry] = pairs[entry].Follow;
            normalized[entry] = pairs[entry].ProducerNormalized;
        }

        pairs.Dispose();
        return (scores, normalized);
    }

    readonly struct FollowTerm(NativeArray<InterestScores> terms) : ITerm<Vector128<double>>
    {
        public Vector128<double> Of(long leftEntry, int inner, long rightEntry)
        {
            ref readonly var term = ref terms[inner];
            return Vector128.Create(term.Follow, (double)term.ProducerNormalized);
        }

        public static Vector128<double> Add(Vector128<double> sum, Vector128<double> term) => sum + term;
    }
}
