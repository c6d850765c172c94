using System.CommandLine;
using SimClusters.Embeddings;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>simclusters embeddings --follows PATH [--favourites PATH] --known-for TABLE [--variant V] --out TABLE: producer embeddings alone.</summary>
static class EmbeddingsCommand
{
    internal static Verb Create()
    {
        var variant = VariantChoice.Any();
        var byCluster = new Option<bool>("--by-cluster") { Description = "Write each cluster's top producers instead; of the variants follow and fav." };
        var output = new Option<string>("--out") { Description = $"Table to write: {TableExport.KnownForms}.", Required = true };
        var verb = new Verb(
            "embeddings", "Every producer as a vector over communities: the cosine of who follows or likes it with those who care about each.",
            "simclusters embeddings --follows follows.parquet --known-for model/known_for.parquet --out producer_embeddings.parquet",
            "simclusters embeddings --follows follows.parquet --favourites favourites.parquet --known-for model/known_for.parquet --variant aggregatable-log-fav --out vectors.parquet")
        { InterestStages.KnownFor, variant, byCluster, output, CommonOptions.Overwrite };
        InterestStages.AddTo(verb);
        PipelineArguments.AddEmbeddingsTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var file = arguments.GetRequiredValue(output);
            var wanted = VariantChoice.Of(arguments.GetValue(variant)!);
            if (arguments.GetValue(byCluster) && !wanted.IsCosine()) throw new ArgumentException($"--by-cluster: the vectors {arguments.GetValue(variant)} have no lists by cluster; take follow or fav.");
            OutputFile.Check(file, host.Overwrite);
            InterestStages.Run(host, arguments, (options, graph, interests) =>
            {
                using var embeddings = host.Report.Step("embeddings", execution => ProducerEmbeddingsBuilder.Build(graph, interests, wanted, options.Embeddings, execution), made => $"{made.ByProducer.EntryCount:N0} entries");
                host.Report.WriteTable(file, (path, execution) =>
                {
                    if (arguments.GetValue(byCluster)) ClusterTopProducersTable.Write(path, graph.Producers, wanted, embeddings.ByCluster!, execution);
                    else ProducerEmbeddingsTable.Write(path, graph.Producers, wanted, embeddings.ByProducer, execution);
                });
                host.Report.Figure("entries", "entries by producer", embeddings.ByProducer.EntryCount);
                if (embeddings.ByCluster is { } lists) host.Report.Figure("cluster_entries", "entries by cluster", lists.EntryCount);
                host.Report.Figure("removed_by_threshold", "removed by the minimum cosine", embeddings.RemovedByThreshold);
                host.Report.Figure("removed_by_truncation", "removed by truncation", embeddings.RemovedByTruncation);
            });
            host.Report.End();
            return ExitCodes.Ok;
        });
    }
}
