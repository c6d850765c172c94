using System.CommandLine;
using System.Text.Json.Nodes;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters similar MODEL --producer ID: producers with the same followers.</summary>
static class SimilarCommand
{
    internal static Verb Create()
    {
        var path = ModelArguments.Model();
        var producer = new Option<string>("--producer") { Description = "Whose like to look for.", Required = true };
        var top = ModelArguments.Top(10);
        return new Verb("similar", "Producers like this one, by who follows them.", "simclusters similar model --producer 17")
        { path, producer, top }.Runs((arguments, host) =>
        {
            var model = ModelDirectory.Open(arguments.GetRequiredValue(path), verifyHashes: false);
            using var lookup = model.OpenLookup();
            var id = ModelArguments.Id(model, arguments.GetRequiredValue(producer));
            if (lookup.KnownFor(id) is null && lookup.UnassignedReason(id) is null)
                throw new InputException($"no producer {id} in this model: nobody follows it in the graph that the model was built from.");
            var neighbors = lookup.Neighbors(id);
            var words = new ModelWords(lookup);
            if (neighbors.Count == 0) host.Answer.WriteLine($"No producer's followers are enough like those of {id}: the minimum cosine of the model removed them all.");
            else
            {
                host.Answer.MarkupLine($"Producers whose followers are most like those of [bold]{Markup.Escape(words.Name(id))}[/] (cosine of the two sets):");
                words.ShowUsers(host.Answer, neighbors, "cosine", arguments.GetValue(top));
            }

            host.WriteJson(new JsonObject { ["producer"] = ModelWords.Json(id), ["similar"] = ModelWords.Json(neighbors.Take(arguments.GetValue(top)), "cosine") });
            return ExitCodes.Ok;
        });
    }
}
