using System.Text;

namespace SimClusters.Tables.Input;

/// <summary>The first line of METIS text that is no comment: <c>N E [1]</c>.</summary>
/// <param name="VertexCount">N: exactly so many lines follow, comments not counted.</param>
/// <param name="IsWeighted">Whether each neighbour is followed by the weight of its edge.</param>
/// <param name="DataStart">The byte after the header.</param>
/// <param name="DataLine">The number of the line after the header, from 1 on.</param>
sealed record MetisHeader(int VertexCount, bool IsWeighted, long DataStart, long DataLine)
{
    /// <summary>The header of a file, or null when the file is no METIS text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isCertain">Whether the file is said to be METIS text; then what is wrong is an error.</param>
    /// <exception cref="TableFormatException">The file should be METIS text and is not, or it has weights on vertices.</exception>
    internal static MetisHeader? Of(string path, bool isCertain)
    {
        var head = TextBlocks.Head(path, EdgeListLayout.HeadBytes);
        int start = 0, line = 1;
        while (start < head.Length && (IsComment(head.AsSpan(start)) || head[start] is (byte)'\n' or (byte)'\r'))
        {
            start = EndOfLine(head, start);
            line++;
        }

        var end = EndOfLine(head, start);
        var text = Encoding.UTF8.GetString(head.AsSpan(start, end - start)).Trim();
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var isHeader = fields.Length is 2 or 3 && int.TryParse(fields[0], out var vertexCount) && vertexCount >= 0
            && long.TryParse(fields[1], out var edgeCount) && edgeCount >= 0 && (fields.Length == 2 || int.TryParse(fields[2], out _));
        if (!isHeader) return isCertain ? throw new TableFormatException(path, line, "a METIS header of vertices and edges, 'N E' or 'N E 1'", text) : null;

        var header = new MetisHeader(int.Parse(fields[0]), fields.Length == 3 && int.Parse(fields[2]) == 1, end, line + 1);
        if (fields.Length == 3 && int.Parse(fields[2]) is not (0 or 1))
            return isCertain ? throw new TableFormatException(path, line, "'N E' or 'N E 1': vertex weights are not read", text) : null;

        var lineCount = LineCount(path, end, header.VertexCount);
        if (lineCount == header.VertexCount) return header;
        return isCertain ? throw new TableFormatException(path, line, $"{header.VertexCount:N0} lines after the METIS header, one a vertex; there are {(lineCount > header.VertexCount ? "more" : $"{lineCount:N0}")}", text) : null;
    }

    internal static bool IsComment(ReadOnlySpan<byte> line) => !line.IsEmpty && line[0] is (byte)'%' or (byte)'#';

    // Lines that are no comments, counted until they are too many.
    static long LineCount(string path, long start, long limit)
    {
        using var text = new TextBlocks(path, 1 << 20, start);
        var buffer = Array.Empty<byte>();
        long count = 0;
        while (count <= limit && text.TryTake(ref buffer, out _, out var length))
        {
            for (var at = 0; at < length;)
            {
                if (!IsComment(buffer.AsSpan(at, length - at))) count++;
                var next = buffer.AsSpan(at, length - at).IndexOf((byte)'\n');
                at = next < 0 ? length : at + next + 1;
            }
        }

        return count;
    }

    static int EndOfLine(byte[] text, int start)
    {
        var length = text.AsSpan(start).IndexOf((byte)'\n');
        return length < 0 ? text.Length : start + length + 1;
    }
}
