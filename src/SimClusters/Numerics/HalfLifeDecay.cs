using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>What an event is worth by its age: ½ after every half-life. The same bits on every machine.</summary>
/// <remarks>
/// A table has the worth at every 2^b units, b such that so little of a half-life lies between two that four terms of the exponential series give the rest, to within
/// 1e-13 of the value: one look-up and some products, for a hundred million events. Memory: 8 bytes for 2^b units of the longest age, at most some MB.
/// </remarks>
sealed class HalfLifeDecay
{
    const double Ln2 = 0.6931471805599453;

    // Below 2^−1000 an event is worth nothing in any sum.
    const double MaxHalvings = 1_000;

    // e^−y by its series up to y⁴: the first term left out is y⁵/120, 7e-15 here.
    const double MaxRest = 1.0 / 256;

    readonly double[] _worth;
    readonly double _rate;
    readonly int _bits;

    /// <summary>Of ages in seconds.</summary>
    /// <param name="halfLifeInDays">h, &gt; 0.</param>
    /// <param name="maxAgeSeconds">The longest age that will be asked for, ≥ 0.</param>
    internal HalfLifeDecay(double halfLifeInDays, long maxAgeSeconds)
        : this(maxAgeSeconds, Ln2 / (halfLifeInDays * 86_400))
    {
    }

    HalfLifeDecay(long maxAge, double rate)
    {
        _rate = rate;
        while (_bits < 40 && (1L << (_bits + 1)) * _rate <= MaxRest) _bits++;
        var lastAge = (long)Math.Min(maxAge, Math.Min(MaxHalvings * Ln2 / _rate, long.MaxValue / 2));
        _worth = new double[(lastAge >> _bits) + 1];
        for (var i = 0; i < _worth.Length; i++) _worth[i] = HalvedBy(((long)i << _bits) * _rate / Ln2);
    }

    /// <summary>The worth at every 2^<see cref="Bits"/> seconds; later it is 0.</summary>
    internal ReadOnlySpan<double> Worth => _worth;

    /// <summary>b.</summary>
    internal int Bits => _bits;

    /// <summary>ln 2 / h, in 1/s.</summary>
    internal double Rate => _rate;

    /// <summary>Of ages in milliseconds.</summary>
    /// <param name="halfLife">h, &gt; 0; null: what is worth 1 once is worth 1 for ever.</param>
    /// <param name="maxAgeMs">The longest age that will be asked for, ≥ 0.</param>
    internal static HalfLifeDecay OfMilliseconds(TimeSpan? halfLife, long maxAgeMs) =>
        halfLife is { } given ? new(maxAgeMs, Ln2 / given.TotalMilliseconds) : new(maxAgeMs, 0.0);

    /// <summary>2^(−age/h): 1 at age 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal double At(long age)
    {
        var step = age >> _bits;
        if (step >= _worth.Length) return 0;
        var y = (age & ((1L << _bits) - 1)) * _rate;
        return _worth[step] * (1 - y * (1 - y * (0.5 - y * (1.0 / 6 - y * (1.0 / 24)))));
    }

    /// <summary>2^(−halvings), for halvings of any size ≥ 0.</summary>
    internal static double HalvedBy(double halvings) => halvings > MaxHalvings ? 0 : PortableMath.Exp(-halvings * Ln2);
}
