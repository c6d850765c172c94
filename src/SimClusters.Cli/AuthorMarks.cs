using System.CommandLine;
using SimClusters.Events;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>The option that names the users whose mark marks their items, too, and the reading with its figures.</summary>
static class AuthorMarks
{
    static readonly Option<string?> s_users = new("--users") { Description = "A table of users: id, nsfw. The items of a marked author (column author of --items) are not fit for all, which video-view leaves out. An author who is not there or whose nsfw is empty tells nothing: then the item's own nsfw decides, and without that column it is not fit." };

    internal static void AddTo(Command verb) => verb.Add(s_users);

    /// <summary>Which items are not fit for all, by themselves or by their authors, where a table of users is named.</summary>
    /// <param name="looks">Whether any preset asks for it.</param>
    /// <returns>By item row; null without the option. The caller disposes it.</returns>
    /// <exception cref="ArgumentException">No preset asks for it, or there are no items.</exception>
    /// <exception cref="InputException">The items have no authors, or the users no marks.</exception>
    internal static NativeArray<bool>? Read(Host host, ParseResult arguments, ModelAddition addition, ItemFacts? items, bool looks)
    {
        if (arguments.GetValue(s_users) is not { } path) return null;
        if (!looks) throw new ArgumentException("--users: none of the presets asks which items are fit for all; video-view does.");
        if (items is null) throw new ArgumentException("--users: whose an item is, the column author of a table of items says: name one with --items.");
        if (items.Authors is null) throw new InputException("--users: whose an item is, the column author of --items says, and the table does not have it.");
        using var table = host.Report.Read("users", execution => UserSource.Read(path, addition.UserIds, execution), read => $"{read.Users.Ids.Count:N0} users");
        addition.AddInput("users", table.File);
        if (table.Users.IsSensitive is null) throw new InputException($"{path}: expected a column nsfw that marks users, and the table does not have it.");

        var marks = SensitiveAuthors.Mark(items, table.Users, out var untoldCount)!;
        var (own, all) = (items.IsSensitive is { } marked ? Count(marked) : 0, Count(marks));
        addition.Count("items_marked", all);
        addition.Count("items_marked_by_author_alone", all - own);
        addition.Count("items_author_untold", untoldCount);
        host.Report.Figure("items/marked", "  not fit for all", all);
        host.Report.Figure("items/marked_by_author_alone", "    by their authors alone", all - own);
        host.Report.FigureIfAny("items/author_untold", items.IsSensitive is null ? "    since nothing is known of their authors" : "  of whose authors nothing is known, so that their own marks stand", untoldCount);
        return marks;
    }

    static int Count(NativeArray<bool> marks) => marks.AsSpan().Count(true);
}
