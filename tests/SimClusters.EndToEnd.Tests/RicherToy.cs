using System.Globalization;

namespace SimClusters.EndToEnd.Tests;

/// <summary>The toy with favourites, five consumers and four producers, through the tool: its numbers are worked by hand in the architecture page.</summary>
static class RicherToy
{
    /// <summary>The arguments of a build from its follows, its communities and, where nothing else is said, its favourites.</summary>
    internal static string[] Build(string output, params string[] more) =>
    [
        "build", "--follows", Tool.Toy("follows.csv"), "--known-for", Tool.Toy("known_for.csv"), "--preset", "toy", "--social-proof", "2", "--version-name", "v", "--out", output, .. more,
    ];

    internal static string Model(Tool tool, string name = "model", params string[] more)
    {
        Tool.Succeed(Build(tool[name], ["--favourites", Tool.Toy("favourites.csv"), .. more]));
        return tool[name];
    }

    /// <summary>A table of a model as lines, the first one its header.</summary>
    internal static string[] Table(Tool tool, string model, string table)
    {
        Tool.Succeed("export", model, "--table", table, "--out", tool["table.csv"], "--overwrite");
        return File.ReadAllLines(tool["table.csv"]);
    }

    /// <summary>Expects these rows, each number to 2e-6 of what it is.</summary>
    internal static void Expect(string[] expected, string[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), row => Assert.All(row.First.Split(',').Zip(row.Second.Split(',')), cell =>
        {
            if (!double.TryParse(cell.First, CultureInfo.InvariantCulture, out var number)) Assert.Equal(cell.First, cell.Second);
            else Assert.Equal(number, double.Parse(cell.Second, CultureInfo.InvariantCulture), 2e-6 * Math.Max(1, Math.Abs(number)));
        }));
    }
}
