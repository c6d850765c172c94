using DuckDB.NET.Data;
using SimClusters.Benchmarks.Products;
using SimClusters.Graphs;
using SimClusters.Indexing;

namespace SimClusters.Benchmarks.Indexing;

/// <summary>Are a peer's vectors and lists those of ours?</summary>
static class ItemIndexCheck
{
    internal static void Run(DuckDBConnection duck, ItemIndexResult result)
    {
        var name = result.Name.Replace('-', '_');
        foreach (var check in Of("DuckDB", Read(duck, $"select item, cluster, score from embeddings_{name}"), Read(duck, $"select cluster, item, score from index_{name}"), result)) Console.WriteLine($"  {check}");
    }

    /// <param name="peer">What it is called.</param>
    /// <param name="byItem">By the ids of items and clusters.</param>
    /// <param name="byCluster">By clusters and the ids of items.</param>
    /// <param name="result">Ours.</param>
    internal static string[] Of(string peer, IEnumerable<(long Item, long Cluster, double Score)> byItem, IEnumerable<(long Cluster, long Item, double Score)> byCluster, ItemIndexResult result)
    {
        var (embeddings, index) = (result.Embeddings, result.Index);
        var (rows, columns) = (RowsOf(embeddings.Items), RowsOf(index.Items));
        return
        [
            $"embeddings: {EntriesCheck.Run(peer, byItem.Select(entry => (rows[entry.Item], (int)entry.Cluster, entry.Score)), embeddings.Scores, embeddings.Scores.Values!)}",
            $"index: {EntriesCheck.Run(peer, byCluster.Select(entry => ((int)entry.Cluster, columns[entry.Item], entry.Score)), index.Scores, index.Scores.Values!)}",
        ];
    }

    static int[] RowsOf(NodeIndex ids)
    {
        var rows = new int[EventLogSql.ItemCount];
        Array.Fill(rows, -1);
        for (var row = 0; row < ids.Count; row++) rows[ids.IntegerAt(row)] = row;
        return rows;
    }

    static IEnumerable<(long First, long Second, double Score)> Read(DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return (reader.GetInt32(0), reader.GetInt32(1), reader.GetDouble(2));
    }
}
