using DuckDB.NET.Data;
using SimClusters.Communities;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Benchmarks.Products;

/// <summary>A network of <c>simclusters generate</c>, held by both sides: as our columns and as tables of DuckDB.</summary>
sealed class ProductsNetwork : IDisposable
{
    readonly string _folder;
    readonly Execution _execution;
    readonly Dictionary<int, (int Cluster, float Score)> _knownFor;

    internal ProductsNetwork(string folder, Execution execution)
    {
        (_folder, _execution) = (folder, execution);
        _knownFor = File.ReadLines(Path.Combine(folder, "truth.tsv")).Skip(1).Select(line => line.Split('\t').Select(int.Parse).ToArray())
            .ToDictionary(fields => fields[0], fields => (fields[1] - 1, 0.05f + 0.9f * (float)CounterRandom.Uniform(CounterRandom.Bits(1, (ulong)fields[0]))));
        ClusterCount = _knownFor.Values.Max(known => known.Cluster) + 1;
        Duck = new("Data Source=:memory:");
        Duck.Open();
        Execute($"set threads={execution.ThreadCount}; set memory_limit='14GB'; set preserve_insertion_order=false; set temp_directory='{Path.GetTempPath()}'");
        Execute($"create table follows as select consumer::integer as consumer, producer::integer as producer from '{folder}/follows.parquet'");
        Execute("create table audience as select producer, count(*) as followers from follows group by all");
        Execute($"""
            create table favourites as select "user"::integer as consumer, author::integer as producer, item::integer as item, timestamp::bigint as time_ms, kind = 'unfavourite' as is_unfavourite
            from '{folder}/favourites.parquet'
            """);
        Execute("create table known_for (producer integer, cluster integer, score float)");
        using var appender = Duck.CreateAppender("known_for");
        foreach (var (producer, (cluster, score)) in _knownFor) appender.CreateRow().AppendValue(producer).AppendValue(cluster).AppendValue(score).EndRow();
    }

    internal DuckDBConnection Duck { get; }

    internal int ClusterCount { get; }

    /// <summary>The log, read anew: a build consumes it.</summary>
    internal FavouriteColumns Favourites() => FavouriteSource.Read(new() { Inputs = [Path.Combine(_folder, "favourites.parquet")] }, _execution).Events!;

    internal FollowGraph Follows() => FollowSource.ReadGraph(new() { Inputs = [Path.Combine(_folder, "follows.parquet")] }, _execution).Graph;

    /// <summary>V in the rows of an index: the planted communities, with affiliations made up from the ids.</summary>
    internal KnownFor KnownFor(NodeIndex producers)
    {
        (int Cluster, float Score)[] rows = [.. Enumerable.Range(0, producers.Count).Select(row => _knownFor[(int)producers.IntegerAt(row)])];
        return new(ClusterCount, [.. rows.Select(row => row.Cluster)], [.. rows.Select(row => row.Score)]);
    }

    internal void Execute(string sql)
    {
        using var command = Duck.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Duck.Dispose();
}
