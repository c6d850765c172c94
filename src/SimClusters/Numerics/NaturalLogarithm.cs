using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>ln x by a polynomial of our own: mathematical libraries differ between machines, and with them every draw that needs a logarithm.</summary>
/// <remarks>
/// Only additions, multiplications and one division of doubles in a fixed order, so the bits are the same wherever IEEE 754 holds.
/// Within one unit in the last place. The method and its coefficients are those of e_log.c in fdlibm (Sun Microsystems 1993).
/// </remarks>
static class NaturalLogarithm
{
    /// <param name="x">Positive, finite and normal.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Of(double x)
    {
        // x = 2^k · (1 + f), with 1 + f between √½ and √2.
        var bits = BitConverter.DoubleToInt64Bits(x);
        var high = (int)(bits >> 32) & 0x000FFFFF;
        var carry = (high + 0x95F64) & 0x100000;
        var k = (int)(bits >> 52) - 1023 + (carry >> 20);
        var f = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | ((long)(carry ^ 0x3FF00000) << 32)) - 1;

        // ln(1 + f) = f − f²/2 + s·(f²/2 + R(s²)), where s = f / (2 + f).
        var s = f / (2 + f);
        var z = s * s;
        var w = z * z;
        var even = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332));
        var odd = z * (0.6666666666666735130 + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)));
        var half = 0.5 * f * f;
        return k * 6.93147180369123816490e-01 - (half - (s * (half + (even + odd)) + k * 1.90821492927058770002e-10) - f);
    }
}
