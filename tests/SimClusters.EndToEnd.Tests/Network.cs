namespace SimClusters.EndToEnd.Tests;

/// <summary>A network of 2,000 consumers, 150 producers and 6 planted communities, made once a test folder.</summary>
static class Network
{
    internal static string Follows(Tool tool) => Path.Combine(Make(tool), "follows.tsv");

    internal static string Truth(Tool tool) => Path.Combine(Make(tool), "truth.tsv");

    /// <summary>A model of the network under a name of its own. Communities of 25 producers: as many neighbours each are enough.</summary>
    internal static string Model(Tool tool, string name = "model", params string[] more)
    {
        Tool.Succeed(["build", "--follows", Follows(tool), "--communities", "6", "--top", "25", "--out", tool[name], .. more]);
        return tool[name];
    }

    static string Make(Tool tool)
    {
        var folder = tool["network"];
        if (!Directory.Exists(folder))
            Tool.Succeed("generate", "--out", folder, "--consumers", "2000", "--producers", "150", "--communities", "6", "--follows", "24000", "--favourites", "10", "--format", "tsv");
        return folder;
    }
}
