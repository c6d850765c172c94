using System.Text;

namespace SimClusters.Tables;

/// <summary>Names of tables of which a model may have several, one a preset: the preset fav has the bare name, any other its own behind it.</summary>
static class PresetNames
{
    internal const string Default = "fav";

    /// <summary>"item_index_push_open" of item_index and "push-open" or "Push open"; "item_index" of "fav".</summary>
    /// <exception cref="ArgumentException">The preset's name has no letter or digit of ASCII.</exception>
    internal static string NameOf(string table, string preset)
    {
        var snake = Snake(preset);
        if (snake.Length == 0) throw new ArgumentException($"Expected a preset's name with letters or digits, found '{preset}'.", nameof(preset));
        return snake == Default ? table : $"{table}_{snake}";
    }

    /// <summary>The preset that a name of <see cref="NameOf"/> is of; null where the name is of another table.</summary>
    internal static string? PresetOf(string table, string name) => name == table ? Default
        : name.StartsWith($"{table}_", StringComparison.Ordinal) ? name[(table.Length + 1)..] : null;

    static string Snake(string preset)
    {
        var snake = new StringBuilder();
        var before = ' ';
        foreach (var letter in preset)
        {
            if (!char.IsAsciiLetterOrDigit(letter) || (char.IsAsciiLetterUpper(letter) && char.IsAsciiLetterLower(before)))
            {
                if (snake.Length > 0 && snake[^1] != '_') snake.Append('_');
            }

            if (char.IsAsciiLetterOrDigit(letter)) snake.Append(char.ToLowerInvariant(letter));
            before = letter;
        }

        return snake.ToString().TrimEnd('_');
    }
}
