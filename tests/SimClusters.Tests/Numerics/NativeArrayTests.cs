using SimClusters.Numerics;

namespace SimClusters.Tests.Numerics;

public class NativeArrayTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1_000_000)] // large enough to be pages of its own
    public void Constructor_Cleared_IsZeroAndWritable(long length)
    {
        using var array = new NativeArray<long>(length);
        for (long i = 0; i < length; i++) Assert.Equal(0, array[i]);
        for (long i = 0; i < length; i++) array[i] = i;
        for (long i = 0; i < length; i++) Assert.Equal(i, array[i]);
        Assert.Equal(8 * length, array.SizeBytes);
    }

    [Fact]
    public void Slice_OutsideTheArray_SaysWhere()
    {
        using var array = new NativeArray<int>(5);
        Assert.Contains("3 to 6 of an array of 5", Assert.Throws<ArgumentOutOfRangeException>(() => { array.Slice(3, 3); }).Message);
    }

    [Fact]
    public void Slice_AfterDispose_Throws()
    {
        var array = new NativeArray<int>(500_000);
        array.Dispose();
        array.Dispose();
        Assert.Throws<ArgumentOutOfRangeException>(() => { array.Slice(0, 1); });
    }
}
