using System.Numerics;
using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>What stands at a few places of a sorted order, without sorting.</summary>
static unsafe class OrderStatistics
{
    const int SortedAtOnce = 32;

    /// <summary>Reorders the values so that each of the places has what it would have if all were sorted, with nothing greater before it and nothing less behind.</summary>
    /// <param name="values">Any but NaN.</param>
    /// <param name="places">Ascending, each below the number of values.</param>
    /// <remarks>Quickselect for several places at once: O(values) on average for a few, and no worse than a sort.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Settle(Span<float> values, ReadOnlySpan<int> places)
    {
        fixed (float* first = values) Settle(first, 0, values.Length, places, 2 * BitOperations.Log2((uint)values.Length + 1));
    }

    static void Settle(float* values, int start, int end, ReadOnlySpan<int> places, int splitsLeft)
    {
        while (!places.IsEmpty)
        {
            if (end - start <= SortedAtOnce || splitsLeft-- == 0)
            {
                new Span<float>(values + start, end - start).Sort();
                return;
            }

            var pivot = MedianOfThree(values[start], values[start + (end - start) / 2], values[end - 1]);
            var split = MoveToFront<Less>(values, start, end, pivot);
            if (split == start)
            {
                // The pivot is the least: all that equal it are where they belong.
                start = MoveToFront<NotGreater>(values, start, end, pivot);
                places = places[CountBelow(places, start)..];
                continue;
            }

            var before = CountBelow(places, split);
            Settle(values, start, split, places[..before], splitsLeft);
            places = places[before..];
            start = split;
        }
    }

    // Every value is written, whichever side it is for: no branch to mispredict.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int MoveToFront<TTest>(float* values, int start, int end, float pivot)
        where TTest : struct, ITest
    {
        var front = start;
        for (var i = start; i < end; i++)
        {
            var value = values[i];
            values[i] = values[front];
            values[front] = value;
            front += TTest.Of(value, pivot) ? 1 : 0;
        }

        return front;
    }

    static int CountBelow(ReadOnlySpan<int> places, int bound)
    {
        var count = 0;
        while (count < places.Length && places[count] < bound) count++;
        return count;
    }

    static float MedianOfThree(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));

    interface ITest
    {
        static abstract bool Of(float value, float pivot);
    }

    readonly struct Less : ITest
    {
        public static bool Of(float value, float pivot) => value < pivot;
    }

    readonly struct NotGreater : ITest
    {
        public static bool Of(float value, float pivot) => value <= pivot;
    }
}
