using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>What items are about, as a table has it.</summary>
/// <param name="Topics">Items × topics; owned from here on.</param>
/// <param name="File">What the manifest says of the table; of a column of many topics its rows are the topics.</param>
/// <param name="BadRowCount">Rows without an item or a topic, left out.</param>
/// <param name="DuplicateCount">Rows that say what another said already.</param>
public sealed record ItemTopicTable(ItemTopics Topics, InputFile File, long BadRowCount, long DuplicateCount) : IDisposable
{
    public void Dispose() => Topics.Dispose();
}

/// <summary>Reads what items are about: an item and a topic a row, or an item and all its topics, in any form DuckDB reads. Topics are integers or words.</summary>
/// <remarks>A list is taken apart; so is text in a column whose name is a plural, such as topics, at commas, semicolons and bars: the table of items is good for both.</remarks>
public static class ItemTopicSource
{
    /// <param name="input">A path or a <c>SELECT</c>: columns such as item and topic, else the first two.</param>
    /// <param name="items">What the items' ids must be; null: what they are.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">There are no two columns, or the ids are of another kind.</exception>
    public static ItemTopicTable Read(string input, IdKind? items, Execution execution, long memoryLimitBytes = 1L << 30)
    {
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = new NamedColumns(session, relation);
        var (item, topic) = PairColumns.Of(relation, columns, [.. ColumnWords.Items, "id"], ColumnWords.Topics, "an item and a topic");
        relation = TakenApart(relation, columns, item, topic);
        columns = new(session, relation);
        var pairs = PairColumns.Read(session, relation, columns.Ids(item, items, "the items"), columns.Ids(topic, null), execution);
        return new(new(pairs.Rows, pairs.Columns, pairs.Pairs), pairs.File, pairs.BadCount, pairs.DuplicateCount);
    }

    static Relation TakenApart(Relation relation, NamedColumns columns, string item, string topic)
    {
        var (type, name) = (columns.TypeOf(topic), DuckDbSession.Quoted(topic));
        var isPlural = NamedColumns.Stem(topic).EndsWith('s');
        var list = type.EndsWith(']') ? name : type == "VARCHAR" && isPlural ? $"string_split_regex(trim({name}, '[]{{}} '), '[\"'']?\\s*[,;|]\\s*[\"'']?')" : null;
        if (list is null) return relation;
        var one = type == "VARCHAR" ? $"nullif(trim(topic, ' \"'''), '')" : "topic";
        return relation with { Sql = $"(SELECT {DuckDbSession.Quoted(item)}, {one} AS {name} FROM (SELECT {DuckDbSession.Quoted(item)}, unnest({list}) AS topic FROM {relation.Sql}))" };
    }
}
