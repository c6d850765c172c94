using SimClusters.Graphs;
using SimClusters.Similarity;

namespace SimClusters.Pipeline;

/// <summary>What a run over a follow graph will take, before it is made; favourites, and the tables of them, come on top.</summary>
/// <param name="PairCount">Pairs of producers that one consumer follows, Σ d(d−1)/2: the work of similarity.</param>
/// <param name="LongestConsumerShare">Share of the pairs that the one percent of consumers with most follows make.</param>
/// <param name="Seconds">Time from the graph to the model on the given threads, within a factor of two or so.</param>
/// <param name="PeakBytes">Most memory at once, the graph included.</param>
public sealed record RunEstimate(double PairCount, double LongestConsumerShare, double Seconds, long PeakBytes)
{
    // Seconds of one thread a unit: pairs from bench/results/xeon-2-cores/SimilarityComparison.md, follows from ProductsComparison.md beside it; the rest from whole builds.
    const double SecondsPerPair = 14e-9, SecondsPerFollow = 0.35e-6, SecondsPerKeptEdgeAndEpoch = 45e-9, SecondsPerRow = 0.5e-6;

    // A producer's vectors and similar users, where a community has some hundreds of producers: from whole builds of soc-Epinions1 and of generated networks.
    const double SecondsPerProducer = 100e-6;
    const double EpochCount = 12;
    const long RuntimeBytes = 170_000_000, BytesPerConsumer = 60, BytesPerProducer = 800;

    /// <summary>From the graph's degrees alone. O(consumers + producers).</summary>
    public static RunEstimate Of(FollowGraph follows, ProducerSelection selection, SimilarityOptions options, int threadCount)
    {
        var pairs = new double[follows.ConsumerCount];
        for (var row = 0; row < pairs.Length; row++)
        {
            double length = Math.Min(follows.Follows.RowLength(row), options.MaxFollowsPerConsumer ?? int.MaxValue);
            pairs[row] = length * (length - 1) / 2;
        }

        Array.Sort(pairs, (a, b) => b.CompareTo(a));
        var total = pairs.Sum();
        var longest = pairs.Take((pairs.Length + 99) / 100).Sum();

        // At most the wanted neighbours each; and no more than pairs that were ever seen.
        var keptEdges = Math.Min(total, 0.7 * selection.SelectedCount * options.MaxNeighbors);
        var work = total * SecondsPerPair + follows.FollowCount * SecondsPerFollow
            + keptEdges * 2 * EpochCount * SecondsPerKeptEdgeAndEpoch + (follows.ConsumerCount + follows.ProducerCount) * SecondsPerRow + follows.ProducerCount * SecondsPerProducer;
        var graphBytes = follows.Follows.SizeBytes + follows.Followers.SizeBytes + 8L * (follows.ConsumerCount + follows.ProducerCount);
        var peak = RuntimeBytes + graphBytes + (long)(24 * keptEdges) + follows.ProducerCount * (24L + 16L * threadCount + BytesPerProducer) + follows.ConsumerCount * BytesPerConsumer;
        return new(total, total > 0 ? longest / total : 0, work / threadCount, peak);
    }
}
