using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>N of entities or hashtags: how much each user has to do with each, as given or as decayed by now.</summary>
public static class EntityEngagementsBuilder
{
    /// <summary>That of the published job; 1, 7, 30 and 60 days are the others it allows.</summary>
    public static readonly TimeSpan DefaultHalfLife = TimeSpan.FromDays(14);

    /// <param name="weights">Users to entities, each with a weight ≥ 0, in any unit. Consumed: its blocks are freed as they are read.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>Entities × users. Weights of one user and entity are added up, and what comes to 0 is left out.</returns>
    /// <exception cref="ArgumentException">A column mixes integers and strings.</exception>
    /// <remarks>
    /// Time: some steps a row, and a sort of each entity's. Memory: the columns, and the result. Source: EntityEmbeddingUtil.scala, whose weights are those of a job that is not
    /// published; entities_and_indexes.md §3.2.
    /// </remarks>
    public static NounEngagements Build(EdgeColumns weights, Execution? execution = null)
    {
        execution ??= Execution.Default;
        var users = IdNumbering.Number([.. weights.Blocks.Select(block => block.Sources)], execution);
        var entities = IdNumbering.Number([.. weights.Blocks.Select(block => block.Targets)], execution);
        IReadOnlyList<EdgeBlock> turned = [.. weights.Blocks.Select(block => new EdgeBlock(block.Targets, block.Sources, block.Weights))];
        var (matrix, _) = EdgeGrouping.Group(entities.Count, users.Count, turned, execution, DuplicateWeights.Sum);
        return new(new(entities), users, matrix.WithoutZeros());
    }

    /// <param name="log">The interactions, in any order. Consumed: its blocks are freed as they are read.</param>
    /// <param name="halfLife">After which an interaction is worth half.</param>
    /// <param name="now">To which ages are counted; null: the newest interaction. What is later counts as if it were of now.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>Entities × users: Σ ½^(age / half-life) over the interactions of a user and an entity; what has come to nothing is left out.</returns>
    /// <exception cref="ArgumentException">A column mixes integers and strings, or the half-life is not positive.</exception>
    /// <remarks>As above.</remarks>
    public static NounEngagements Build(InteractionColumns log, TimeSpan halfLife, DateTimeOffset? now = null, Execution? execution = null)
    {
        if (halfLife <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "A half-life is above 0.");
        execution ??= Execution.Default;
        var (oldest, newest) = Times(log, execution);
        var nowMs = now?.ToUnixTimeMilliseconds() ?? newest;
        var worth = HalfLifeDecay.OfMilliseconds(halfLife, Math.Max(0, nowMs - oldest));
        var blocks = new EdgeBlock[log.Blocks.Count];
        ParallelRows.Run(blocks.Length, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            var block = log.Blocks[index];
            var weights = new NativeArray<float>(block.Count, cleared: false);
            for (var i = 0; i < block.Count; i++) weights[i] = (float)worth.At(Math.Max(0, nowMs - block.TimesMs[i]));
            block.TimesMs.Dispose();
            blocks[index] = new(block.Users, block.Entities, weights);
        });
        return Build(new EdgeColumns(blocks), execution);
    }

    static (long Oldest, long Newest) Times(InteractionColumns log, Execution execution)
    {
        var times = new (long Oldest, long Newest)[log.Blocks.Count];
        ParallelRows.Run(times.Length, 1, execution.WithoutProgress(), (block, _, _) =>
        {
            long oldest = long.MaxValue, newest = long.MinValue;
            foreach (var time in log.Blocks[block].TimesMs.AsSpan()) (oldest, newest) = (Math.Min(oldest, time), Math.Max(newest, time));
            times[block] = (oldest, newest);
        });
        return log.RowCount == 0 ? (0, 0) : (times.Min(time => time.Oldest), times.Max(time => time.Newest));
    }
}
