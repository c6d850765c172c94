using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>What users are marked as marks their items, too.</summary>
public static class SensitiveAuthors
{
    /// <summary>By item row, whether the item or its author is marked as not safe for work; where neither table tells of an item, as if it were. Null where neither tells of any.</summary>
    /// <param name="items">Items and their authors.</param>
    /// <param name="users">Users, by ids of the authors' kind.</param>
    /// <param name="untoldCount">Items of whose authors the table of users does not tell it: who is not there, or has no mark either way. What the items say of themselves stands.</param>
    /// <returns>An array that the caller disposes.</returns>
    /// <remarks>As published, where the author's mark must be false and none is no mark: entities_and_indexes.md §6.7.</remarks>
    public static NativeArray<bool>? Mark(ItemFacts items, Users users, out int untoldCount)
    {
        untoldCount = items.Ids.Count;
        if (users.IsSensitive is null || items.AuthorOf is not { } authorOf) return items.IsSensitive is { } own ? NativeArray<bool>.From(own.AsSpan()) : null;
        var userRows = users.RowsOf(items.Authors!);
        var marks = new NativeArray<bool>(items.Ids.Count, cleared: false);
        for (var row = 0; row < items.Ids.Count; row++)
        {
            var user = authorOf[row] == RowMap.None ? RowMap.None : userRows[authorOf[row]];
            var isAuthorMarked = user == RowMap.None ? null : users.IsSensitive[user];
            marks[row] = items.IsSensitive is { } known ? known[row] || isAuthorMarked == true : isAuthorMarked != false;
            if (isAuthorMarked is not null) untoldCount--;
        }

        return marks;
    }
}
