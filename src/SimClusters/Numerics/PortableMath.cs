using System.Diagnostics;

namespace SimClusters.Numerics;

/// <summary>Functions whose last bit is the same on every machine: additions, products and quotients only.</summary>
/// <remarks>The platform's exp and log differ between libraries, and a generated network must not.</remarks>
static class PortableMath
{
    // ln 2 in two parts: the first has so few bits that its product with a small integer is exact.
    const double Ln2High = 0.693145751953125;
    const double Ln2Low = 1.42860682030941723212e-6;

    /// <summary>eˣ to within 2e-15 of its value, for |x| ≤ 700.</summary>
    /// <remarks>x = n·ln 2 + r with |r| ≤ 0.35; a Taylor polynomial of degree 13 for eʳ, and n goes to the exponent.</remarks>
    internal static double Exp(double x)
    {
        Debug.Assert(Math.Abs(x) <= 700);
        var n = Math.Floor(x * 1.4426950408889634 + 0.5);
        var r = x - n * Ln2High - n * Ln2Low;

        var sum = 1.0;
        for (var term = 13; term >= 1; term--) sum = 1 + sum * r / term;
        return sum * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    /// <summary>A standard normal draw: the sum of twelve uniforms less six, draws 0 to 11 under <paramref name="key"/>.</summary>
    /// <remarks>Mean 0 and variance 1 exactly; nothing beyond ±6. Near enough to normal for sizes and counts, and it needs no logarithm.</remarks>
    internal static double Normal(ulong key)
    {
        var sum = -6.0;
        for (var draw = 0UL; draw < 12; draw++) sum += CounterRandom.Uniform(CounterRandom.Bits(key, draw));
        return sum;
    }

    /// <summary>A log-normal draw of mean 1: exp(σ·z − σ²/2).</summary>
    internal static double LogNormal(ulong key, double sigma) => Exp(sigma * Normal(key) - sigma * sigma / 2);
}
