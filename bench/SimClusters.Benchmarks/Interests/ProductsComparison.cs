using System.Diagnostics;
using DuckDB.NET.Data;
using SimClusters.Benchmarks.Graphs;
using SimClusters.Communities;
using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Interests;
using SimClusters.Numerics;

namespace SimClusters.Benchmarks.Interests;

/// <summary>U and Ṽ, tables in memory to result in memory: how many times the speed of the same SQL in DuckDB? And is it the same result?</summary>
/// <remarks>products BIP-FILE LABELS [threads] [rounds]: KnownFor is one label a producer, with scores made up from the row.</remarks>
static class ProductsComparison
{
    const string InterestsSql = """
        create or replace table raw as
          select consumer, cluster, sum(score) as follow, sum(score / sqrt(followers)) as normalized
          from follows join known_for using (producer) join audience using (producer) group by all having count(*) >= 2;
        create or replace table norms as select cluster, sqrt(sum(follow * follow)) as follow_norm, sqrt(sum(normalized * normalized)) as normalized_norm, count(*) as consumers from raw group by all;
        create or replace table interests as
          select * from raw qualify row_number() over (partition by consumer order by follow desc, cluster) <= 50;
        """;

    const string EmbeddingsSql = """
        create or replace table cosines as
          select producer, cluster, sum(follow) / (sqrt(any_value(followers)) * any_value(follow_norm)) as cosine
          from follows join interests using (consumer) join audience using (producer) join norms using (cluster)
          group by all having cosine >= 0.01;
        create or replace table by_producer as select * from cosines qualify row_number() over (partition by producer order by cosine desc, cluster) <= 60;
        create or replace table by_cluster as select * from cosines qualify row_number() over (partition by cluster order by cosine desc, producer) <= 300;
        """;

    internal static void Run(string[] arguments)
    {
        using var follows = BipartiteFile.Read(arguments[0]);
        var knownFor = ReadKnownFor(arguments[1], follows.ProducerCount);
        var threads = arguments.Length > 2 ? int.Parse(arguments[2]) : 2;
        var rounds = arguments.Length > 3 ? int.Parse(arguments[3]) : 3;
        using var connection = Load(follows, knownFor, threads);

        List<(double Ours, double Duck)> interests = [], embeddings = [];
        for (var round = -1; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            using var u = InterestedInBuilder.Build(follows, knownFor, new(), new Execution(threads));
            var oursU = watch.Elapsed.TotalSeconds;
            watch.Restart();
            Execute(connection, InterestsSql);
            var duckU = watch.Elapsed.TotalSeconds;
            watch.Restart();
            using var v = ProducerEmbeddingsBuilder.Build(follows, u, new(), new Execution(threads));
            var oursV = watch.Elapsed.TotalSeconds;
            watch.Restart();
            Execute(connection, EmbeddingsSql);
            var duckV = watch.Elapsed.TotalSeconds;
            Console.WriteLine($"U: ours {oursU:F3} s, DuckDB {duckU:F3} s, {duckU / oursU:F1}x ({u.FollowScores.EntryCount:N0} entries)   V: ours {oursV:F3} s, DuckDB {duckV:F3} s, {duckV / oursV:F1}x ({v.ByProducer.EntryCount:N0} and {v.ByCluster.EntryCount:N0} entries)");
            if (round < 0) Compare(connection, u, v);
            else
            {
                interests.Add((oursU, duckU));
                embeddings.Add((oursV, duckV));
            }
        }

        Console.WriteLine($"naive twin of U, one thread, a dictionary a consumer: {NaiveSeconds(follows, knownFor):F2} s");
        Report("U", interests);
        Report("V", embeddings);
    }

    static double NaiveSeconds(FollowGraph follows, KnownFor knownFor)
    {
        var watch = Stopwatch.StartNew();
        long kept = 0;
        for (var consumer = 0; consumer < follows.ConsumerCount; consumer++)
        {
            var sums = new Dictionary<int, (double Score, int Count)>();
            foreach (var producer in follows.Follows.RowKeys(consumer))
            {
                if (knownFor.Clusters[producer] is var cluster && cluster == KnownFor.None) continue;
                var (score, count) = sums.GetValueOrDefault(cluster);
                sums[cluster] = (score + knownFor.Scores[producer], count + 1);
            }

            kept += sums.Where(entry => entry.Value.Count >= 2).OrderByDescending(entry => entry.Value.Score).Take(50).Count();
        }

        return kept < 0 ? 0 : watch.Elapsed.TotalSeconds;
    }

    static void Report(string name, List<(double Ours, double Duck)> rounds) => Console.WriteLine(
        $"{name}: median ours {rounds.Select(r => r.Ours).Order().ElementAt(rounds.Count / 2):F3} s, DuckDB {rounds.Select(r => r.Duck).Order().ElementAt(rounds.Count / 2):F3} s, " +
        $"median ratio {rounds.Select(r => r.Duck / r.Ours).Order().ElementAt(rounds.Count / 2):F1}");

    static KnownFor ReadKnownFor(string path, int producerCount)
    {
        int[] clusters = [.. File.ReadLines(path).Select(line => int.Parse(line) - 1)];
        float[] scores = [.. clusters.Select((_, row) => 0.05f + 0.9f * (float)CounterRandom.Uniform(CounterRandom.Bits(1, (ulong)row)))];
        return clusters.Length == producerCount ? new(clusters.Max() + 1, clusters, scores) : throw new InvalidDataException($"{clusters.Length} labels for {producerCount} producers.");
    }

    static DuckDBConnection Load(FollowGraph follows, KnownFor knownFor, int threads)
    {
        var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, $"set threads={threads}; set memory_limit='12GB'; create table follows (consumer integer, producer integer); create table known_for (producer integer, cluster integer, score float)");
        using (var appender = connection.CreateAppender("follows"))
        {
            for (var consumer = 0; consumer < follows.ConsumerCount; consumer++)
                foreach (var producer in follows.Follows.RowKeys(consumer))
                    appender.CreateRow().AppendValue(consumer).AppendValue(producer).EndRow();
        }

        using (var appender = connection.CreateAppender("known_for"))
        {
            for (var producer = 0; producer < knownFor.ProducerCount; producer++)
                appender.CreateRow().AppendValue(producer).AppendValue(knownFor.Clusters[producer]).AppendValue(knownFor.Scores[producer]).EndRow();
        }

        Execute(connection, "create table audience as select producer, count(*) as followers from follows group by all");
        return connection;
    }

    // The keys of both sides must agree but where a score lies within 1e-6 of a cut, and the scores to 1e-6 of their size.
    static void Compare(DuckDBConnection connection, InterestedIn u, ProducerEmbeddings v)
    {
        Check("U", connection, "select consumer, cluster, follow from interests", u.FollowScores);
        Check("V by producer", connection, "select producer, cluster, cosine from by_producer", v.ByProducer);
        Check("V by cluster", connection, "select cluster, producer, cosine from by_cluster", v.ByCluster);
    }

    static void Check(string name, DuckDBConnection connection, string sql, SparseMatrix ours)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        long rows = 0, missing = 0;
        var worst = 0.0;
        while (reader.Read())
        {
            rows++;
            double expected = reader.GetDouble(2), found = ours[reader.GetInt32(0), reader.GetInt32(1)];
            if (found == 0) missing++;
            else worst = Math.Max(worst, Math.Abs(found - expected) / Math.Max(1, expected));
        }

        Console.WriteLine($"{name}: DuckDB {rows:N0} rows, ours {ours.EntryCount:N0}; {missing} of theirs are not ours (at a cut); largest difference {worst:E1}");
    }

    static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
