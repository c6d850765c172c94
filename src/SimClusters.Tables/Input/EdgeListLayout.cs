using System.Text;
using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>How an edge list in text is laid out, told from its first lines.</summary>
/// <param name="Separator">A tab, a comma, or a blank: then any run of blanks and tabs.</param>
/// <param name="FieldCount">2, or 3 with a weight or something else that is passed over.</param>
/// <param name="First">The kind of ids in the first column.</param>
/// <param name="Second">The kind of ids in the second column.</param>
/// <param name="DataStart">The byte at which the first line after the header starts; 0 without header.</param>
/// <param name="DataLine">The number of that line, from 1 on.</param>
/// <param name="Names">The names of the first two columns, where a header or the last comment has them, else empty.</param>
/// <param name="IsTurned">Whether the names say that the second column follows the first.</param>
/// <param name="Samples">The first two fields of the first three lines of data.</param>
sealed record EdgeListLayout(
    byte Separator, int FieldCount, IdKind First, IdKind Second, long DataStart, long DataLine,
    IReadOnlyList<string> Names, bool IsTurned, IReadOnlyList<(string First, string Second)> Samples)
{
    /// <summary>Bytes that are enough to see comments, header and first rows.</summary>
    internal const int HeadBytes = 1 << 16;

    internal string SeparatorName => Separator switch { (byte)'\t' => "a tab", (byte)',' => "a comma", _ => "blanks" };

    /// <summary>The layout of a text, or null when it is a table but no plain edge list: quoted, of other columns or other separators.</summary>
    /// <exception cref="TableFormatException">It is no text, or holds nothing but comments.</exception>
    internal static EdgeListLayout? Of(string path, ReadOnlySpan<byte> head, IdKind? ids = null)
    {
        if (head.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || head.IndexOfAnyInRange((byte)14, (byte)31) >= 0)
            throw new TableFormatException(path, "expected a table (Parquet, CSV, JSON) or lines of two ids, found binary data.");

        var (rows, comment) = FirstRows(head);
        if (rows.Count == 0) throw new TableFormatException(path, "expected lines of two ids, found none.");
        var first = rows[0].Text;
        if (first.AsSpan().ContainsAny("\"|;{[") || head[(int)rows[0].End..].Contains((byte)'"')) return null;

        var separator = first.Contains('\t') ? (byte)'\t' : first.Contains(',') ? (byte)',' : (byte)' ';
        var fields = rows.Select(row => Split(row.Text, separator)).ToList();
        var fieldCount = fields[0].Length;
        if (fieldCount is not (2 or 3)) return null;

        var named = ColumnNames.Find(fields[0]);
        var hasHeader = named is not null || (fields.Count > 1 && IsHeader(fields[0], fields[1]));
        string[] names = hasHeader ? fields[0] : [];
        if (!hasHeader && comment is not null && Split(comment, separator) is { } words && words.Length == fieldCount && ColumnNames.Find(words) is { } found)
            (named, names) = (found, words);

        // Ids that are not in the first two columns are DuckDB's to find.
        if (named is { } places && places.Consumer + places.Producer != 1) return null;
        if (hasHeader) fields.RemoveAt(0);
        var samples = fields.Where(row => row.Length >= 2).Take(3).Select(row => (row[0], row[1])).ToArray();
        return new(
            separator, fieldCount, ids ?? KindOf(fields, 0), ids ?? KindOf(fields, 1), hasHeader ? rows[0].End : ByteOrderMark(head), hasHeader ? rows[0].Line + 1 : 1,
            named is null ? [] : names[..2], named is { Consumer: 1 }, samples);
    }

    // The first four lines that are no comments, each with its number and the byte after it; and the last comment before them.
    static (List<(string Text, long Line, long End)> Rows, string? Comment) FirstRows(ReadOnlySpan<byte> head)
    {
        var rows = new List<(string, long, long)>();
        string? comment = null;
        for (int start = 0, line = 1; start < head.Length && rows.Count < 4; line++)
        {
            var length = head[start..].IndexOf((byte)'\n');
            var end = length < 0 ? head.Length : start + length + 1;

            // The head may end within a line: that one tells nothing, unless it is all there is.
            if (length < 0 && rows.Count > 0 && head.Length >= HeadBytes) break;
            var text = Encoding.UTF8.GetString(head[start..end]).TrimStart('\uFEFF').Trim();
            if (text.Length > 0 && text[0] is '#' or '%') comment = rows.Count == 0 ? text.TrimStart('#', '%', ' ', '\t') : comment;
            else if (text.Length > 0) rows.Add((text, line, end));
            start = end;
        }

        return (rows, comment);
    }

    static int ByteOrderMark(ReadOnlySpan<byte> head) => head.StartsWith("\uFEFF"u8) ? 3 : 0;

    // Words above numbers. Words above words are a header only by their names.
    static bool IsHeader(string[] first, string[] second)
    {
        for (var i = 0; i < 2; i++)
            if (i >= second.Length || double.TryParse(first[i], out _) || !double.TryParse(second[i], out _)) return false;
        return true;
    }

    static IdKind KindOf(List<string[]> fields, int column) =>
        fields.Count > 0 && fields[0].Length > column && !long.TryParse(fields[0][column], out _) ? IdKind.Text : IdKind.Integer;

    static string[] Split(string text, byte separator) => separator == ' '
        ? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        : text.Split((char)separator, StringSplitOptions.TrimEntries);
}
