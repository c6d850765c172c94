namespace SimClusters.Tables.Input;

/// <summary>An input as DuckDB reads it.</summary>
/// <param name="Input">The path or the query, as it was named.</param>
/// <param name="Sql">What stands after FROM.</param>
/// <param name="IsQuery">Whether the input is a query.</param>
/// <param name="IsCsv">Whether it is CSV, whose columns come as text.</param>
sealed record Relation(string Input, string Sql, bool IsQuery, bool IsCsv)
{
    static readonly string[] s_jsonEndings = [".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"];

    internal static Relation Of(string input)
    {
        if (InputPaths.IsQuery(input)) return new(input, $"({input.Trim().TrimEnd(';')})", IsQuery: true, IsCsv: false);
        var path = DuckDbSession.Literal(input);
        if (IsParquet(input)) return new(input, $"read_parquet({path})", IsQuery: false, IsCsv: false);
        if (IsJson(input)) return new(input, $"read_json_auto({path})", IsQuery: false, IsCsv: false);

        // All columns as text: a sample of the file must not decide what the rest of it may hold.
        return new(input, $"read_csv({path}, all_varchar = true, store_rejects = true)", IsQuery: false, IsCsv: true);
    }

    /// <summary>What the manifest says of the input, once so many rows of it are read.</summary>
    internal InputFile File(long rowCount) => IsQuery
        ? new(Input, rowCount, 0, null)
        : new(Input, rowCount, new FileInfo(Input).Length, HashingStream.HashOf(Input));

    internal static bool IsParquet(string path)
    {
        Span<byte> magic = stackalloc byte[4];
        using var file = InputPaths.Open(path);
        return path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) || file.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("PAR1"u8);
    }

    internal static bool IsJson(string path) =>
        s_jsonEndings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The lines of a CSV file that DuckDB could not cut into columns.</summary>
    internal List<BadRow> Rejected(DuckDbSession session, int maxKept, out long count)
    {
        count = 0;
        if (!IsCsv) return [];
        const string LastScan = "FROM reject_errors WHERE scan_id = (SELECT max(scan_id) FROM reject_errors)";
        count = long.Parse(session.Rows($"SELECT count(DISTINCT line) {LastScan}", Input)[0][0]!);
        return [.. session.Rows($"SELECT line, any_value(error_type), any_value(csv_line) {LastScan} GROUP BY line ORDER BY line LIMIT {maxKept}", Input)
            .Select(row => new BadRow(Input, long.Parse(row[0]!), $"the columns of the lines before ({row[1]})", row[2] ?? ""))];
    }
}
