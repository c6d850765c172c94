using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>What users are interested in, as a table has it.</summary>
/// <param name="Topics">Users × topics; owned from here on.</param>
/// <param name="File">What the manifest says of the table.</param>
/// <param name="BadRowCount">Rows without a user or a topic, left out.</param>
/// <param name="DuplicateCount">Rows that say what another said already.</param>
public sealed record UserTopicTable(UserTopics Topics, InputFile File, long BadRowCount, long DuplicateCount) : IDisposable
{
    public void Dispose() => Topics.Dispose();
}

/// <summary>Reads who is interested in what: a user and a topic a row, in any form DuckDB reads. A topic is a word; a number is read as one.</summary>
public static class UserTopicSource
{
    static readonly string[] s_users = ["user", "userid", "person", "member", "account", "producer", "consumer", "startid", "start", "id"];
    static readonly string[] s_topics = ["topic", "topicname", "interest", "tag", "hashtag", "category", "name", "end", "endid"];

    /// <param name="input">A path or a <c>SELECT</c>: columns such as user and topic, else the first two.</param>
    /// <param name="ids">What the users' ids must be: those of the follows.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">There are no two columns, or the users' ids are of another kind.</exception>
    public static UserTopicTable Read(string input, IdKind ids, Execution execution, long memoryLimitBytes = 1L << 30)
    {
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = session.Rows($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {relation.Sql})", input);
        if (columns.Count < 2) throw new TableFormatException(input, $"expected a column of users and one of topics, found '{string.Join("', '", columns.Select(column => column[0]))}' alone.");
        int Find(string[] known) => columns.FindIndex(column => known.Contains(NamedColumns.Stem(column[0]!), StringComparer.Ordinal));
        var (user, topic) = (Find(s_users), Find(s_topics));
        if (user < 0 || topic < 0 || user == topic) (user, topic) = (0, 1);

        var users = RelationColumns.ColumnLike(session, relation, columns[user][0]!, columns[user][1]!, ids);
        var topics = new RelationColumn(columns[topic][0]!, IdKind.Text, $"nullif({DuckDbSession.Quoted(columns[topic][0]!)}::VARCHAR, '')");
        var (blocks, file, badCount, _) = RelationReader.Read(session, relation, users, topics, weight: null, isReversed: false, isStrict: false, maxBadRowsKept: 1, execution);

        var userIndex = IdNumbering.Number([.. blocks.Select(block => block.Sources)], execution);
        var topicIndex = IdNumbering.Number([.. blocks.Select(block => block.Targets)], execution);
        var (pairs, duplicateCount) = EdgeGrouping.Group(userIndex.Count, topicIndex.Count, blocks, execution);
        return new(new(userIndex, topicIndex, pairs), file, badCount, duplicateCount);
    }
}
