using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>One thread's bucket at a time, its records in the order of their rows and columns.</summary>
/// <remarks>
/// What is sorted is a word a record: row above, column, and below the place of the record's value. Where places do not fit beside rows and columns, the records are sorted as they are.
/// Memory: 24 bytes a record of the largest bucket; 16 more in that case.
/// </remarks>
sealed unsafe class BucketSort(RowRanges ranges, int columnCount) : IDisposable
{
    readonly int _columnBits = BitOperations.Log2((uint)Math.Max(1, columnCount - 1)) + 1;
    NativeArray<long> _values = new(1, cleared: false);
    NativeArray<ulong> _words = new(1, cleared: false);
    NativeArray<ulong> _spare = new(1, cleared: false);

    /// <summary>Brings a bucket's records together and in order, until the next call. Those of one row and column are in any order.</summary>
    internal SortedRecords Take(int bucket, BucketParts<RowRecord> parts)
    {
        var count = parts.Count(bucket);
        if (count == 0) return default;
        Grow(count);
        var placeBits = BitOperations.Log2((uint)count) + 1;
        var endBit = ranges.RowBits + _columnBits + placeBits;
        var firstRow = bucket << ranges.RowBits;
        if (endBit > 64) return Sorted(bucket, parts, count, firstRow);
        var place = 0;
        foreach (var (chunk, length) in parts.Chunks(bucket)) place = MakeWords((RowRecord*)chunk, length, firstRow, placeBits, place);
        return new(RadixSort.Sort(_words.Pointer, _spare.Pointer, count, placeBits, endBit), _values.Pointer, count, firstRow, _columnBits, placeBits);
    }

    public void Dispose()
    {
        _values.Dispose();
        _words.Dispose();
        _spare.Dispose();
    }

    void Grow(int count)
    {
        if (count <= _words.Length) return;
        var length = Math.Max(count, Math.Min(2 * _words.Length, count + (1L << 20)));
        Dispose();
        (_values, _words, _spare) = (new(length, cleared: false), new(length, cleared: false), new(length, cleared: false));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int MakeWords(RowRecord* records, int count, int firstRow, int placeBits, int place)
    {
        var words = _words.Pointer;
        var values = _values.Pointer;
        var columnBits = _columnBits;
        for (var i = 0; i < count; i++, place++)
        {
            words[place] = ((((ulong)(uint)(records[i].Row - firstRow) << columnBits) | (uint)records[i].Column) << placeBits) | (uint)place;
            values[place] = records[i].Value;
        }

        return place;
    }

    SortedRecords Sorted(int bucket, BucketParts<RowRecord> parts, int count, int firstRow)
    {
        using var records = new NativeArray<RowRecord>(count, cleared: false);
        parts.CopyTo(bucket, records.Pointer);
        records.AsSpan().Sort();
        for (var i = 0; i < count; i++)
        {
            _words[i] = ((ulong)(uint)(records[i].Row - firstRow) << _columnBits) | (uint)records[i].Column;
            _values[i] = records[i].Value;
        }

        return new(_words.Pointer, _values.Pointer, count, firstRow, _columnBits, placeBits: 0);
    }
}

/// <summary>A bucket's records, ascending by row and column.</summary>
readonly unsafe struct SortedRecords(ulong* words, long* values, int count, int firstRow, int columnBits, int placeBits)
{
    readonly ulong _columnMask = (1UL << columnBits) - 1;
    readonly ulong _placeMask = (1UL << placeBits) - 1;

    // Without places in the words, values are in their order.
    readonly int _ownPlaceMask = placeBits == 0 ? -1 : 0;

    internal int Count => count;

    /// <summary>Row and column as one number, that of others if and only if both are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Key(int at) => words[at] >> placeBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Row(ulong key) => firstRow + (int)(key >> columnBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Column(ulong key) => (int)(key & _columnMask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Value(int at) => values[(long)(words[at] & _placeMask) + (at & _ownPlaceMask)];
}
