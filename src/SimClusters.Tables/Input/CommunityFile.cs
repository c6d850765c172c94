using System.Globalization;
using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>Communities as a file has them: a truth to compare with, or a start.</summary>
/// <param name="Labels">A label a row, −1 where the file has none, a number from 1 less one where all labels are such; null when a row may be in several communities.</param>
/// <param name="Members">The rows of each community, ascending; communities in the order of the file.</param>
/// <param name="UnknownIdCount">Ids in the file that the graph does not have, passed over.</param>
public sealed record FileCommunities(int[]? Labels, IReadOnlyList<int[]> Members, long UnknownIdCount);

/// <summary>Reads communities in text: one label a line, <c>id label</c>, or one community a line as SNAP has it.</summary>
/// <remarks>
/// Which of the three it is shows in the fields: never more than one a line; always two; anything else. Lines that start with # or % are
/// comments; where ids are integers, a first line that begins with a word is a header. Memory: the text's lines, then 8 bytes a member; such files are small beside their graphs.
/// </remarks>
public static class CommunityFile
{
    /// <param name="path">The file.</param>
    /// <param name="nodes">Whose communities: one label a line goes by row, the others by id.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="TableFormatException">It has one label a line, but not one a row; or it names no id of the graph.</exception>
    public static FileCommunities Read(string path, NodeIndex nodes)
    {
        InputPaths.Open(path).Dispose();
        var lines = File.ReadLines(path).Where(line => line.Length == 0 || line[0] is not ('#' or '%'))
            .Select(line => line.Split(s_separators, StringSplitOptions.RemoveEmptyEntries)).ToList();

        if (lines.All(fields => fields.Length <= 1)) return OfLabels(path, lines, nodes);
        lines.RemoveAll(fields => fields.Length == 0);
        if (IsHeader(lines[0], nodes)) lines.RemoveAt(0);
        var communities = lines.All(fields => fields.Length == 2) ? OfPairs(lines, nodes) : OfMembers(lines, nodes);
        if (communities.Members.All(members => members.Length == 0))
            throw new TableFormatException(path, $"expected communities of the graph's {nodes.Count:N0} ids, found none of them. Is it the truth of another graph?");
        return communities;
    }

    // A word where ids are integers: what heads a table.
    static bool IsHeader(string[] fields, NodeIndex nodes) => nodes.Kind == IdKind.Integer && !long.TryParse(fields[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    static readonly char[] s_separators = [' ', '\t', ','];

    static FileCommunities OfLabels(string path, List<string[]> lines, NodeIndex nodes)
    {
        if (lines.Count != nodes.Count)
        {
            throw new TableFormatException(
                path, $"expected one label for each of the {nodes.Count:N0} rows of the graph, found {lines.Count:N0} lines. Write 'id label' lines instead.");
        }

        return Grouped(nodes.Count, lines.Select((fields, row) => (row, fields.Length == 0 ? null : fields[0])), 0);
    }

    static FileCommunities OfPairs(List<string[]> lines, NodeIndex nodes)
    {
        var rows = lines.Select(fields => nodes.RowOf(fields[0])).ToArray();
        var known = lines.Zip(rows, (fields, row) => (row, (string?)fields[1])).Where(pair => pair.row >= 0);
        return Grouped(nodes.Count, known, rows.Count(row => row < 0));
    }

    static FileCommunities OfMembers(List<string[]> lines, NodeIndex nodes)
    {
        long unknown = 0;
        var members = new List<int[]>();
        foreach (var fields in lines)
        {
            var rows = fields.Select(nodes.RowOf).ToArray();
            unknown += rows.Count(row => row < 0);
            members.Add([.. rows.Where(row => row >= 0).Distinct().Order()]);
        }

        return new(Labels: null, members, unknown);
    }

    // Communities counted from 1 keep their numbers, so that a start has those of the run it came from; other words are numbered as they appear.
    static FileCommunities Grouped(int rowCount, IEnumerable<(int Row, string? Label)> pairs, long unknown)
    {
        var labelled = pairs.Where(pair => pair.Label is not null).ToList();
        var keepsNumbers = labelled.TrueForAll(pair => int.TryParse(pair.Label, out var number) && number >= 1 && number <= rowCount);
        var labels = new int[rowCount];
        Array.Fill(labels, -1);
        var numbers = new Dictionary<string, int>();
        foreach (var (row, label) in labelled)
        {
            if (!numbers.TryGetValue(label!, out var number)) numbers.Add(label!, number = keepsNumbers ? int.Parse(label!) - 1 : numbers.Count);
            labels[row] = number;
        }

        var members = numbers.Values.Order().ToDictionary(number => number, _ => new List<int>());
        for (var row = 0; row < rowCount; row++)
            if (labels[row] >= 0) members[labels[row]].Add(row);
        return new(labels, [.. members.Values.Where(rows => rows.Count > 0).Select(rows => rows.ToArray())], unknown);
    }
}
