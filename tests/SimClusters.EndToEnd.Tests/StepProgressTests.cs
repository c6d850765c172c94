using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

public class StepProgressTests
{
    [Theory]
    [InlineData(1_800, 60_000, 10, "3 % of 60k vertices, 180/s, 5 min 23 s left")]
    [InlineData(60_000, 60_000, 10, "100 % of 60k vertices, 6k/s")]
    [InlineData(1_800, 0, 10, "1.8k vertices, 180/s")]
    [InlineData(1_800, 60_000, 1e-6, "3 % of 60k vertices")]
    public void InWords_HasARateOnceTimeTellsOne(long done, long total, double seconds, string wanted) => Assert.Equal(wanted, StepProgress.InWords(new(done, total, "vertices"), seconds));
}
