using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class BucketSortTests
{
    // The wide one has no room for places beside rows and columns.
    [Theory]
    [InlineData(50, 40)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Take_BucketsOfSeveralParts_GivesAllRecordsByRowAndColumn(int rowCount, int columnCount) =>
        Gen.Select(Gen.Select(Gen.Int[0, 49], Gen.Int[0, 39], Gen.Long[-5, 5]).Array[0, 900], Gen.Int[0, 60_000]).Sample((all, recordCount) =>
        {
            var records = all.Select(one => new RowRecord(one.Item1, one.Item2, one.Item3)).ToArray();
            var ranges = new RowRanges(rowCount, recordCount);
            using var parts = new BucketParts<RowRecord>(ranges.BucketCount);
            var (one, other) = (parts.New(), parts.New());
            for (var i = 0; i < records.Length; i++) (i % 3 == 0 ? one : other).Add(ranges.BucketOf(records[i].Row), records[i]);
            using var sort = new BucketSort(ranges, columnCount);
            var found = new List<RowRecord>();
            for (var bucket = 0; bucket < ranges.BucketCount; bucket++)
            {
                var sorted = sort.Take(bucket, parts);
                for (var at = 0; at < sorted.Count; at++) found.Add(new(sorted.Row(sorted.Key(at)), sorted.Column(sorted.Key(at)), sorted.Value(at)));
            }

            Assert.Equal(records.Select(record => (record.Row, record.Column)).Order(), found.Select(record => (record.Row, record.Column)));
            Assert.Equal(records.Order(), found.Order());
        });
}
