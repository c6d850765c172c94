using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SimClusters.Numerics;

/// <summary>A random order of 0 to count − 1 that is computed, not stored: any thread asks for any position.</summary>
/// <remarks>
/// A Feistel network of four rounds over the smallest power of two that holds the count, walked until it lands inside
/// (Black and Rogaway 2002, "Ciphers with arbitrary finite domains"). No memory, and some 10 ns a position, less when several are asked for in a row.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
readonly struct SeededPermutation
{
    readonly ulong _key;
    readonly uint _count;
    readonly int _lowBits;
    readonly uint _lowMask;
    readonly uint _highMask;

    /// <param name="key">From <see cref="CounterRandom.Key"/>: equal keys and counts give equal orders.</param>
    /// <param name="count">Length of the order, ≥ 0.</param>
    internal SeededPermutation(ulong key, int count)
    {
        var bits = Math.Max(2, 32 - BitOperations.LeadingZeroCount((uint)Math.Max(0, count - 1)));
        _key = key;
        _count = (uint)count;
        _lowBits = bits - bits / 2;
        _lowMask = (1u << _lowBits) - 1;
        _highMask = (1u << (bits / 2)) - 1;
    }

    /// <summary>What stands at <paramref name="position"/>, 0 to count − 1.</summary>
    internal int this[int position]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var at = (uint)position;
            do at = Scramble(at);
            while (at >= _count);
            return (int)at;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    uint Scramble(uint at)
    {
        uint low = at & _lowMask, high = at >> _lowBits;
        high ^= (uint)(CounterRandom.Bits(_key, low) >> 20) & _highMask;
        low ^= (uint)(CounterRandom.Bits(_key + 1, high) >> 20) & _lowMask;
        high ^= (uint)(CounterRandom.Bits(_key + 2, low) >> 20) & _highMask;
        low ^= (uint)(CounterRandom.Bits(_key + 3, high) >> 20) & _lowMask;
        return (high << _lowBits) | low;
    }
}
