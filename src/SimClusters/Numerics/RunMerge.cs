using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>Sorts words that lie in ascending runs, such as the rows of a matrix one after another: two runs become one, until there is one.</summary>
/// <remarks>One step a word and doubling of the runs, each without a branch to mispredict.</remarks>
static unsafe class RunMerge
{
    /// <param name="words">The runs; what they hold afterwards is of no use unless they are what is returned.</param>
    /// <param name="spare">As long as the words.</param>
    /// <param name="starts">By run where it starts, the first 0, and the end of the last. Holds anything afterwards.</param>
    /// <returns>Where all words are, ascending: in <paramref name="words"/> or in <paramref name="spare"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Span<ulong> Merge(Span<ulong> words, Span<ulong> spare, Span<int> starts)
    {
        Debug.Assert(starts.Length >= 1 && starts[0] == 0 && starts[^1] == words.Length && spare.Length == words.Length);
        for (var runCount = starts.Length - 1; runCount > 1; runCount = (runCount + 1) / 2)
        {
            for (var run = 0; run < runCount; run += 2)
            {
                var (first, end) = (starts[run], starts[Math.Min(run + 2, runCount)]);
                MergeTwo(words[first..starts[run + 1]], words[starts[run + 1]..end], spare[first..end]);
                starts[run / 2] = first;
            }

            starts[(runCount + 1) / 2] = words.Length;
            var merged = spare;
            spare = words;
            words = merged;
        }

        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void MergeTwo(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> merged)
    {
        fixed (ulong* leftStart = left, rightStart = right, mergedStart = merged)
        {
            ulong* one = leftStart, oneEnd = one + left.Length, other = rightStart, otherEnd = other + right.Length, to = mergedStart;
            while (one < oneEnd && other < otherEnd)
            {
                var (a, b) = (*one, *other);
                var isOne = a < b ? 1 : 0;
                *to++ = b ^ ((a ^ b) & (0 - (ulong)isOne));
                one += isOne;
                other += 1 - isOne;
            }

            new ReadOnlySpan<ulong>(one, (int)(oneEnd - one)).CopyTo(new(to, (int)(oneEnd - one)));
            new ReadOnlySpan<ulong>(other, (int)(otherEnd - other)).CopyTo(new(to, (int)(otherEnd - other)));
        }
    }
}
