using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public sealed class RunMergeTests
{
    // Runs of any lengths, empty ones among them, and of words that several have.
    [Fact]
    public void Merge_AnyRuns_SortsTheirWords() => Gen.ULong[0, 60].Array[0, 30].Array[0, 9].Sample(runs =>
    {
        ulong[] words = [.. runs.SelectMany(run => run.Order())];
        int[] starts = [0, .. runs.Select((_, last) => runs.Take(last + 1).Sum(run => run.Length))];
        Assert.Equal(words.Order(), RunMerge.Merge(words, new ulong[words.Length], starts).ToArray());
    });

    [Fact]
    public void Merge_OneRun_MovesNothing()
    {
        ulong[] words = [1, 2, 3];
        Assert.True(RunMerge.Merge(words, new ulong[3], [0, 3]) == words);
    }
}
