using SimClusters.Graphs;

namespace SimClusters.Embeddings;

/// <summary>What is placed among the communities beside users: entities, topics, hashtags, or topics by language.</summary>
/// <remarks>Rows ascend by id and, of one id, by language. Memory: the ids and words; 8 bytes a row where there are languages.</remarks>
public sealed class Nouns : IDisposable
{
    /// <summary>One row an id; owned from here on.</summary>
    public Nouns(NodeIndex ids)
    {
        Ids = ids;
        Count = ids.Count;
    }

    /// <summary>One row a pair of an id and a language.</summary>
    /// <param name="ids">Owned from here on.</param>
    /// <param name="languages">Owned from here on.</param>
    /// <param name="idOf">By row, ascending.</param>
    /// <param name="languageOf">By row; ascending within an id.</param>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    public Nouns(NodeIndex ids, NodeIndex languages, int[] idOf, int[] languageOf)
    {
        if (idOf.Length != languageOf.Length) throw new ArgumentException($"{idOf.Length:N0} ids for {languageOf.Length:N0} languages.", nameof(languageOf));
        Ids = ids;
        Languages = languages;
        IdOf = idOf;
        LanguageOf = languageOf;
        Count = idOf.Length;
    }

    public int Count { get; }

    public NodeIndex Ids { get; }

    /// <summary>Null where nouns are not told apart by language.</summary>
    public NodeIndex? Languages { get; }

    /// <summary>By row: the row in <see cref="Ids"/>; null where both are the same.</summary>
    public int[]? IdOf { get; }

    /// <summary>By row: the row in <see cref="Languages"/>; null without languages.</summary>
    public int[]? LanguageOf { get; }

    public void Dispose()
    {
        Ids.Dispose();
        Languages?.Dispose();
    }
}
