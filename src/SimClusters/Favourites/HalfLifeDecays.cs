using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SimClusters.Numerics;

namespace SimClusters.Favourites;

/// <summary>What one favourite is worth by its age at every half-life at once: each lane the bits of <see cref="HalfLifeDecay"/>, lanes past the number of half-lives 0.</summary>
sealed unsafe class HalfLifeDecays : IDisposable
{
    /// <summary>Half-lives, at most.</summary>
    internal const int LaneCount = 4;

    readonly NativeArray<double> _worth;
    readonly Vector256<double> _rates;
    readonly Vector256<long> _masks;

    // By lane: where its table begins, how far an age is shifted, and its last step, whose worth is 0.
    readonly Lane _lane0, _lane1, _lane2, _lane3;

    /// <param name="decays">One a half-life, at most four.</param>
    internal HalfLifeDecays(HalfLifeDecay[] decays)
    {
        _worth = new(decays.Sum(decay => (long)decay.Worth.Length + 1) + 1);
        Span<Lane> lanes = stackalloc Lane[LaneCount];
        Span<double> rates = stackalloc double[LaneCount];
        Span<long> masks = stackalloc long[LaneCount];
        long start = 0;
        for (var h = 0; h < decays.Length; h++)
        {
            decays[h].Worth.CopyTo(_worth.Slice(start, decays[h].Worth.Length));
            lanes[h] = new(_worth.Pointer + start, decays[h].Bits, decays[h].Worth.Length);
            (rates[h], masks[h]) = (decays[h].Rate, (1L << decays[h].Bits) - 1);
            start += decays[h].Worth.Length + 1;
        }

        // The last entry is the only one of the lanes that there are none of.
        lanes[decays.Length..].Fill(new(_worth.Pointer + start, 0, 0));
        (_lane0, _lane1, _lane2, _lane3) = (lanes[0], lanes[1], lanes[2], lanes[3]);
        (_rates, _masks) = (Vector256.Create<double>(rates), Vector256.Create<long>(masks));
    }

    /// <param name="ageSeconds">≥ 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector256<double> At(long ageSeconds)
    {
        // The same products and sums in the same order as of one half-life.
        var y = Vector256.ConvertToDouble(Vector256.Create(ageSeconds) & _masks) * _rates;
        var rest = Vector256.Create(1.0) - y * (Vector256.Create(1.0) - y * (Vector256.Create(0.5) - y * (Vector256.Create(1.0 / 6) - y * Vector256.Create(1.0 / 24))));
        return Vector256.Create(_lane0.At(ageSeconds), _lane1.At(ageSeconds), _lane2.At(ageSeconds), _lane3.At(ageSeconds)) * rest;
    }

    public void Dispose() => _worth.Dispose();

    readonly struct Lane(double* worth, int bits, long lastStep)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal double At(long ageSeconds) => worth[Math.Min(ageSeconds >> bits, lastStep)];
    }
}
