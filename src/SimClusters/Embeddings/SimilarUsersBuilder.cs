using System.Runtime.InteropServices;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>Here are producers as vectors: who is like whom?</summary>
public static class SimilarUsersBuilder
{
    const int BlockSize = 256;

    /// <param name="embeddings">Ṽ of a cosine variant, both directions.</param>
    /// <param name="options">How much of each vector and of each cluster's list is looked at.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <exception cref="ArgumentException">The vectors have no lists by cluster.</exception>
    /// <remarks>
    /// Candidates are the producers of the clusters' lists; the score of one is exact, over both vectors as they are cut. Time: a step a candidate and cluster of its vector. Memory: the
    /// result, the cut vectors, 8 bytes a producer and 8 a cluster a thread. Source: SimilarUsersBySimClustersEmbedding.scala; offline.md §8.6. It also keeps candidates whose score is 0.
    /// </remarks>
    public static SimilarUsers Build(ProducerEmbeddings embeddings, SimilarUsersOptions options, Execution? execution = null)
    {
        options = options.Validated();
        execution ??= Execution.Default;
        var lists = embeddings.ByCluster ?? throw new ArgumentException($"The vectors {embeddings.Variant} have no lists by cluster to take candidates from.", nameof(embeddings));
        using var vectors = UnitRows(embeddings.ByProducer, options.MaxClustersPerProducer, execution);
        using var candidates = Strongest(lists, options.MaxProducersPerCluster, execution);

        var blocks = new RowBlocks<float>(vectors.RowCount, BlockSize);
        long candidateCount = 0;
        ParallelRows.Run(
            vectors.RowCount, BlockSize, execution, () => new Worker(vectors, candidates, options.MaxSimilarPerProducer),
            (worker, block, first, end) =>
            {
                for (var row = first; row < end; row++) blocks.SetLength(row, worker.Run(row));
                blocks.Set(block, worker.Output);
            },
            worker => candidateCount += worker.CandidateCount);
        var joined = blocks.Join(execution);
        return new(embeddings.Variant, new(vectors.RowCount, joined.Offsets, joined.Keys, joined.Values), candidateCount);
    }

    static SparseMatrix UnitRows(SparseMatrix vectors, int max, Execution execution)
    {
        var cut = Strongest(vectors, max, execution);
        ParallelRows.Run(cut.RowCount, 4_096, execution.WithoutProgress(), (_, first, end) =>
        {
            for (var row = first; row < end; row++)
            {
                var values = cut.Values!.Slice(cut.Offsets[row], cut.RowLength(row));
                var squares = 0.0;
                foreach (var value in values) squares += (double)value * value;
                var norm = Math.Sqrt(squares);
                foreach (ref var value in values) value = (float)(value / norm);
            }
        });
        return cut;
    }

    // Each row's strongest entries, ascending by key; ties to the lower key.
    static SparseMatrix Strongest(SparseMatrix matrix, int max, Execution execution)
    {
        var blocks = new RowBlocks<float>(matrix.RowCount, BlockSize);
        ParallelRows.Run(matrix.RowCount, BlockSize, execution.WithoutProgress(), () => new RowBlockWriter<float>(), (output, block, first, end) =>
        {
            var words = new List<ulong>();
            for (var row = first; row < end; row++)
            {
                words.Clear();
                var keys = matrix.RowKeys(row);
                var values = matrix.RowValues(row);
                for (var i = 0; i < keys.Length; i++) words.Add(Ranked.Pack(values[i], keys[i]));
                blocks.SetLength(row, TopK.WriteGreatest(CollectionsMarshal.AsSpan(words), max, output));
            }

            blocks.Set(block, output);
        });
        var joined = blocks.Join(execution);
        return new(matrix.ColumnCount, joined.Offsets, joined.Keys, joined.Values);
    }

    // What one thread owns.
    sealed class Worker(SparseMatrix vectors, SparseMatrix candidates, int max) : IDisposable
    {
        readonly float[] _scattered = new float[vectors.ColumnCount];
        readonly int[] _metBy = NobodyMet(vectors.RowCount);
        readonly List<ulong> _words = [];

        internal RowBlockWriter<float> Output { get; } = new();

        internal long CandidateCount { get; private set; }

        internal int Run(int row)
        {
            var clusters = vectors.RowKeys(row);
            var scores = vectors.RowValues(row);
            for (var i = 0; i < clusters.Length; i++) _scattered[clusters[i]] = scores[i];
            _words.Clear();
            _metBy[row] = row;
            foreach (var cluster in clusters)
                foreach (var other in candidates.RowKeys(cluster)) Meet(row, other);
            foreach (var cluster in clusters) _scattered[cluster] = 0;
            return TopK.WriteGreatest(CollectionsMarshal.AsSpan(_words), max, Output);
        }

        // A producer is in several lists; it is compared once.
        void Meet(int row, int other)
        {
            if (_metBy[other] == row) return;
            _metBy[other] = row;
            CandidateCount++;
            var clusters = vectors.RowKeys(other);
            var scores = vectors.RowValues(other);
            var dot = 0.0;
            for (var i = 0; i < clusters.Length; i++) dot += (double)scores[i] * _scattered[clusters[i]];
            if (dot > 0) _words.Add(Ranked.Pack((float)Math.Min(1, dot), other));
        }

        static int[] NobodyMet(int count)
        {
            var metBy = new int[count];
            Array.Fill(metBy, -1);
            return metBy;
        }

        public void Dispose() => Output.Dispose();
    }
}
