using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Makes a network whose communities are known, to demonstrate and to test on.</summary>
public static class SyntheticNetworkBuilder
{
    // Consumers a block: some tens of thousands of picks, a few milliseconds.
    const int BlockSize = 1_024;

    const int MaxFollowsPerConsumer = 2_000;

    // A row is drawn again where producers came twice; what is missing after this many rounds stays missing.
    const int MaxRounds = 4;

    /// <summary>A network with planted communities, power-law audiences and favourites in time.</summary>
    /// <param name="options">Sizes, mixing, seed; see <see cref="SyntheticNetworkOptions"/>.</param>
    /// <param name="execution">Threads, cancellation and progress; the result is the same under every one.</param>
    /// <returns>A network that owns its follow graph. Producers without a follower keep their row, empty.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between blocks of consumers.</exception>
    /// <remarks>Time: a binary search a follow, and the transpose. Memory: the graph, 4 bytes a follow more while it is made, 40 bytes a producer.</remarks>
    public static SyntheticNetwork Build(SyntheticNetworkOptions options, Execution? execution = null)
    {
        execution ??= Execution.Default;
        options = options.Validated();
        var popularity = new SyntheticPopularity(options, CommunityBounds(options));
        var people = new SyntheticPeople(options, popularity);

        var follows = Follows(options, people, execution);
        var followers = Transpose.Of(follows, execution);
        var graph = new FollowGraph(people.ConsumerIds(), people.ProducerIds(), follows, followers);
        return new(options, graph, people);
    }

    /// <summary>Where each community's producers start, and the end: every community has one, the others are shared out log-normally.</summary>
    static int[] CommunityBounds(SyntheticNetworkOptions options)
    {
        var cumulative = new double[options.Communities + 1];
        for (var community = 0; community < options.Communities; community++)
        {
            var key = SyntheticStreams.CommunitySizes.Key(options.Seed, community);
            cumulative[community + 1] = cumulative[community] + PortableMath.LogNormal(key, sigma: 0.6);
        }

        var bounds = new int[options.Communities + 1];
        for (var community = 0; community <= options.Communities; community++)
            bounds[community] = community + (int)((options.Producers - options.Communities) * (cumulative[community] / cumulative[^1]));
        return bounds;
    }

    static SparseMatrix Follows(SyntheticNetworkOptions options, SyntheticPeople people, Execution execution)
    {
        var blocks = new int[(options.Consumers + BlockSize - 1) / BlockSize][];
        var offsets = new NativeArray<long>(options.Consumers + 1L);
        ParallelRows.Run(
            options.Consumers, BlockSize, execution, () => new List<int>(),
            (block, number, firstRow, endRow) =>
            {
                block.Clear();
                for (var row = firstRow; row < endRow; row++) offsets[row + 1] = AppendRow(options, people, row, block);
                blocks[number] = [.. block];
            });

        for (var row = 0; row < options.Consumers; row++) offsets[row + 1] += offsets[row];
        var keys = new NativeArray<int>(offsets[options.Consumers], cleared: false);
        for (var number = 0; number < blocks.Length; number++)
        {
            blocks[number].CopyTo(keys.Slice(offsets[(long)number * BlockSize], blocks[number].Length));
            blocks[number] = [];
        }

        return new(options.Producers, offsets, keys, values: null);
    }

    // Appends one consumer's producers, ascending; returns how many.
    static int AppendRow(SyntheticNetworkOptions options, SyntheticPeople people, int consumerRow, List<int> block)
    {
        if (options.Follows == 0) return 0;
        var mean = (double)options.Follows / options.Consumers;
        var size = mean * PortableMath.LogNormal(SyntheticStreams.FollowCounts.Key(options.Seed, consumerRow), sigma: 0.8);
        var wanted = (int)Math.Clamp(size + 0.5, 1, Math.Min(MaxFollowsPerConsumer, Math.Max(1, options.Producers / 2)));

        var taste = people.TasteOf(consumerRow);
        var self = people.ProducerOf(consumerRow);
        var key = SyntheticStreams.Follows.Key(options.Seed, consumerRow);
        var start = block.Count;
        var pick = 0UL;
        for (var round = 0; round < MaxRounds && block.Count - start < wanted; round++)
        {
            for (var missing = wanted - (block.Count - start); missing > 0; missing--)
            {
                var producerRow = taste.Pick(key, pick++);
                if (producerRow != self) block.Add(producerRow);
            }

            block.Sort(start, block.Count - start, comparer: null);
            RemoveRepeats(block, start);
        }

        return block.Count - start;
    }

    static void RemoveRepeats(List<int> block, int start)
    {
        var kept = start;
        for (var i = start; i < block.Count; i++)
            if (i == start || block[i] != block[kept - 1])
                block[kept++] = block[i];
        block.RemoveRange(kept, block.Count - kept);
    }
}
