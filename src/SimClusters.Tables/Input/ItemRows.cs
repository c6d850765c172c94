using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Gathers a table of items, one row an item: id, author, time, media, sensitive, whether that is for want of a mark, and how many rows were made one.</summary>
sealed class ItemRows(RelationColumn item, RelationColumn? author, string input)
{
    const int Ids = 0, Authors = 1, Created = 2, Media = 3, Sensitive = 4, Untold = 5, Counts = 6;

    readonly IdBuffer _ids = new(item.Kind);
    readonly IdBuffer _authors = new(author?.Kind ?? IdKind.Integer);
    readonly List<IdBlock> _idBlocks = [];
    readonly List<IdBlock> _authorBlocks = [];
    readonly List<bool> _hasAuthor = [];
    readonly List<long> _createdMs = [];
    readonly List<MediaKind> _media = [];
    readonly List<bool> _isSensitive = [];

    internal long RowCount { get; private set; }

    internal long BadRowCount { get; private set; }

    internal long UntoldMarkCount { get; private set; }

    long DuplicateCount { get; set; }

    internal void Add(DuckDbRows rows)
    {
        var counts = rows.Values<long>(Counts);
        var createdMs = rows.Values<long>(Created);
        var media = rows.Values<byte>(Media);
        var isSensitive = rows.Values<bool>(Sensitive);
        var isUntold = rows.Values<bool>(Untold);
        bool[] withId = new bool[rows.Count], withAuthor = new bool[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            RowCount += counts[row];
            withId[row] = DuckDbRows.IsValid(rows.Validity(Ids), row);
            if (!withId[row])
            {
                BadRowCount += counts[row];
                continue;
            }

            if (counts[row] > 1) DuplicateCount++;
            withAuthor[row] = DuckDbRows.IsValid(rows.Validity(Authors), row);
            _hasAuthor.Add(withAuthor[row]);
            _createdMs.Add(DuckDbRows.IsValid(rows.Validity(Created), row) ? createdMs[row] : ItemFacts.UnknownTime);
            _media.Add((MediaKind)media[row]);
            _isSensitive.Add(isSensitive[row]);
            if (isUntold[row]) UntoldMarkCount++;
        }

        VectorReader.Append(rows, Ids, RowValidity.Of(withId), _ids, item.Name, input);
        if (author is not null) VectorReader.Append(rows, Authors, RowValidity.Of(withAuthor), _authors, author.Name, input);
        if (_ids.Count >= 1 << 16) _idBlocks.Add(_ids.Take());
        if (_authors.Count >= 1 << 16) _authorBlocks.Add(_authors.Take());
    }

    internal ItemFacts ToFacts(bool hasTimes, bool hasMedia, bool hasSensitive, Execution execution)
    {
        _idBlocks.Add(_ids.Take());
        _authorBlocks.Add(_authors.Take());
        var (ids, rows) = Numbered(_idBlocks, execution);
        var (authors, authorRows) = Numbered(_authorBlocks, execution);
        return new(ids)
        {
            Authors = author is null ? Nobody(authors) : authors,
            AuthorOf = author is null ? null : AuthorOf(rows, authorRows),
            CreatedMs = hasTimes ? ByRow(_createdMs, rows) : null,
            Media = hasMedia ? ByRow(_media, rows) : null,
            IsSensitive = hasSensitive ? ByRow(_isSensitive, rows) : null,
            DuplicateCount = DuplicateCount,
        };
    }

    NativeArray<int> AuthorOf(int[] rows, int[] authorRows)
    {
        var authorOf = new NativeArray<int>(rows.Length, cleared: false);
        for (int i = 0, next = 0; i < rows.Length; i++) authorOf[rows[i]] = _hasAuthor[i] ? authorRows[next++] : RowMap.None;
        return authorOf;
    }

    static NodeIndex? Nobody(NodeIndex authors)
    {
        authors.Dispose();
        return null;
    }

    static (NodeIndex Index, int[] Rows) Numbered(List<IdBlock> blocks, Execution execution)
    {
        var index = IdNumbering.Number(blocks, execution);
        var rows = new List<int>();
        foreach (var block in blocks)
        {
            rows.AddRange(block.Rows);
            block.Dispose();
        }

        return (index, [.. rows]);
    }

    static NativeArray<T> ByRow<T>(List<T> values, int[] rows)
        where T : unmanaged
    {
        var byRow = new NativeArray<T>(rows.Length, cleared: false);
        for (var i = 0; i < rows.Length; i++) byRow[rows[i]] = values[i];
        return byRow;
    }
}
