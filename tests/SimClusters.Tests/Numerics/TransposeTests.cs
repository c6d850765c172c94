using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class TransposeTests
{
    [Fact]
    public void Of_WorkedByHand()
    {
        using var matrix = SparseMatrix.FromRows(3, [[(0, 1f), (2, 2f)], [], [(2, 3f)]]);
        using var transposed = Transpose.Of(matrix, Execution.Default);

        Assert.Equal(3, transposed.RowCount);
        Assert.Equal([0], transposed.RowKeys(0).ToArray());
        Assert.Empty(transposed.RowKeys(1).ToArray());
        Assert.Equal([0, 2], transposed.RowKeys(2).ToArray());
        Assert.Equal([2f, 3f], transposed.RowValues(2).ToArray());
    }

    [Fact]
    public void Of_Twice_IsTheMatrixAgainAtAnyThreadCount() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 4].Array[0, 12], Gen.Int[1, 4]).Sample((rows, threads) =>
        {
            var execution = new Execution(threads);
            using var matrix = SparseMatrix.FromRows(6, [.. rows.Select(row => row.Distinct().ToArray())]);
            using var once = Transpose.Of(matrix, execution);
            using var twice = Transpose.Of(once, execution);
            return twice.Keys.AsSpan().SequenceEqual(matrix.Keys.AsSpan())
                && twice.Offsets.AsSpan().SequenceEqual(matrix.Offsets.AsSpan());
        });
}
