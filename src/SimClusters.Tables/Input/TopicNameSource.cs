using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>What topics are called, as a table has it.</summary>
/// <param name="Names">Owned from here on.</param>
/// <param name="File">What the manifest says of the table.</param>
/// <param name="BadRowCount">Rows without a topic or a name, left out.</param>
/// <param name="DuplicateCount">Names beyond the first, in ordinal order, of a topic that has several.</param>
public sealed record TopicNameTable(TopicNames Names, InputFile File, long BadRowCount, long DuplicateCount) : IDisposable
{
    public void Dispose() => Names.Dispose();
}

/// <summary>Reads what topics are called: a topic and a name a row, in any form DuckDB reads.</summary>
public static class TopicNameSource
{
    static readonly string[] s_topics = [.. ColumnWords.Topics, "entity", "id"];
    static readonly string[] s_names = ["name", "topicname", "label", "title", "text"];

    /// <param name="input">A path or a <c>SELECT</c>: columns such as topic and name, else the first two.</param>
    /// <param name="topics">What the topics' ids must be; null: what they are.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">There are no two columns, or the topics' ids are of another kind.</exception>
    public static TopicNameTable Read(string input, IdKind? topics, Execution execution, long memoryLimitBytes = 1L << 30)
    {
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = new NamedColumns(session, relation);
        var (topic, name) = PairColumns.Of(relation, columns, s_topics, s_names, "a topic and its name");
        var words = new RelationColumn(name, IdKind.Text, $"nullif({DuckDbSession.Quoted(name)}::VARCHAR, '')");
        var pairs = PairColumns.Read(session, relation, columns.Ids(topic, topics, "the items' topics"), words, execution);

        // Columns ascend, so that the first of a topic is the first in ordinal order.
        int[] nameOf = [.. Enumerable.Range(0, pairs.Rows.Count).Select(row => pairs.Pairs.RowKeys(row)[0])];
        var duplicateCount = pairs.DuplicateCount + pairs.Pairs.EntryCount - nameOf.Length;
        pairs.Pairs.Dispose();
        return new(new(pairs.Rows, new(pairs.Columns, nameOf)), pairs.File, pairs.BadCount, duplicateCount);
    }
}
