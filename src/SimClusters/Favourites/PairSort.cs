using System.Runtime.CompilerServices;

namespace SimClusters.Favourites;

/// <summary>Sorts a bucket's events by pair of a user and an author: by counting, some ten bits at a time, from the low ones up.</summary>
/// <remarks>Three passes within the second cache for a million users and authors.</remarks>
sealed unsafe class PairSort(int pairBits)
{
    const int MaxDigitBits = 11;

    // Fewer events than this are sorted by comparison: the counters alone cost more.
    const int MinCountedLength = 256;

    readonly int _passCount = (pairBits + MaxDigitBits - 1) / MaxDigitBits;
    readonly int[] _counts = new int[(pairBits + MaxDigitBits - 1) / MaxDigitBits << DigitBitsOf(pairBits)];

    /// <param name="events">What is sorted.</param>
    /// <param name="other">As much memory again.</param>
    /// <param name="length">Events.</param>
    /// <param name="pairShift">Where the pair begins in an event's first word.</param>
    /// <returns>Where the sorted events are: in one of the two.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal TEvent* Sort<TEvent>(TEvent* events, TEvent* other, int length, int pairShift)
        where TEvent : unmanaged, IPackedFavourite<TEvent>
    {
        if (length < MinCountedLength)
        {
            new Span<TEvent>(events, length).Sort();
            return events;
        }

        var digitBits = DigitBitsOf(pairBits);
        var mask = (1UL << digitBits) - 1;
        Array.Clear(_counts);
        fixed (int* counts = _counts)
        {
            for (var i = 0; i < length; i++)
            {
                var pair = events[i].First >> pairShift;
                for (var pass = 0; pass < _passCount; pass++) counts[(pass << digitBits) + (int)((pair >> (pass * digitBits)) & mask)]++;
            }

            for (var pass = 0; pass < _passCount; pass++)
            {
                var places = counts + (pass << digitBits);
                for (int digit = 0, next = 0; digit <= (int)mask; digit++) (places[digit], next) = (next, next + places[digit]);
                var shift = pairShift + pass * digitBits;
                for (var i = 0; i < length; i++) other[places[(int)((events[i].First >> shift) & mask)]++] = events[i];

                var sorted = other;
                other = events;
                events = sorted;
            }
        }

        return events;
    }

    static int DigitBitsOf(int pairBits)
    {
        var passCount = (pairBits + MaxDigitBits - 1) / MaxDigitBits;
        return (pairBits + passCount - 1) / passCount;
    }
}
