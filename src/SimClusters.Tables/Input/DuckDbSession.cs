using DuckDB.NET.Native;

namespace SimClusters.Tables.Input;

/// <summary>One in-memory DuckDB with the threads and the memory that we allow it.</summary>
/// <remarks>Spoken to through its C interface, since rows by the million come as vectors there. Its errors leave as sentences.</remarks>
sealed class DuckDbSession : IDisposable
{
    readonly DuckDBDatabase _database;
    readonly DuckDBNativeConnection _connection;

    internal DuckDbSession(int threadCount, long memoryLimitBytes)
    {
        NativeMethods.Configuration.DuckDBCreateConfig(out var config);
        using (config)
        {
            NativeMethods.Configuration.DuckDBSetConfig(config, "threads", threadCount.ToString());
            NativeMethods.Configuration.DuckDBSetConfig(config, "memory_limit", $"{memoryLimitBytes >> 20}MiB");
            NativeMethods.Configuration.DuckDBSetConfig(config, "temp_directory", Path.Combine(Path.GetTempPath(), "simclusters-duckdb"));
            if (NativeMethods.Startup.DuckDBOpen(":memory:", out _database, config, out var problem) != DuckDBState.Success)
                throw new InvalidOperationException($"DuckDB does not start: {problem}");
        }

        NativeMethods.Startup.DuckDBConnect(_database, out _connection);

        // Times without an offset mean the same on every machine.
        Execute("SET TimeZone = 'UTC'");
    }

    /// <summary>A string as SQL has it.</summary>
    internal static string Literal(string text) => $"'{text.Replace("'", "''")}'";

    /// <summary>A column's name as SQL has it.</summary>
    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>Starts a query, whose rows then come as they are made.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="path">The input that an error is about.</param>
    /// <exception cref="TableFormatException">DuckDB refuses it; the message passes its reason on.</exception>
    internal DuckDbRows Query(string sql, string path)
    {
        var state = NativeMethods.PreparedStatements.DuckDBPrepare(_connection, sql, out var statement);
        if (state != DuckDBState.Success)
        {
            var reason = NativeMethods.PreparedStatements.DuckDBPrepareError(statement);
            statement.Dispose();
            throw DuckDbRows.Error(path, reason);
        }

        return new(statement, path);
    }

    /// <summary>A statement whose rows nobody asks for.</summary>
    internal void Execute(string sql)
    {
        using var rows = Query(sql, "DuckDB");
        while (rows.Next()) continue;
    }

    /// <summary>A small result as strings: every column is cast to VARCHAR.</summary>
    internal List<string?[]> Rows(string sql, string path)
    {
        using var rows = Query($"SELECT COLUMNS(*)::VARCHAR FROM ({sql})", path);
        var result = new List<string?[]>();
        while (rows.Next())
        {
            for (var row = 0; row < rows.Count; row++)
                result.Add([.. Enumerable.Range(0, rows.ColumnCount).Select(column => rows.StringAt(column, row))]);
        }

        return result;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }
}
