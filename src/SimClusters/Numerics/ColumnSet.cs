using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>A set of columns that is taken in ascending order: for rows of dozens of entries, which cost a sort more than the entries themselves.</summary>
/// <remarks>A bit a column and a bit for 64 of them. Taking costs a step a column, and one for 4,096 columns that there are.</remarks>
sealed unsafe class ColumnSet : IDisposable
{
    readonly NativeArray<ulong> _bits;
    readonly NativeArray<ulong> _used;

    internal ColumnSet(int columnCount)
    {
        _bits = new((columnCount >> 6) + 1L);
        _used = new((columnCount >> 12) + 1L);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int column)
    {
        Debug.Assert(column >> 6 < _bits.Length);
        _bits.Pointer[column >> 6] |= 1UL << column;
        _used.Pointer[column >> 12] |= 1UL << (column >> 6);
    }

    /// <summary>Empties the set: writes its columns, ascending, and gives how many there are.</summary>
    /// <param name="columns">As long as the set at least.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Take(int* columns)
    {
        var bits = _bits.Pointer;
        var used = _used.Pointer;
        var usedCount = (int)_used.Length;
        var count = 0;
        for (var at = 0; at < usedCount; at++)
        {
            for (var words = used[at]; words != 0; words &= words - 1)
            {
                var word = (at << 6) + BitOperations.TrailingZeroCount(words);
                for (var left = bits[word]; left != 0; left &= left - 1) columns[count++] = (word << 6) + BitOperations.TrailingZeroCount(left);
                bits[word] = 0;
            }

            used[at] = 0;
        }

        return count;
    }

    public void Dispose()
    {
        _bits.Dispose();
        _used.Dispose();
    }
}
