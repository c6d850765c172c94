using SimClusters.Communities;
using SimClusters.Graphs;

namespace SimClusters.Cli;

/// <summary>Communities as text: for METIS input one line a vertex, which <c>cdtool score</c> reads, for other graphs <c>id&lt;TAB&gt;community</c>.</summary>
/// <remarks>Communities count from 1. A vertex without one is an empty line in the first form and no line in the second.</remarks>
static class CommunitiesFile
{
    internal static void Write(string path, NodeIndex vertices, KnownFor knownFor, bool isMetis)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        for (var row = 0; row < knownFor.ProducerCount; row++)
        {
            var cluster = knownFor.Clusters[row];
            if (cluster == KnownFor.None)
            {
                if (isMetis) writer.WriteLine();
                continue;
            }

            if (!isMetis)
            {
                writer.Write(vertices.NameAt(row));
                writer.Write('\t');
            }

            writer.WriteLine(ClusterId.FromRow(cluster).Value);
        }
    }
}
