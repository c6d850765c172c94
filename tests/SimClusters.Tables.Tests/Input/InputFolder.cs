using System.IO.Compression;
using System.Text;

namespace SimClusters.Tables.Tests.Input;

/// <summary>A folder of files for one test, gone after it.</summary>
sealed class InputFolder : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simclusters-input-");

    internal string PathOf(string name) => Path.Combine(_folder.FullName, name);

    internal string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    internal string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return PathOf(name);
    }

    internal string WriteGzip(string name, string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return Write(name, memory.ToArray());
    }

    /// <summary>Has DuckDB write a table.</summary>
    internal string WriteQuery(string name, string query, string format = "parquet")
    {
        using var session = new Tables.Input.DuckDbSession(1, 1L << 28);
        session.Execute($"COPY ({query}) TO '{PathOf(name)}' (FORMAT {format})");
        return PathOf(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
