using System.CommandLine;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>simclusters update --model OLD --follows PATH [--favourites PATH] --out NEW: the weekly job.</summary>
static class UpdateCommand
{
    internal static Verb Create()
    {
        var model = new Option<string>("--model") { Description = "The model to carry on: its communities keep their ids, its favourites decay on, its options hold where none is named.", Required = true };
        var output = new Option<string>("--out") { Description = "Model directory to make; it appears only when complete. The old one stays as it is.", Required = true };
        var version = new Option<string?>("--version-name") { Description = "What to call the new model; its directory's name without it." };
        var verb = new Verb(
            "update", "Carry a model on: the follows of now and the favourites since, the same communities moved no more than the changes ask for, and what has changed.",
            "simclusters update --model model-1 --follows follows.parquet --favourites favourites-of-the-week.parquet --out model-2",
            "simclusters update --model model-1 --follows follows.parquet --communities 1200 --now 2026-02-01 --out model-2")
        { model, output, CommonOptions.Overwrite, version };
        FollowInput.AddTo(verb);
        UserInput.AddTopicsTo(verb);
        PipelineArguments.AddTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var request = new BuildRequest
            {
                Output = arguments.GetRequiredValue(output),
                Overwrite = host.Overwrite,
                Model = arguments.GetRequiredValue(model),
                IsUpdate = true,
                Version = arguments.GetValue(version),
            };
            var before = ModelDirectory.Open(request.Model!, verifyHashes: false).Manifest;
            return new ModelBuild(host, request.Validated(), PipelineArguments.ReadFrom(before, arguments)).Run(arguments);
        });
    }
}
