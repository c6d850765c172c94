using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>One thread's dense sums over very many columns of which a row touches any number; they come out in ascending columns without a sort.</summary>
/// <remarks>
/// A bit a column says which are touched, and a bit a 64 of those which words have any. Memory: 8 bytes and an eighth a column. All is zero between rows.
/// </remarks>
sealed unsafe class MarkedSums : IDisposable
{
    readonly NativeArray<double> _sums;
    readonly NativeArray<ulong> _marks;
    readonly NativeArray<ulong> _words;

    internal MarkedSums(int columnCount)
    {
        _sums = new(columnCount);
        _marks = new(columnCount / 64 + 1L);
        _words = new(_marks.Length / 64 + 1L);
    }

    /// <summary>Adds to the sum of a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(int column, double term)
    {
        _sums.Pointer[column] += term;
        _marks.Pointer[column >> 6] |= 1UL << column;
        _words.Pointer[column >> 12] |= 1UL << (column >> 6);
    }

    /// <summary>Writes the sums above 0, and clears the row.</summary>
    /// <returns>How many were written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int Finish(RowBlockWriter<float> output)
    {
        var count = 0;
        for (long word = 0; word < _words.Length; word++)
        {
            for (var words = _words.Pointer[word]; words != 0; words &= words - 1)
            {
                var place = (word << 6) + BitOperations.TrailingZeroCount(words);
                for (var marks = _marks.Pointer[place]; marks != 0; marks &= marks - 1)
                {
                    var column = (int)(place << 6) + BitOperations.TrailingZeroCount(marks);
                    var sum = (float)_sums.Pointer[column];
                    _sums.Pointer[column] = 0;
                    if (!(sum > 0)) continue;
                    output.Add(column, sum);
                    count++;
                }

                _marks.Pointer[place] = 0;
            }

            _words.Pointer[word] = 0;
        }

        return count;
    }

    public void Dispose()
    {
        _sums.Dispose();
        _marks.Dispose();
        _words.Dispose();
    }
}
