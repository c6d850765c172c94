using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>What is known of users beside whom they follow: names, languages, countries, who is active. Any part may be missing.</summary>
/// <remarks>Memory: the ids and names as UTF-8, and 15 bytes a user.</remarks>
public sealed class Users : IDisposable
{
    /// <param name="ids">The users, in rows of their own.</param>
    public Users(NodeIndex ids) => Ids = ids;

    public NodeIndex Ids { get; }

    /// <summary>By row; null where the table does not say who is active: then nobody is left out.</summary>
    public bool[]? IsActive { get; init; }

    /// <summary>By row, whether marked as not safe for work, or null where that is not said; null where the table says it of nobody.</summary>
    public bool?[]? IsSensitive { get; init; }

    public UserWords? Names { get; init; }

    public UserWords? Languages { get; init; }

    public UserWords? Countries { get; init; }

    /// <summary>Users whom the table has more than once; their rows are made one.</summary>
    public long DuplicateCount { get; init; }

    /// <summary>By row of another index: the row here, or <see cref="RowMap.None"/>. Ids of another kind are nobody's.</summary>
    public int[] RowsOf(NodeIndex others, Execution? execution = null) => others.Kind == Ids.Kind ? RowMap.Of(others, Ids, execution) : [.. Enumerable.Repeat(RowMap.None, others.Count)];

    /// <summary>By row of another index: whether the user is active. Who is not in the table is not. Null where activity is not known.</summary>
    public bool[]? ActivityIn(NodeIndex others) => IsActive is null ? null : [.. RowsOf(others).Select(row => row != RowMap.None && IsActive[row])];

    public void Dispose()
    {
        Ids.Dispose();
        Names?.Dispose();
        Languages?.Dispose();
        Countries?.Dispose();
    }
}

/// <summary>A word a user, such as a name or a language; empty where it is not known.</summary>
/// <param name="Words">The distinct words.</param>
/// <param name="WordOf">By user row: the row of its word in <paramref name="Words"/>, or <see cref="RowMap.None"/>.</param>
public sealed record UserWords(NodeIndex Words, int[] WordOf) : IDisposable
{
    /// <summary>The word of a user, or null.</summary>
    public string? At(int userRow) => userRow == RowMap.None || WordOf[userRow] == RowMap.None ? null : Words.NameAt(WordOf[userRow]);

    public void Dispose() => Words.Dispose();
}
