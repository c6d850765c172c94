using System.Runtime.InteropServices;
using SimClusters.Communities;
using SimClusters.Engagements;
using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>What each consumer cares about, from whom they follow and like: U = A · V, noise removed, strongest clusters kept.</summary>
public static class InterestedInBuilder
{
    const int BlockSize = 512;

    /// <param name="graph">A, consumers × producers: follows, and favourites where there are any.</param>
    /// <param name="knownFor">V, producers × clusters; affinity in [0, 1].</param>
    /// <param name="options">Thresholds; see <see cref="InterestedInOptions"/>.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>U: scores ≥ 0, one of them &gt; 0, not normalised; a consumer with too few known producers has an empty row.</returns>
    /// <exception cref="ArgumentException">The graph and the communities count producers differently, or an affinity is out of range.</exception>
    /// <remarks>
    /// Time: one step a follow and a favourite edge. Memory: the result, for a moment at the end twice, and 152 bytes a cluster a thread. Norms and counts are taken over all consumers
    /// that pass social proof, before truncation, as published. Source: InterestedInFromKnownFor.scala; offline.md §7.1. A producer that scores 0 is no social proof here.
    /// </remarks>
    public static InterestedIn Build(EngagementGraph graph, KnownFor knownFor, InterestedInOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        if (graph.ProducerCount != knownFor.ProducerCount)
            throw new ArgumentException(
                $"The graph has {graph.ProducerCount:N0} producers and the communities {knownFor.ProducerCount:N0}: build both from one graph.", nameof(knownFor));
        CheckScores(knownFor);

        using var terms = Terms(graph, knownFor);
        var scale = InterestTolls.ScaleFor(MaxFavScore(graph, execution), graph.ConsumerCount);
        var tolls = new InterestTolls(knownFor.ClusterCount, scale);
        var blocks = new RowBlocks<InterestEntry>(graph.ConsumerCount, BlockSize);
        ParallelRows.Run(
            graph.ConsumerCount, BlockSize, execution,
            () => new Worker(new(graph, terms, knownFor.ClusterCount), new(knownFor.ClusterCount, scale), options),
            (worker, block, first, end) =>
            {
                for (var row = first; row < end; row++) blocks.SetLength(row, worker.Run(row));
                blocks.Set(block, worker.Output);
            },
            worker => tolls.Add(worker.Tolls));
        return InterestLanes.Join(blocks, graph.Favourites is not null, tolls, options, execution);
    }

    // With scores up to 1, the square of any sum of 2³¹ of them is one that an exact sum can take.
    static void CheckScores(KnownFor knownFor)
    {
        var row = Array.FindIndex(knownFor.Scores, score => !(score is >= 0 and <= 1));
        if (row >= 0)
            throw new ArgumentException($"Producer row {row:N0}: expected a score from 0 to 1, found {knownFor.Scores[row]}; divide all scores by the largest.", nameof(knownFor));
    }

    // A score of 0 adds nothing, and is no social proof.
    static NativeArray<InterestTerm> Terms(EngagementGraph graph, KnownFor knownFor)
    {
        var terms = new NativeArray<InterestTerm>(knownFor.ProducerCount, cleared: false);
        for (var producer = 0; producer < knownFor.ProducerCount; producer++)
        {
            double affinity = knownFor.Scores[producer];
            var overFaverNorm = graph.Favourites is null ? 0 : affinity * NormsAndCounts.Inverse(graph.Norms.FaverNorms[producer]);
            terms[producer] = new(
                affinity == 0 ? KnownFor.None : knownFor.Clusters[producer], (float)affinity,
                (float)(affinity * NormsAndCounts.Inverse(graph.Norms.FollowerNorm(producer))), (float)overFaverNorm);
        }

        return terms;
    }

    // All that one consumer likes, added up: more than any cluster's part of it.
    static double MaxFavScore(EngagementGraph graph, Execution execution)
    {
        if (graph.Favourites?.Weights is not { } weights) return 0;
        var parts = new double[graph.ConsumerCount / 4_096 + 1];
        ParallelRows.Run(graph.ConsumerCount, 4_096, execution.WithoutProgress(), (block, first, end) =>
        {
            var max = 0.0;
            for (var row = first; row < end; row++)
            {
                var sum = 0.0;
                foreach (var weight in weights.RowValues(row)) sum += weight;
                max = Math.Max(max, sum);
            }

            parts[block] = max;
        });
        return parts.Max();
    }

    // What one thread owns.
    sealed class Worker(InterestRow sums, InterestTolls tolls, InterestedInOptions options) : IDisposable
    {
        readonly List<(int Cluster, InterestEntry Entry)> _entries = [];
        readonly List<ulong> _words = [];

        internal InterestTolls Tolls { get; } = tolls;

        internal RowBlockWriter<InterestEntry> Output { get; } = new();

        internal int Run(int row)
        {
            sums.Add(row);
            _entries.Clear();
            foreach (var cluster in sums.Touched)
            {
                var found = sums.Of(cluster);
                sums.Clear(cluster);
                if (found.ProofCount < options.MinProducers)
                {
                    Tolls.RemovedBySocialProof++;
                    continue;
                }

                Tolls.Count(cluster, found);
                _entries.Add((cluster, InterestEntry.Of(found)));
            }

            var entries = CollectionsMarshal.AsSpan(_entries);
            if (entries.Length > options.MaxClustersPerConsumer)
            {
                var kept = InterestTruncation.KeepBest(entries, options.MaxClustersPerConsumer, _words);
                Tolls.RemovedByTruncation += entries.Length - kept;
                entries = entries[..kept];
            }

            SortByCluster(entries);
            foreach (ref readonly var entry in entries) Output.Add(entry.Cluster, entry.Entry);
            return entries.Length;
        }

        // By insertion while there are few, as nearly always: a general sort's entry costs more than they do.
        static void SortByCluster(Span<(int Cluster, InterestEntry Entry)> entries)
        {
            if (entries.Length > 24)
            {
                entries.Sort((left, right) => left.Cluster.CompareTo(right.Cluster));
                return;
            }

            for (var i = 1; i < entries.Length; i++)
            {
                var entry = entries[i];
                var hole = i;
                for (; hole > 0 && entries[hole - 1].Cluster > entry.Cluster; hole--) entries[hole] = entries[hole - 1];
                entries[hole] = entry;
            }
        }

        public void Dispose()
        {
            sums.Dispose();
            Output.Dispose();
        }
    }
}
