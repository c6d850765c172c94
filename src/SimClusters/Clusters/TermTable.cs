using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>Which producer has which terms of one source: producers × terms, unweighted.</summary>
/// <remarks>Memory: 4 bytes a pair and 8 a producer.</remarks>
/// <param name="Source">What the terms are.</param>
/// <param name="Pairs">Producers × terms.</param>
/// <param name="Terms">The terms; the input's.</param>
sealed record TermTable(TermSource Source, SparseMatrix Pairs, NodeIndex Terms) : IDisposable
{
    /// <summary>The topics of the producers.</summary>
    internal static TermTable Of(UserTopics topics, NodeIndex producers)
    {
        var userRows = RowMap.Of(producers, topics.Users);
        var offsets = new NativeArray<long>(producers.Count + 1L);
        for (var row = 0; row < userRows.Length; row++)
            offsets[row + 1] = offsets[row] + (userRows[row] == RowMap.None ? 0 : topics.Pairs.RowLength(userRows[row]));
        var keys = new NativeArray<int>(offsets[producers.Count], cleared: false);
        for (var row = 0; row < userRows.Length; row++)
            if (userRows[row] != RowMap.None) topics.Pairs.RowKeys(userRows[row]).CopyTo(keys.Slice(offsets[row], (int)(offsets[row + 1] - offsets[row])));
        return new(TermSource.Topic, new(topics.Topics.Count, offsets, keys, values: null), topics.Topics);
    }

    /// <summary>The languages of the producers: one each, or none.</summary>
    /// <param name="languages">By user row.</param>
    /// <param name="userRows">By producer row: its row among the users, or <see cref="RowMap.None"/>.</param>
    internal static TermTable Of(UserWords languages, int[] userRows)
    {
        int WordOf(int row) => userRows[row] == RowMap.None ? RowMap.None : languages.WordOf[userRows[row]];
        var offsets = new NativeArray<long>(userRows.Length + 1L);
        for (var row = 0; row < userRows.Length; row++) offsets[row + 1] = offsets[row] + (WordOf(row) == RowMap.None ? 0 : 1);
        var keys = new NativeArray<int>(offsets[userRows.Length], cleared: false);
        for (var row = 0; row < userRows.Length; row++)
            if (WordOf(row) != RowMap.None) keys[offsets[row]] = WordOf(row);
        return new(TermSource.Language, new(languages.Words.Count, offsets, keys, values: null), languages.Words);
    }

    /// <summary>What each term is called.</summary>
    internal string[] Texts() => [.. Enumerable.Range(0, Terms.Count).Select(Terms.NameAt)];

    public void Dispose() => Pairs.Dispose();
}
