using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class SpinningBarrierTests
{
    [Fact]
    public void Arrive_ManyMeetings_SerialPartSeesAllArrivals()
    {
        const int teamSize = 3, meetings = 2_000;
        var barrier = new SpinningBarrier(teamSize);
        var arrivals = 0;
        var seen = new List<int>();
        ParallelRows.RunThreads(teamSize, failed =>
        {
            for (var meeting = 0; meeting < meetings; meeting++)
            {
                Interlocked.Increment(ref arrivals);
                Assert.True(barrier.Arrive(() => seen.Add(arrivals), failed));
            }
        });
        Assert.Equal(Enumerable.Range(1, meetings).Select(meeting => meeting * teamSize), seen);
    }

    [Fact]
    public void Arrive_SerialPartThrows_AllLeave() =>
        Assert.Throws<InvalidOperationException>(() =>
        {
            var barrier = new SpinningBarrier(2);
            ParallelRows.RunThreads(2, failed => barrier.Arrive(() => throw new InvalidOperationException(), failed));
        });
}
