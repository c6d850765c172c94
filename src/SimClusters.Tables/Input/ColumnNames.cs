using System.Text;

namespace SimClusters.Tables.Input;

/// <summary>Finds the columns of who follows and who is followed by what people call them.</summary>
static class ColumnNames
{
    static readonly string[] s_consumers = ["follower", "consumer", "source", "src", "from", "start", "fan", "user"];
    static readonly string[] s_producers = ["followee", "followed", "following", "producer", "target", "destination", "dest", "dst", "to", "end", "creator", "author"];

    /// <summary>The positions of both columns, or null when the names do not tell.</summary>
    internal static (int Consumer, int Producer)? Find(IReadOnlyList<string> names)
    {
        var stems = names.Select(Stem).ToArray();
        var consumer = First(stems, s_consumers);
        var producer = First(stems, s_producers);

        // Of a user and a follower, the user is the one who is followed.
        if (producer < 0 && consumer >= 0 && stems[consumer] is "follower" or "fan") producer = Array.IndexOf(stems, "user");
        return consumer < 0 || producer < 0 ? null : (consumer, producer);
    }

    static int First(string[] stems, string[] known) =>
        known.Select(name => Array.IndexOf(stems, name)).FirstOrDefault(position => position >= 0, -1);

    /// <summary>What a name comes down to: of :START_ID(Person), FromNodeId and follower_id start, from and follower.</summary>
    internal static string Stem(string name)
    {
        var letters = new StringBuilder();
        foreach (var letter in name)
        {
            if (letter == '(') break;
            if (char.IsAsciiLetter(letter)) letters.Append(char.ToLowerInvariant(letter));
        }

        var stem = letters.ToString();
        foreach (var ending in (ReadOnlySpan<string>)["id", "node", "user"])
            if (stem.Length > ending.Length && stem.EndsWith(ending, StringComparison.Ordinal)) stem = stem[..^ending.Length];
        return stem;
    }
}
