using System.Numerics;
using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>One vertex update of the sampler: SingleOrZeroMembershipLikelihood, spec community detection §2.</summary>
/// <remarks>
/// <para>
/// Proposal: the argmax of score + Gumbel noise over no community and every community of a neighbour, the current one left out, which is a draw
/// from softmax(L); ties to the lower id, none first. Accepted when ln u &lt; m·ΔL. No Hastings correction, and the vertex counts among the
/// members of its current community only: both as published.
/// </para>
/// <para>
/// Draws are keyed by (seed, epoch, vertex, community), so leaving one out changes no other. That is what makes this fast: most
/// steps end before any noise is drawn, because u alone refuses every score in reach, and most candidates before a logarithm is taken.
/// With E = −ln(1 − v) the noise −ln E is at most −ln v, and a uniform number with z leading zero bits is at least 2^−(z+1).
/// </para>
/// </remarks>
readonly unsafe struct MetropolisHastings<TWeight> : IVertexStep
    where TWeight : struct, IEdgeWeight
{
    // A little above ln 2, so that rounding never makes a bound too low.
    const double Log2Above = 0.693148;
    const ulong AcceptanceDraw = 0, NoneDraw = 1, FirstCommunityDraw = 2;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Choose(in SweepView view, in SweepBuffers buffers, int vertex, int current)
    {
        var count = NeighborTally.Score<TWeight>(view, buffers, vertex, current, out var currentScore, out _);
        var seen = buffers.Seen;
        var scores = buffers.Scores;

        var top = -1;
        var topScore = 0.0;
        for (var i = 0; i < count; i++)
        {
            if (!(scores[i] > topScore)) continue;
            topScore = scores[i];
            top = i;
        }

        // ln u ≥ −(z + 1)·ln 2: when even the best score is refused at that, so is every proposal.
        var key = CounterRandom.Key(view.EpochKey, (ulong)vertex);
        var acceptance = CounterRandom.Bits(key, AcceptanceDraw);
        if (view.Acceptance * (topScore - currentScore) <= -UpperBound(acceptance)) return current;

        // The best score first: it sets the mark the others are measured against.
        var best = top < 0 ? NoneNoise(key) : topScore + Noise(CounterRandom.Bits(key, FirstCommunityDraw + (ulong)seen[top]));
        var bestLabel = top < 0 ? KnownFor.None : seen[top];
        var bestScore = topScore;
        for (var i = 0; i < count; i++)
        {
            var bits = CounterRandom.Bits(key, FirstCommunityDraw + (ulong)seen[i]);
            if (scores[i] + UpperBound(bits) < best || i == top) continue;
            var noisy = scores[i] + Noise(bits);
            if (!(noisy > best || (noisy == best && seen[i] < bestLabel))) continue;
            (best, bestLabel, bestScore) = (noisy, seen[i], scores[i]);
        }

        if (UpperBound(CounterRandom.Bits(key, NoneDraw)) >= best && NoneNoise(key) >= best)
            (bestLabel, bestScore) = (KnownFor.None, 0);
        return bestLabel == current || IsAccepted(acceptance, view.Acceptance * (bestScore - currentScore)) ? bestLabel : current;
    }

    /// <summary>Whether ln u &lt; threshold; most often told by the sign or by the leading bits of u alone.</summary>
    static bool IsAccepted(ulong bits, double threshold)
    {
        if (threshold >= 0) return true;
        return threshold > -UpperBound(bits) && NaturalLogarithm.Of(CounterRandom.Uniform(bits)) < threshold;
    }

    static double NoneNoise(ulong key) => Noise(CounterRandom.Bits(key, NoneDraw));

    /// <summary>Standard Gumbel noise, −ln(−ln(1 − v)).</summary>
    static double Noise(ulong bits) => -NaturalLogarithm.Of(-NaturalLogarithm.Of(1 - CounterRandom.Uniform(bits)));

    /// <summary>No less than −ln v, and so than the noise made of v.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double UpperBound(ulong bits) => (BitOperations.LeadingZeroCount(bits) + 1) * Log2Above;
}
