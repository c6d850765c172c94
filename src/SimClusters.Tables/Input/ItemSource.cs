using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Items as a table has them.</summary>
/// <param name="Facts">What is known of each; owned from here on.</param>
/// <param name="File">What the manifest says of the table.</param>
/// <param name="BadRowCount">Rows without an id of the wanted kind, left out.</param>
/// <param name="UntoldMarkCount">Items that no row marks, and one does not say of, where there is a column nsfw: they count as marked.</param>
/// <param name="HasTopics">Whether there is a column of topics, which <see cref="ItemTopicSource"/> reads from the same table.</param>
/// <param name="InWords">Which column was taken for what.</param>
public sealed record ItemTable(ItemFacts Facts, InputFile File, long BadRowCount, long UntoldMarkCount, bool HasTopics, string InWords) : IDisposable
{
    public void Dispose() => Facts.Dispose();
}

/// <summary>Reads a table of items: an id each, and where there are such columns author, created_at, media and nsfw. In any form DuckDB reads.</summary>
public static class ItemSource
{
    static readonly string[] s_times = ["createdat", "created", "creationtime", "creationdate", "publishedat", "published", "postedat", .. ColumnWords.Times];
    static readonly string[] s_media = ["media", "mediatype", "mediakind", "contenttype", "type"];
    static readonly string[] s_sensitive = ["nsfw", "isnsfw", "sensitive", "issensitive", "adult"];

    /// <param name="input">
    /// A path or a <c>SELECT</c>. Of an item that is there more than once the least author, the newest time and the largest media kind count, and it is sensitive if one of its rows is; it is counted.
    /// </param>
    /// <param name="items">What the ids must be: those of the events; null: what they are.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <param name="time">How times are written.</param>
    /// <param name="memoryLimitBytes">Memory DuckDB may take, in bytes.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">There is no column of ids, or they are of another kind, or a time cannot be told.</exception>
    /// <remarks>Rows may come in any order: the result is the same. Media are 0 to 3 as published, or words; another word is none. Memory: the result, and DuckDB's limit.</remarks>
    public static ItemTable Read(string input, IdKind? items, Execution execution, TimeFormat time = TimeFormat.Auto, long memoryLimitBytes = 1L << 30)
    {
        if (!InputPaths.IsQuery(input)) InputPaths.Open(input).Dispose();
        using var session = new DuckDbSession(execution.ThreadCount, memoryLimitBytes);
        var relation = Relation.Of(input);
        var columns = new NamedColumns(session, relation);
        var id = columns.Find(null, [.. ColumnWords.Items, "id"]) ?? throw new TableFormatException(input, $"expected a column such as item or item_id, found {columns.InWords}.");
        var item = columns.Ids(id, items, "the events");
        var author = columns.Find(null, [.. ColumnWords.Authors, .. ColumnWords.Users]) is { } whose ? columns.Ids(whose, null) : null;
        var created = columns.Find(null, s_times) is { } when ? columns.Time(when, time) : null;
        var (media, sensitive) = (columns.Find(null, s_media), columns.Find(null, s_sensitive));
        var mark = sensitive is null ? "NULL::BOOLEAN" : $"TRY_CAST({DuckDbSession.Quoted(sensitive)} AS BOOLEAN)";
        var rows = new ItemRows(item, author, input);
        using (var result = session.Query(
            $"SELECT {item.Expression} AS id, {(author is null ? "NULL::BIGINT" : $"min({author.Expression})")}, {(created is null ? "NULL::BIGINT" : $"max({created.Expression})")}, " +
            $"{(media is null ? "0::UTINYINT" : $"max({MediaOf(media)})")}, bool_or(coalesce({mark}, true)), bool_or({mark} IS NULL) AND NOT coalesce(bool_or({mark}), false), count(*)::BIGINT " +
            $"FROM {relation.Sql} GROUP BY id", input))
        {
            while (result.Next())
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                rows.Add(result);
            }
        }

        relation.Rejected(session, 1, out var rejectedCount);
        return new(
            rows.ToFacts(created is not null, media is not null, sensitive is not null, execution), relation.File(rows.RowCount + rejectedCount), rows.BadRowCount + rejectedCount, sensitive is null ? 0 : rows.UntoldMarkCount,
            columns.Find(null, ColumnWords.Topics) is not null, $"{input}: items in '{id}' with {InWords(author?.Name, created, media, sensitive)}.");
    }

    static string InWords(string? author, TimeColumn? created, string? media, string? sensitive)
    {
        string?[] parts = [author is null ? null : $"the author in '{author}'", created is null ? null : $"the time in '{created.Name}', read as {created.InWords}", media is null ? null : $"media in '{media}'", sensitive is null ? null : $"'{sensitive}'"];
        return parts.Any(part => part is not null) ? string.Join(", ", parts.OfType<string>()) : "nothing else";
    }

    // SQL of a number of MediaKind.
    static string MediaOf(string column)
    {
        var word = $"lower(trim({DuckDbSession.Quoted(column)}::VARCHAR))";
        return $"CASE WHEN {word} IN ('3', 'video', 'videos', 'movie', 'clip') THEN {(int)MediaKind.Video}::UTINYINT WHEN {word} IN ('2', 'gif', 'animated_gif', 'animatedgif') THEN {(int)MediaKind.Gif}::UTINYINT " +
            $"WHEN {word} IN ('1', 'image', 'images', 'photo', 'picture') THEN {(int)MediaKind.Image}::UTINYINT ELSE {(int)MediaKind.None}::UTINYINT END";
    }
}
