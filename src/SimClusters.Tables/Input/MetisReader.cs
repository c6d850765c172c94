using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Reads METIS text: line v holds the neighbours of vertex v, from 1 on, each followed by its weight when there are weights.</summary>
/// <remarks>Memory: the entries twice while blocks become one matrix, each block freed once it is copied; then the undirected graph.</remarks>
static class MetisReader
{
    /// <exception cref="TableFormatException">A neighbour is no vertex, or a weight is missing, negative or no number.</exception>
    internal static GraphTable Read(string path, MetisHeader header, Execution execution)
    {
        using var text = new TextBlocks(path, 1 << 20, header.DataStart);
        var reporter = new ByteProgress(text, execution);
        var blocks = new List<MetisBlock?>();
        var gate = new Lock();
        ParallelRows.RunThreads(execution.ThreadCount, failed =>
        {
            var buffer = Array.Empty<byte>();
            while (!failed() && text.TryTake(ref buffer, out var index, out var length))
            {
                execution.Cancellation.ThrowIfCancellationRequested();
                var block = MetisBlock.Parse(buffer.AsSpan(0, length), header);
                lock (gate)
                {
                    while (blocks.Count <= index) blocks.Add(null);
                    blocks[index] = block;
                    reporter.Report();
                }
            }
        });

        var file = new InputFile(path, header.VertexCount, text.SizeBytes, text.Hash());
        ThrowFirstProblem(path, header, blocks);
        return new(Assemble(blocks, header, execution), IsMetis: true, file);
    }

    static void ThrowFirstProblem(string path, MetisHeader header, List<MetisBlock?> blocks)
    {
        var before = header.DataLine - 1;
        foreach (var block in blocks)
        {
            if (block!.Problem is { } bad)
            {
                foreach (var each in blocks) each!.Dispose();
                throw new TableFormatException(path, before + bad.LineInBlock, bad.Expected, bad.Found);
            }

            before += block.LineCount;
        }
    }

    static UndirectedGraph Assemble(List<MetisBlock?> blocks, MetisHeader header, Execution execution)
    {
        var offsets = new NativeArray<long>(header.VertexCount + 1L);
        var firstRows = new int[blocks.Count];
        var row = 0;
        long loopCount = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            firstRows[i] = row;
            loopCount += blocks[i]!.DropLoops(row);
            foreach (var length in blocks[i]!.Lengths)
            {
                offsets[row + 1L] = offsets[row] + length;
                row++;
            }
        }

        var keys = new NativeArray<int>(offsets[header.VertexCount], cleared: false);
        var values = header.IsWeighted ? new NativeArray<float>(keys.Length, cleared: false) : null;
        ParallelRows.Run(blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            using var block = blocks[index]!;
            block.CopyTo(offsets[firstRows[index]], keys, values);
        });

        var vertices = new NativeArray<long>(header.VertexCount, cleared: false);
        for (var vertex = 0; vertex < header.VertexCount; vertex++) vertices[vertex] = vertex + 1;
        var (directed, duplicateCount) = EdgeGrouping.Distinct(header.VertexCount, offsets, keys, values, execution);
        using (directed) return UndirectedGraphBuilder.Build(NodeIndex.FromIntegers(vertices), directed, loopCount, duplicateCount, execution);
    }
}
