using System.CommandLine;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>simclusters similarity --follows PATH --min-cosine X --top N --out TABLE</summary>
static class SimilarityCommand
{
    internal static Verb Create()
    {
        var output = new Option<string>("--out") { Description = "Table to write (.parquet, .csv, .tsv): producer, neighbor, cosine. Replaced only when complete.", Required = true };
        var verb = new Verb(
            "similarity", "Compute how alike two producers are: the cosine of their followers, noise removed.",
            "simclusters similarity --follows follows.csv --min-cosine 0.02 --top 100 --out similarity.parquet",
            "simclusters similarity --follows 'follows/*.parquet' --follower user_id --followee author_id --producers 100000 --out similarity.parquet",
            "simclusters similarity --follows \"SELECT a, b FROM 'log.parquet' WHERE kind = 'follow'\" --top 50 --out similarity.csv")
        {
            output, CommonOptions.Overwrite,
        };
        FollowInput.AddTo(verb);
        ProducerChoice.AddTo(verb);
        SimilarityChoice.AddTo(verb);
        verb.Add(CommonOptions.Seed);
        return verb.Runs((arguments, host) => Run(arguments, host, arguments.GetRequiredValue(output)));
    }

    static int Run(ParseResult arguments, Host host, string path)
    {
        OutputFile.Check(path, host.Overwrite, ".parquet", ".csv", ".tsv", ".csv.gz", ".tsv.gz");
        var options = (SimilarityChoice.Options(arguments, new()) with { Seed = host.Seed }).Validated();
        using var graph = FollowInput.Read(host, arguments).Graph;
        var selection = ProducerChoice.Make(host, arguments, graph);
        using var similarity = SimilarityChoice.Make(host, graph, selection, options);
        // Only the ids are needed from here on: the edges make room for the writer.
        graph.Follows.Dispose();
        graph.Followers.Dispose();
        host.Report.WriteTable(path, (parquet, execution) => SimilarityTable.Write(parquet, graph.Producers, similarity, execution));
        host.Report.End();
        return ExitCodes.Ok;
    }
}
