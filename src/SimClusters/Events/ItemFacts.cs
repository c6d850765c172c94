using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>What an item shows; the numbers are the published ones.</summary>
public enum MediaKind : byte
{
    None,
    Image,
    Gif,
    Video,
}

/// <summary>What is known of items beside who engaged with them: whose, since when, what they show. Any part may be missing.</summary>
/// <remarks>Memory: the ids, and 14 bytes an item where all is known.</remarks>
public sealed class ItemFacts : IDisposable
{
    /// <summary>Stands where a creation time is not known.</summary>
    public const long UnknownTime = long.MinValue;

    /// <param name="ids">The items, in rows of their own.</param>
    public ItemFacts(NodeIndex ids) => Ids = ids;

    public NodeIndex Ids { get; }

    /// <summary>By row, in milliseconds since 1970 (UTC), or <see cref="UnknownTime"/>; null where the table does not say.</summary>
    public NativeArray<long>? CreatedMs { get; init; }

    /// <summary>Whose: the distinct authors; null where the table does not say.</summary>
    public NodeIndex? Authors { get; init; }

    /// <summary>By row: the row in <see cref="Authors"/>, or <see cref="RowMap.None"/>; null where the table does not say.</summary>
    public NativeArray<int>? AuthorOf { get; init; }

    /// <summary>By row; null where the table does not say.</summary>
    public NativeArray<MediaKind>? Media { get; init; }

    /// <summary>By row: whether the item, or its author, is marked as not safe for work; where it is not known, as if it were. Null where the table does not say.</summary>
    public NativeArray<bool>? IsSensitive { get; init; }

    /// <summary>Items that the table has more than once; their rows are made one.</summary>
    public long DuplicateCount { get; init; }

    /// <summary>The same facts with other marks, such as those of <see cref="SensitiveAuthors"/>. A view: all parts stay whose they are, and it is not disposed.</summary>
    /// <param name="marks">By row.</param>
    public ItemFacts Under(NativeArray<bool> marks) => new(Ids) { CreatedMs = CreatedMs, Authors = Authors, AuthorOf = AuthorOf, Media = Media, IsSensitive = marks, DuplicateCount = DuplicateCount };

    public void Dispose()
    {
        Ids.Dispose();
        CreatedMs?.Dispose();
        Authors?.Dispose();
        AuthorOf?.Dispose();
        Media?.Dispose();
        IsSensitive?.Dispose();
    }
}
