using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>N of entities or hashtags: how much each user has to do with each, as given or as decayed by now.</summary>
public static class EntityEngagementsBuilder
{
    /// <summary>That of the published job; 1, 7, 30 and 60 days are the others it allows.</summary>
    public static readonly TimeSpan DefaultHalfLife = TimeSpan.FromDays(14);

    /// <param name="weights">Users to entities, each with a weight ≥ 0, in any unit. Consumed: it is freed when its rows are read.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>Entities × users. Weights of one user and entity are added up, and what comes to 0 is left out.</returns>
    /// <exception cref="ArgumentException">A column mixes integers and strings.</exception>
    /// <remarks>
    /// Rows go into buckets of entities, and each bucket is sorted by entity and user while it is in the cache. Time: some steps a row. Memory: 16 bytes a row, and for a moment twice the result.
    /// Source: EntityEmbeddingUtil.scala, whose weights are those of a job that is not published; entities_and_indexes.md §3.2.
    /// </remarks>
    public static NounEngagements Build(EdgeColumns weights, Execution? execution = null)
    {
        InteractionPart[] parts = [.. weights.Blocks.Select(block => new InteractionPart(
            block.Sources, block.Targets, (first, to) =>
            {
                if (block.Weights is null) to.Fill(1);
                else block.Weights.Slice(first, to.Length).CopyTo(to);
            }))];
        using var interactions = new InteractionGrouping(parts, weights, execution ?? Execution.Default);
        return interactions.Run();
    }

    /// <param name="log">The interactions, in any order. Consumed: it is freed when its rows are read.</param>
    /// <param name="halfLife">After which an interaction is worth half.</param>
    /// <param name="now">To which ages are counted; null: the newest interaction. What is later counts as if it were of now.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>Entities × users: Σ ½^(age / half-life) over the interactions of a user and an entity; what has come to nothing is left out. One that the log has twice counts twice, for several of one moment are common; a <c>SELECT DISTINCT</c> makes them one.</returns>
    /// <exception cref="ArgumentException">A column mixes integers and strings, or the half-life is not positive.</exception>
    /// <remarks>As above.</remarks>
    public static NounEngagements Build(InteractionColumns log, TimeSpan halfLife, DateTimeOffset? now = null, Execution? execution = null)
    {
        if (halfLife <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "A half-life is above 0.");
        execution ??= Execution.Default;
        var (oldest, newest) = LogTimes.Bounds([.. log.Blocks.Select(block => block.TimesMs)], execution) ?? (0, 0);
        var nowMs = now?.ToUnixTimeMilliseconds() ?? newest;
        var worth = HalfLifeDecay.OfMilliseconds(halfLife, Age(oldest, nowMs));
        InteractionPart[] parts = [.. log.Blocks.Select(block => new InteractionPart(
            block.Users, block.Entities, (first, to) =>
            {
                var times = block.TimesMs.Slice(first, to.Length);
                for (var i = 0; i < to.Length; i++) to[i] = (float)worth.At(Age(times[i], nowMs));
            }))];
        using var interactions = new InteractionGrouping(parts, log, execution);
        return interactions.Run();
    }

    // Without a sign: two times may lie further apart than a long can tell, which is as old as can be.
    static long Age(long timeMs, long nowMs) => timeMs >= nowMs ? 0 : (long)Math.Min((ulong)(nowMs - timeMs), long.MaxValue);
}
