using System.Buffers.Text;
using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>Parses whole lines of an edge list: two ids and perhaps a third column.</summary>
/// <remarks>
/// Lines of two short integers, one separator and one line end, as nearly all are, take a tight loop; every other line is
/// cut into fields with care. Both agree on what they both take: a test holds them to it.
/// </remarks>
static class EdgeLineParser
{
    // 18 digits never leave 64 bits; longer numbers take the careful way.
    const int MaxFastDigits = 18;

    internal static void Parse(ReadOnlySpan<byte> text, EdgeListLayout layout, EdgeRows rows)
    {
        var isFast = layout is { First: IdKind.Integer, Second: IdKind.Integer } && !rows.IsWeighted;
        var separator = layout.Separator;
        var passesOver = layout.FieldCount == 3;
        var at = 0;
        while (at < text.Length)
        {
            rows.LineCount++;
            var next = at;
            if (isFast && TryInteger(text, ref next, out var first) && next < text.Length && text[next++] == separator
                && TryInteger(text, ref next, out var second) && TryEnd(text, ref next, passesOver ? separator : (byte)'\n'))
            {
                rows.First.Add(first);
                rows.Second.Add(second);
                at = next;
                continue;
            }

            var length = text[at..].IndexOf((byte)'\n');
            var end = length < 0 ? text.Length : at + length;
            ParseLine(TrimBlanks(text[at..end]), layout, rows);
            at = end + 1;
        }
    }

    static bool TryInteger(ReadOnlySpan<byte> text, ref int at, out long value)
    {
        value = 0;
        var isNegative = at < text.Length && text[at] == '-';
        if (isNegative) at++;
        var start = at;
        while (at < text.Length)
        {
            var digit = (uint)(text[at] - '0');
            if (digit > 9) break;
            value = value * 10 + digit;
            at++;
        }

        if (isNegative) value = -value;
        return at - start is > 0 and <= MaxFastDigits;
    }

    // The end of the line, or a third column before it, which is passed over. A line that goes on after that one is for the careful way.
    static bool TryEnd(ReadOnlySpan<byte> text, ref int at, byte separator)
    {
        if (at < text.Length && text[at] == '\r') at++;
        if (at == text.Length) return true;
        if (text[at] == '\n')
        {
            at++;
            return true;
        }

        if (text[at] != separator) return false;
        at++;
        var length = text[at..].IndexOfAny(separator, (byte)'\t', (byte)'\n');
        var isLast = length < 0 || text[at + length] == '\n';
        at = length < 0 ? text.Length : at + length + 1;
        return isLast;
    }

    static void ParseLine(ReadOnlySpan<byte> line, EdgeListLayout layout, EdgeRows rows)
    {
        if (line.IsEmpty || line[0] is (byte)'#' or (byte)'%') return;
        var rest = line;
        var first = NextField(ref rest, layout.Separator);
        var second = NextField(ref rest, layout.Separator);
        var third = NextField(ref rest, layout.Separator);
        if (first.IsEmpty || second.IsEmpty || !rest.IsEmpty || (layout.FieldCount == 2 && !third.IsEmpty) || (rows.IsWeighted && third.IsEmpty))
        {
            rows.AddBad($"two ids {(rows.IsWeighted ? "and a weight " : "")}separated by {layout.SeparatorName}", line);
            return;
        }

        if (!rows.First.TryAdd(first))
        {
            rows.AddBad("an integer id of 64 bits, as in the lines before", first);
            return;
        }

        if (!rows.Second.TryAdd(second))
        {
            rows.First.RemoveLast();
            rows.AddBad("an integer id of 64 bits, as in the lines before", second);
            return;
        }

        if (!rows.IsWeighted) return;
        if (IsWeight(third, out var weight))
        {
            rows.AddWeight(weight);
            return;
        }

        rows.First.RemoveLast();
        rows.Second.RemoveLast();
        rows.AddBad("a finite weight of 0 or more", third);
    }

    /// <summary>Whether a field is a finite number ≥ 0.</summary>
    internal static bool IsWeight(ReadOnlySpan<byte> field, out float weight) =>
        Utf8Parser.TryParse(field, out weight, out var consumed) && consumed == field.Length && float.IsFinite(weight) && weight >= 0;

    static ReadOnlySpan<byte> NextField(ref ReadOnlySpan<byte> rest, byte separator)
    {
        var length = separator == ' ' ? rest.IndexOfAny((byte)' ', (byte)'\t') : rest.IndexOf(separator);
        var field = length < 0 ? rest : rest[..length];
        rest = length < 0 ? [] : rest[(length + 1)..];
        if (separator == ' ') rest = TrimBlanks(rest);
        return TrimBlanks(field);
    }

    static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text) => text.Trim(" \t\r"u8);
}
