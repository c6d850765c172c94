using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>Ascending order of words by some of their bits, eleven at a time from the lowest: for words that stay in a processor's cache.</summary>
static unsafe class RadixSort
{
    const int DigitBits = 11, DigitCount = 1 << DigitBits;

    // Below, a general sort is through before the counts are cleared.
    const int MinCount = 512;

    /// <summary>Sorts by the bits from <paramref name="lowBit"/> on; words that are equal there keep their order, or come to stand by the bits below.</summary>
    /// <param name="words">The words; afterwards either they or what they were sorted into is stale.</param>
    /// <param name="spare">As many places.</param>
    /// <param name="count">Words.</param>
    /// <param name="lowBit">The lowest bit that matters.</param>
    /// <param name="endBit">No word has a bit from here on.</param>
    /// <returns>Where the sorted words are: one of the two.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static ulong* Sort(ulong* words, ulong* spare, int count, int lowBit, int endBit)
    {
        if (count < MinCount)
        {
            TopK.SortShort(new(words, count));
            return words;
        }

        // All digits are counted in one pass: 8 KB of counts each.
        var digits = (endBit - lowBit + DigitBits - 1) / DigitBits;
        var counts = stackalloc int[digits << DigitBits];
        new Span<int>(counts, digits << DigitBits).Clear();
        for (var i = 0; i < count; i++)
        {
            var rest = words[i] >> lowBit;
            for (var places = counts; places < counts + (digits << DigitBits); places += DigitCount, rest >>= DigitBits) places[rest & (DigitCount - 1)]++;
        }

        for (var shift = lowBit; shift < endBit; shift += DigitBits)
        {
            var places = counts + ((shift - lowBit) / DigitBits << DigitBits);
            if (places[(words[0] >> shift) & (DigitCount - 1)] == count) continue;
            var next = 0;
            for (var digit = 0; digit < DigitCount; digit++) (places[digit], next) = (next, next + places[digit]);
            for (var i = 0; i < count; i++) spare[places[(words[i] >> shift) & (DigitCount - 1)]++] = words[i];
            var sorted = spare;
            spare = words;
            words = sorted;
        }

        return words;
    }
}
