using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>A sum of non-negative numbers in fixed point: exact, so that any order and any split over threads gives the same bits.</summary>
/// <remarks>
/// 16 bytes. 64 bits before the point and 64 behind it: terms of at most 2⁶³ each, rounded down to a multiple of 2⁻⁶⁴, but a positive one
/// never to 0; a whole of 2⁶⁴ or more is an <see cref="OverflowException"/>.
/// </remarks>
struct ExactSum
{
    const double Least = 1 / 18446744073709551616.0;

    ulong _whole;
    ulong _fraction;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(double term)
    {
        Debug.Assert(term is >= 0 and <= 1UL << 63);
        var whole = (ulong)term;
        var fraction = (ulong)((term - whole) * 18446744073709551616.0);
        if (term is > 0 and < Least) fraction = 1;
        _fraction += fraction;
        _whole = checked(_whole + whole + (_fraction < fraction ? 1UL : 0));
    }

    internal void Add(in ExactSum other)
    {
        _fraction += other._fraction;
        _whole = checked(_whole + other._whole + (_fraction < other._fraction ? 1UL : 0));
    }

    internal readonly double Value => _whole + _fraction * Least;
}
