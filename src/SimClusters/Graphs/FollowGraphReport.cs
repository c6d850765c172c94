namespace SimClusters.Graphs;

/// <summary>What became of each row that was read: rows = bad + self-follows + duplicates + follows.</summary>
/// <param name="RowCount">Rows read, bad ones among them.</param>
/// <param name="BadRowCount">Rows that the reader could not read as two ids.</param>
/// <param name="SelfFollowCount">Rows in which someone follows themselves.</param>
/// <param name="DuplicateCount">Rows that say what another row said already.</param>
/// <param name="FollowCount">Distinct follows: the edges of the graph.</param>
public sealed record FollowGraphReport(long RowCount, long BadRowCount, long SelfFollowCount, long DuplicateCount, long FollowCount)
{
    /// <summary>The counts in words.</summary>
    public override string ToString() =>
        $"{RowCount:N0} rows read: {FollowCount:N0} follows, {DuplicateCount:N0} duplicates, {SelfFollowCount:N0} self-follows, {BadRowCount:N0} bad rows";
}
