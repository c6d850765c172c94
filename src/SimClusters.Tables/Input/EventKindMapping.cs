using SimClusters.Events;

namespace SimClusters.Tables.Input;

/// <summary>A file that says what the kinds of a log are: a line each, <c>theirs = ours</c> or <c>theirs,ours</c>.</summary>
/// <remarks>
/// Ours is a kind such as favourite or video_view_50, or <c>ignore</c>: such events are passed over and counted. Empty lines, lines that begin with # and a first line <c>theirs,ours</c> say nothing.
/// What the file does not name is understood as without it.
/// </remarks>
public static class EventKindMapping
{
    const string Ignore = "ignore";

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">A line says nothing, its right side is no kind, or a left side is there twice and says two things.</exception>
    internal static EventKindWords Read(string path)
    {
        InputPaths.Open(path).Dispose();
        var codes = new Dictionary<string, byte>(StringComparer.Ordinal);
        var number = 0L;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#') continue;
            var at = text.Contains('=') ? text.IndexOf('=') : text.LastIndexOf(',');
            if (at < 0) throw new TableFormatException(path, number, "a kind of theirs and one of ours, as in 'like = favourite'", text);
            var (theirs, ours) = (Part(text[..at]), Part(text[(at + 1)..]));
            if (number == 1 && theirs == "theirs" && ours == "ours") continue;
            if (theirs.Length == 0) throw new TableFormatException(path, number, "a kind of theirs before the = or the comma", text);
            var code = ours == Ignore ? EventKindWords.Unknown : EventKindNames.Find(ours) is { } kind ? (byte)kind
                : throw new TableFormatException(path, number, $"one of {string.Join(", ", EventKindNames.All)} or {Ignore}", ours);
            if (!codes.TryAdd(theirs, code) && codes[theirs] != code) throw new TableFormatException(path, number, $"'{theirs}' to be what a line before says", ours);
        }

        return EventKindWords.With(codes.Select(one => (one.Key, one.Value)));
    }

    static string Part(string text) => EventKindWords.Normal(text.Trim().Trim('"'));
}
