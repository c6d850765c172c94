using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>Random numbers by counter: each draw is a function of its key alone, so threads and order change nothing.</summary>
/// <remarks>
/// A key is made from (seed, stream, row, …) with <see cref="Key(ulong, ulong)"/>, one call a part; a draw mixes it once more.
/// The mixer is the finaliser of splitmix64 (Steele, Lea and Flood 2014): a bijection of 64 bits with good avalanche.
/// </remarks>
static class CounterRandom
{
    const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A key below <paramref name="parent"/>: the next part of (seed, stream, row, …).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Key(ulong parent, ulong part) => Mix(parent + (part + 1) * Golden);

    /// <summary>64 random bits, the <paramref name="draw"/>-th under <paramref name="key"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Bits(ulong key, ulong draw) => Mix(key ^ (draw + 1) * 0xD1342543DE82EF95);

    /// <summary>Uniform in the open interval (0, 1): 2⁵² equally spaced values, none of them an end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Uniform(ulong bits) => ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Uniform in 0 to count − 1, by the high half of a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Below(ulong bits, long count) => (long)Math.BigMul(bits, (ulong)count, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
