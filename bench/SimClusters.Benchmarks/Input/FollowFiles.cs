using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Benchmarks.Input;

/// <summary>The same 16 million follows in every form, made once by DuckDB from the output of <c>cdtool bip</c>.</summary>
static class FollowFiles
{
    internal const long RowCount = 15_963_354;

    internal static SortedDictionary<string, string> Make(string folder, Execution execution)
    {
        var parquet = Path.Combine(folder, "follows16m.parquet");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["parquet"] = parquet,
            ["parquet, shuffled"] = Path.Combine(folder, "follows16m_shuffled.parquet"),
            ["parquet, sparse ids"] = Path.Combine(folder, "follows16m_sparse.parquet"),
            ["parquet, string ids"] = Path.Combine(folder, "follows16m_names.parquet"),
            ["csv"] = Path.Combine(folder, "follows16m.csv"),
            ["tsv"] = Path.Combine(folder, "follows16m.tsv"),
            ["tsv, string ids"] = Path.Combine(folder, "follows16m_names.tsv"),
        };
        using var session = new DuckDbSession(execution.ThreadCount, 4L << 30);
        Once(parquet, path => Copy(session, path,
            $"SELECT n - 2 AS follower, 10_000_000 + unnest(string_split(line, ' '))::BIGINT AS followee FROM (SELECT row_number() OVER () AS n, line FROM read_csv('{Path.Combine(folder, "b1.txt")}', columns = {{'line': 'VARCHAR'}}, header = false, delim = '\\t', quote = '')) WHERE n BETWEEN 2 AND 1_000_001 AND line <> ''"));
        Once(files["parquet, shuffled"], path => Copy(session, path, $"SELECT * FROM '{parquet}' ORDER BY hash(follower, followee)"));
        Once(files["parquet, sparse ids"], path => Copy(session, path, $"SELECT follower * 900719925474 AS follower, followee * 900719925474 AS followee FROM '{parquet}'"));
        Once(files["parquet, string ids"], path => Copy(session, path, $"SELECT 'user_' || follower AS follower, 'user_' || followee AS followee FROM '{parquet}'"));
        Once(files["csv"], path => session.Execute($"COPY (FROM '{parquet}') TO '{path}' (FORMAT csv, HEADER)"));
        Once(files["tsv"], path => session.Execute($"COPY (FROM '{parquet}') TO '{path}' (FORMAT csv, HEADER, DELIMITER '\\t')"));
        Once(files["tsv, string ids"], path => session.Execute($"COPY (FROM '{files["parquet, string ids"]}') TO '{path}' (FORMAT csv, HEADER, DELIMITER '\\t')"));
        return files;
    }

    static void Copy(DuckDbSession session, string path, string query) => session.Execute($"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)");

    static void Once(string path, Action<string> make)
    {
        if (!File.Exists(path)) make(path);
    }
}
