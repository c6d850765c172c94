using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;
using SimClusters.Tables.Columns;

namespace SimClusters.Tables;

/// <summary>interested_in_proof: the producers that stand behind each interest, on request alone.</summary>
/// <remarks>consumer (id), cluster INT32 from 1 on, producer (id), is_followed and is_faved BOOLEAN, one of them true; ascending by consumer, cluster, producer. Some 4 bytes a row on disk.</remarks>
public static class InterestedInProofTable
{
    public static TableSchema Schema { get; } = new("interested_in_proof", 3,
        new TableColumn("consumer", ColumnKind.Id), new("cluster", ColumnKind.Integer), new("producer", ColumnKind.Id), new("is_followed", ColumnKind.Flag), new("is_faved", ColumnKind.Flag));

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NodeIndex consumers, NodeIndex producers, InterestedIn interestedIn, InterestProofs proofs, Execution execution) => TableWriter.Write(path, Schema, proofs.Count,
    [
        ColumnSource.Ids(consumers, (first, rows) =>
        {
            MatrixTable.FillRows(proofs.Offsets, first, rows);
            ConsumersOf(interestedIn.Entries, rows);
        }),
        ColumnSource.Clusters((first, clusters) =>
        {
            MatrixTable.FillRows(proofs.Offsets, first, clusters);
            foreach (ref var cluster in clusters) cluster = interestedIn.Entries.Keys[cluster];
        }),
        ColumnSource.Ids(producers, (first, rows) => proofs.Producers.Slice(first, rows.Length).CopyTo(rows)),
        new ValueColumn<bool>((first, values) => { for (var i = 0; i < values.Length; i++) values[i] = proofs.IsFollowed(first + i); }),
        new ValueColumn<bool>((first, values) => { for (var i = 0; i < values.Length; i++) values[i] = proofs.IsFaved(first + i); }),
    ], execution);

    // From entries, which ascend, to the consumers that have them: the first by bisection, the others by walking.
    static void ConsumersOf(SparseMatrix entries, Span<int> rows)
    {
        if (rows.IsEmpty) return;
        Span<int> first = stackalloc int[1];
        MatrixTable.FillRows(entries.Offsets, rows[0], first);
        var consumer = first[0];
        foreach (ref var row in rows)
        {
            while (entries.Offsets[consumer + 1] <= row) consumer++;
            row = consumer;
        }
    }
}
