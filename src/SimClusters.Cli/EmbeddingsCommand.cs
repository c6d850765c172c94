using System.CommandLine;
using SimClusters.Embeddings;
using SimClusters.Interests;
using SimClusters.Tables;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>simclusters embeddings --follows PATH --known-for TABLE --out TABLE: producer embeddings alone.</summary>
static class EmbeddingsCommand
{
    internal static Verb Create()
    {
        var knownFor = new Option<string>("--known-for") { Description = "Table of producer, cluster and score.", Required = true };
        var byCluster = new Option<bool>("--by-cluster") { Description = "Write each cluster's top producers instead." };
        var output = new Option<string>("--out") { Description = $"Table to write: {TableExport.KnownForms}.", Required = true };
        var verb = new Verb(
            "embeddings", "Every producer as a vector over communities: the cosine of its followers with those who care about each.",
            "simclusters embeddings --follows follows.parquet --known-for model/known_for.parquet --out producer_embeddings.parquet")
        { knownFor, byCluster, output, CommonOptions.Overwrite };
        FollowInput.AddTo(verb);
        PipelineArguments.AddInterestsTo(verb);
        PipelineArguments.AddEmbeddingsTo(verb);
        return verb.Runs((arguments, host) =>
        {
            var file = arguments.GetRequiredValue(output);
            OutputFile.Check(file, host.Overwrite);
            using var graph = FollowInput.Read(host, arguments).Graph;
            var options = PipelineArguments.Read(arguments, seed: 1);
            var communities = host.Report.Read("read known for", execution => KnownForSource.Read(arguments.GetRequiredValue(knownFor), graph.Producers, execution), read => $"{read.KnownFor.ClusterCount:N0} communities");
            using var interests = host.Report.Step("interests", execution => InterestedInBuilder.Build(graph, communities.KnownFor, options.Interests, execution), made => $"{made.FollowScores.EntryCount:N0} entries");
            using var embeddings = host.Report.Step("embeddings", execution => ProducerEmbeddingsBuilder.Build(graph, interests, options.Embeddings, execution), made => $"{made.ByProducer.EntryCount:N0} entries");
            host.Report.WriteTable(file, (path, execution) =>
            {
                if (arguments.GetValue(byCluster)) ClusterTopProducersTable.Write(path, graph.Producers, embeddings.ByCluster, execution);
                else ProducerEmbeddingsTable.Write(path, graph.Producers, embeddings.ByProducer, execution);
            });
            host.Report.Figure("entries", "entries by producer", embeddings.ByProducer.EntryCount);
            host.Report.Figure("cluster_entries", "entries by cluster", embeddings.ByCluster.EntryCount);
            host.Report.Figure("removed_by_threshold", "removed by the minimum cosine", embeddings.RemovedByThreshold);
            host.Report.Figure("removed_by_truncation", "removed by truncation", embeddings.RemovedByTruncation);
            host.Report.End();
            return ExitCodes.Ok;
        });
    }
}
