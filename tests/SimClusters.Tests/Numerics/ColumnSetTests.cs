using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public sealed class ColumnSetTests
{
    // Twice, since what is taken must leave nothing behind; of one column, and of several thousand bits a word of the upper level.
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(4_096)]
    [InlineData(9_000)]
    public unsafe void Take_AnyColumns_GivesEachOnceAscending(int columnCount) => Gen.Int[0, columnCount - 1].Array[0, 200].Array[2].Sample(
        rows =>
        {
            using var set = new ColumnSet(columnCount);
            using var columns = new NativeArray<int>(columnCount);
            foreach (var row in rows)
            {
                foreach (var column in row) set.Add(column);
                Assert.Equal(row.Distinct().Order(), columns.Slice(0, set.Take(columns.Pointer)).ToArray());
            }
        },
        iter: 50);
}
