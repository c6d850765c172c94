using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Reads who follows which topic: a user and a topic a row, in any form DuckDB reads. Topics are integers or words, as the items' are.</summary>
public static class TopicFollowSource
{
    static readonly string[] s_users = [.. ColumnWords.Users, "follower", "id"];

    /// <param name="input">A path or a <c>SELECT</c>: columns such as user and topic, else the first two.</param>
    /// <param name="users">What the users' ids must be: those of the follows; null: what they are.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">There are no two columns, or the users' ids are of another kind.</exception>
    public static UserTopicTable Read(string input, IdKind? users, Execution execution, long memoryLimitBytes = 1L << 30)
    {
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = new NamedColumns(session, relation);
        var (user, topic) = PairColumns.Of(relation, columns, s_users, ColumnWords.Topics, "a user and a topic");
        var pairs = PairColumns.Read(session, relation, columns.Ids(user, users), columns.Ids(topic, null), execution);
        return new(new(pairs.Rows, pairs.Columns, pairs.Pairs), pairs.File, pairs.BadCount, pairs.DuplicateCount);
    }
}
