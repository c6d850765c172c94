using SimClusters.Embeddings;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>The columns that name a noun in a table: its id, and of topics by their followers the language.</summary>
static class NounColumns
{
    /// <summary>The column of languages.</summary>
    internal const string Language = "language";

    /// <summary>What a variant's nouns are, which is the name of their column.</summary>
    internal static string Noun(NounVariant variant) => variant switch
    {
        NounVariant.Entity or NounVariant.EntityFollow => "entity",
        NounVariant.Hashtag or NounVariant.HashtagFollow => "hashtag",
        _ => "topic",
    };

    /// <summary>Whether a variant tells its nouns apart by language.</summary>
    internal static bool HasLanguages(NounVariant variant) => variant is NounVariant.TopicFollowersFav or NounVariant.TopicFollowersLogFav;

    internal static TableColumn[] Of(NounVariant variant) =>
        HasLanguages(variant) ? [new(Noun(variant), ColumnKind.Id), new(Language, ColumnKind.Word)] : [new(Noun(variant), ColumnKind.Id)];

    /// <param name="rows">Gives the noun's row of each row of the table.</param>
    internal static IColumnSource[] Sources(NounVariant variant, Nouns nouns, ColumnFill<int> rows)
    {
        if (HasLanguages(variant) != nouns.Languages is not null)
            throw new ArgumentException($"The nouns of {variant} are {(HasLanguages(variant) ? "" : "not ")}told apart by language.", nameof(nouns));
        return nouns.Languages is null
            ? [ColumnSource.Ids(nouns.Ids, rows)]
            : [ColumnSource.Ids(nouns.Ids, Mapped(rows, nouns.IdOf!)), ColumnSource.Words(nouns.Languages, Mapped(rows, nouns.LanguageOf!))];
    }

    /// <summary>The nouns of a table that is sorted by them, and where the rows of each start.</summary>
    /// <exception cref="TableFormatException">The nouns do not ascend.</exception>
    internal static (Nouns Nouns, NativeArray<long> Offsets) ReadSorted(TableReader table, NounVariant variant, Execution execution)
    {
        var ids = SortedIds.Read(table);
        using var idRows = Axis.Users(Noun(variant), ids).Read(table);
        if (!HasLanguages(variant))
        {
            var offsets = new NativeArray<long>(ids.Count + 1L);
            foreach (var row in idRows.AsSpan()) offsets[row + 1L]++;
            for (var row = 0; row < ids.Count; row++) offsets[row + 1L] += offsets[row];
            return (new(ids), offsets);
        }

        var languages = ColumnIds.Read(table, Language, execution);
        using var languageRows = Axis.Users(Language, languages).Read(table);
        var starts = new List<long>();
        for (long row = 0; row < idRows.Length; row++)
        {
            var order = row == 0 ? 1 : Compare(idRows[row], languageRows[row], idRows[row - 1], languageRows[row - 1]);
            if (order < 0) throw new TableFormatException(table.Path, $"row {row + 1:N0}: expected ({Noun(variant)}, {Language}) to ascend, found a lower pair than in the row before.");
            if (order > 0) starts.Add(row);
        }

        int[] idOf = [.. starts.Select(row => idRows[row])];
        int[] languageOf = [.. starts.Select(row => languageRows[row])];
        return (new(ids, languages, idOf, languageOf), NativeArray<long>.From([.. starts, idRows.Length]));
    }

    /// <summary>The noun's row of each row of a table, 4 bytes each.</summary>
    /// <exception cref="TableFormatException">A noun is not among these.</exception>
    internal static NativeArray<int> ReadRows(TableReader table, NounVariant variant, Nouns nouns)
    {
        var vectors = NounEmbeddingsTable.Schema(variant).FileName;
        var rows = (Axis.Users(Noun(variant), nouns.Ids) with { Whole = vectors }).Read(table);
        if (nouns.Languages is null) return rows;
        using var languageRows = (Axis.Users(Language, nouns.Languages) with { Whole = vectors }).Read(table);
        for (long row = 0; row < rows.Length; row++)
        {
            var noun = Find(nouns, rows[row], languageRows[row]);
            if (noun < 0)
                throw new TableFormatException(table.Path, $"row {row + 1:N0}: expected a {Noun(variant)} and a language of {vectors}, found '{nouns.Ids.NameAt(rows[row])}' and '{nouns.Languages.NameAt(languageRows[row])}'.");
            rows[row] = noun;
        }

        return rows;
    }

    static ColumnFill<int> Mapped(ColumnFill<int> rows, int[] map) => (first, values) =>
    {
        rows(first, values);
        foreach (ref var value in values) value = map[value];
    };

    static int Find(Nouns nouns, int idRow, int languageRow)
    {
        int low = 0, high = nouns.Count - 1;
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            var order = Compare(nouns.IdOf![middle], nouns.LanguageOf![middle], idRow, languageRow);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }

    static int Compare(int id, int language, int otherId, int otherLanguage) => id != otherId ? id.CompareTo(otherId) : language.CompareTo(otherLanguage);
}
