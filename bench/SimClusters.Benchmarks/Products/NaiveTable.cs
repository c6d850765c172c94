namespace SimClusters.Benchmarks.Products;

/// <summary>What a naive twin makes: by row its keys and scores, in dictionaries and lists.</summary>
/// <param name="maxPerRow">Keys that a row keeps when it is cut: the strongest, ties to the lower.</param>
sealed class NaiveTable(int maxPerRow)
{
    readonly Dictionary<long, List<(long Key, double Score)>> _rows = [];

    internal IEnumerable<(long Row, long Key, double Score)> Entries => _rows.SelectMany(row => row.Value.Select(entry => (row.Key, entry.Key, entry.Score)));

    internal List<(long Key, double Score)> Of(long row) => _rows.TryGetValue(row, out var entries) ? entries : [];

    internal void Add(long row, long key, double score)
    {
        if (!_rows.TryGetValue(row, out var entries)) _rows.Add(row, entries = []);
        entries.Add((key, score));
    }

    internal void Cut()
    {
        foreach (var row in _rows.Keys.ToArray()) _rows[row] = [.. _rows[row].OrderByDescending(entry => entry.Score).ThenBy(entry => entry.Key).Take(maxPerRow)];
    }
}
