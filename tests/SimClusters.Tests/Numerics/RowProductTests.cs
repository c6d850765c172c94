using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public sealed class RowProductTests
{
    const int ColumnCount = 5_000;

    // Small integers: sums are exact, and ties common. Rows of more columns than are put in order one by one, and of fewer; limits below and above what a row has.
    static readonly Gen<(int Key, float Value)[]> s_row = Gen.Select(Gen.Int[0, 60], Gen.Int[-1, 3]).Array[0, 60].Select(
        row => row.DistinctBy(entry => entry.Item1).Select(entry => (entry.Item1 * 83, (float)entry.Item2)).ToArray());

    static readonly Gen<int[]> s_inners = Gen.Int[0, 4].Array[0, 4].Select(inners => inners.Distinct().ToArray());

    [Fact]
    public void Run_AnyMatrices_KeepsTheHighestSumsOfEachRowInOrder() =>
        Gen.Select(s_inners.Array[1, 12], s_row.Array[5], Gen.Int[1, 60], Gen.Int[1, 3]).Sample((left, right, max, threads) =>
        {
            using var rows = SparseMatrix.FromRows(5, left);
            using var weighted = SparseMatrix.FromRows(ColumnCount, right);
            using var packed = new PackedRows<float>(weighted, entry => weighted.Values![entry], Execution.Default);
            long cut = 0;
            var product = RowProduct.Run<double, float, Plain, Positive, (float Score, double Sum)>(
                rows, packed, default, () => new(new()), finish => cut += finish.Cut.Count, max, new(threads), blockSize: 3);
            using var result = new SparseMatrix(ColumnCount, product.Offsets, product.Keys, values: null);
            using var values = product.Values;
            long expectedCut = 0;
            for (var row = 0; row < left.Length; row++)
            {
                (int Column, float Sum)[] all = [.. left[row].SelectMany(inner => right[inner]).GroupBy(entry => entry.Key, (column, entries) => (column, entries.Sum(entry => entry.Value))).Where(entry => entry.Item2 > 0)];
                Assert.Equal(
                    all.OrderByDescending(entry => entry.Sum).ThenBy(entry => entry.Column).Take(max).OrderBy(entry => entry.Column),
                    result.RowKeys(row).ToArray().Zip(values.Slice(result.Offsets[row], result.RowLength(row)).ToArray(), (column, value) => (column, value.Score)));
                expectedCut += Math.Max(0, all.Length - max);
            }

            foreach (var (score, sum) in values.AsSpan()) Assert.Equal(score, sum);
            Assert.Equal(expectedCut, cut);
        });

    readonly struct Plain : ITerm<double, float>
    {
        public double Of(long leftEntry, float right) => right;

        public static double Add(double sum, double term) => sum + term;
    }

    sealed class Toll
    {
        internal long Count { get; set; }
    }

    readonly struct Positive(Toll toll) : IRowFinish<double, (float Score, double Sum)>
    {
        internal Toll Cut { get; } = toll;

        public float Score(int row, int column, in double sum, int termCount) => (float)sum;

        public (float Score, double Sum) Store(int row, int column, in double sum, int termCount, float score) => (score, sum);

        public void Truncated(int row, int count) => Cut.Count += count;
    }
}
