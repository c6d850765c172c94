using System.Text.Json.Nodes;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>What a new model lacks of the one that it started from: the tables that later runs added to that.</summary>
/// <remarks>They are made of its interests, so they are not taken over; each run has a line that makes its tables anew.</remarks>
static class LeftOutTables
{
    /// <param name="host">Where it is told.</param>
    /// <param name="before">The manifest of the model that it started from.</param>
    /// <param name="after">Its own.</param>
    /// <param name="model">Where it is.</param>
    internal static void Tell(Host host, Manifest before, Manifest after, string model)
    {
        var leftOut = new JsonArray();

        // Recommendations are made of an index, whichever was written last.
        foreach (var addition in before.Additions.OrderBy(one => one.Verb == "recommend"))
        {
            string[] tables = [.. addition.Tables.Except(after.Tables.Select(table => table.Name), StringComparer.Ordinal)];
            if (tables.Length == 0) continue;
            var command = AdditionCommand.Of(addition, model);
            leftOut.Add(new JsonObject { ["verb"] = addition.Verb, ["tables"] = new JsonArray([.. tables.Select(table => JsonValue.Create(table))]), ["command"] = command });
            host.Report.Advise($"Left out, being of the old interests: {string.Join(", ", tables)}. To make anew, with columns and kinds named as they were: {command}");
        }

        if (leftOut.Count > 0) host.Report.Put("left_out", leftOut);
    }
}
