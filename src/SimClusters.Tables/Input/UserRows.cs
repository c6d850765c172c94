using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Gathers a table of users, one row a user: id, name, language, country, active, sensitive, and how many rows were made one.</summary>
sealed class UserRows(IdKind kind, string input)
{
    const int Ids = 0, Names = 1, Languages = 2, Countries = 3, Active = 4, Sensitive = 5, Counts = 6;

    readonly IdBuffer _ids = new(kind);
    readonly List<IdBlock> _blocks = [];
    readonly List<string?> _names = [];
    readonly List<string?> _languages = [];
    readonly List<string?> _countries = [];
    readonly List<bool> _isActive = [];
    readonly List<bool?> _isSensitive = [];
    readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    internal long RowCount { get; private set; }

    internal long BadRowCount { get; private set; }

    internal long DuplicateCount { get; private set; }

    internal void Add(DuckDbRows rows, string idColumn)
    {
        var ids = rows.Validity(Ids);
        var counts = rows.Values<long>(Counts);
        var isActive = rows.Values<bool>(Active);
        var isSensitive = rows.Values<bool>(Sensitive);
        for (var row = 0; row < rows.Count; row++)
        {
            RowCount += counts[row];
            if (!DuckDbRows.IsValid(ids, row))
            {
                BadRowCount += counts[row];
                continue;
            }

            if (counts[row] > 1) DuplicateCount++;
            _names.Add(rows.StringAt(Names, row));
            _languages.Add(Known(rows.StringAt(Languages, row)));
            _countries.Add(Known(rows.StringAt(Countries, row)));

            // Who is not said to be inactive is active.
            _isActive.Add(!DuckDbRows.IsValid(rows.Validity(Active), row) || isActive[row]);
            _isSensitive.Add(DuckDbRows.IsValid(rows.Validity(Sensitive), row) ? isSensitive[row] : null);
        }

        VectorReader.AppendIds(rows, Ids, _ids, idColumn, input);
        if (_ids.Count >= 1 << 16) _blocks.Add(_ids.Take());
    }

    internal Users ToUsers(bool hasActivity, bool hasSensitive, Execution execution)
    {
        _blocks.Add(_ids.Take());
        var index = IdNumbering.Number(_blocks, execution);
        var rows = new int[index.Count];
        var next = 0;
        foreach (var block in _blocks)
        {
            foreach (var row in block.Rows) rows[next++] = row;
            block.Dispose();
        }

        return new(index)
        {
            Names = Words(_names, rows),
            Languages = Words(_languages, rows),
            Countries = Words(_countries, rows),
            IsActive = hasActivity ? Flags(_isActive, rows) : null,
            IsSensitive = hasSensitive ? Flags(_isSensitive, rows) : null,
            DuplicateCount = DuplicateCount,
        };
    }

    string? Known(string? word)
    {
        if (word is null) return null;
        if (!_words.TryGetValue(word, out var known)) _words.Add(word, known = word);
        return known;
    }

    static T[] Flags<T>(List<T> flags, int[] rows)
    {
        var byRow = new T[rows.Length];
        for (var i = 0; i < rows.Length; i++) byRow[rows[i]] = flags[i];
        return byRow;
    }

    static UserWords? Words(List<string?> words, int[] rows)
    {
        string[] distinct = [.. words.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (distinct.Length == 0) return null;
        var numbers = distinct.Select((word, number) => (word, number)).ToDictionary(pair => pair.word, pair => pair.number, StringComparer.Ordinal);
        var wordOf = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++) wordOf[rows[i]] = words[i] is { } word ? numbers[word] : RowMap.None;
        return new(Columns.ColumnSource.IndexOf(distinct), wordOf);
    }
}
