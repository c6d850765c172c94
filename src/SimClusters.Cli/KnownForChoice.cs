using System.CommandLine;
using SimClusters.Graphs;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>The option that names communities found elsewhere, and their reading.</summary>
static class KnownForChoice
{
    const string Description = "Table of producer, cluster and score: communities that were found elsewhere, or before.";

    /// <summary>For verbs that find communities otherwise.</summary>
    internal static Option<string?> Optional() => new("--known-for") { Description = Description };

    /// <summary>For verbs that find none.</summary>
    internal static Option<string> Required() => new("--known-for") { Description = Description, Required = true };

    /// <summary>Reads them as one step of the run.</summary>
    internal static KnownForInput Read(Host host, string path, NodeIndex producers) => host.Report.Read(
        "read known for", execution => KnownForSource.Read(path, producers, execution),
        read => $"{read.KnownFor.ClusterCount:N0} communities{(read.UnknownCount > 0 ? $", {read.UnknownCount:N0} rows of producers that nobody follows" : "")}");
}
