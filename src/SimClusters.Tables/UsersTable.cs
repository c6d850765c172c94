using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>users: what the model's users are called and where they are from, as far as the table of users told.</summary>
/// <remarks>
/// user (id), name, language and country strings, empty where not known, is_active and is_nsfw BOOLEAN (true and false where not known); those users alone that are consumers or producers of the
/// model. Ascending by user. Some 10 bytes a row on disk.
/// </remarks>
public static class UsersTable
{
    public static TableSchema Schema { get; } = new("users", 1,
        new TableColumn("user", ColumnKind.Id), new("name", ColumnKind.Word), new("language", ColumnKind.Word), new("country", ColumnKind.Word), new("is_active", ColumnKind.Flag),
        new("is_nsfw", ColumnKind.Flag));

    /// <returns>Users written.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static long Write(string path, Users users, NodeIndex consumers, NodeIndex producers, Execution execution)
    {
        var (asConsumer, asProducer) = (RowMap.Of(users.Ids, consumers), RowMap.Of(users.Ids, producers));
        var rows = Enumerable.Range(0, users.Ids.Count).Where(row => asConsumer[row] != RowMap.None || asProducer[row] != RowMap.None).ToArray();
        using var names = Words(users.Names);
        using var languages = Words(users.Languages);
        using var countries = Words(users.Countries);
        TableWriter.Write(path, Schema, rows.Length,
        [
            ColumnSource.Ids(users.Ids, (first, values) => rows.AsSpan((int)first, values.Length).CopyTo(values)),
            Words(names, users.Names, rows), Words(languages, users.Languages, rows), Words(countries, users.Countries, rows), Flags(rows, row => users.IsActive?[row] ?? true), Flags(rows, row => users.IsSensitive?[row] ?? false),
        ], execution);
        return rows.Length;
    }

    // The empty word comes before all others.
    static NodeIndex Words(UserWords? words) => ColumnSource.IndexOf(["", .. words is null ? [] : Enumerable.Range(0, words.Words.Count).Select(words.Words.NameAt)]);

    static IColumnSource Words(NodeIndex texts, UserWords? words, int[] rows) =>
        ColumnSource.Words(texts, (first, numbers) => { for (var i = 0; i < numbers.Length; i++) numbers[i] = words is null ? 0 : words.WordOf[rows[first + i]] + 1; });

    static ValueColumn<bool> Flags(int[] rows, Func<int, bool> of) => new((first, values) => { for (var i = 0; i < values.Length; i++) values[i] = of(rows[first + i]); });
}
