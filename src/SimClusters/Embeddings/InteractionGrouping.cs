using System.Runtime.CompilerServices;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>Some thousands of interactions of users with entities.</summary>
/// <param name="Users">Who.</param>
/// <param name="Entities">With what.</param>
/// <param name="GiveWeights">Writes the weights from a row on.</param>
sealed record InteractionPart(IdBlock Users, IdBlock Entities, GiveWeights GiveWeights);

/// <summary>Writes the weights of as many rows as there is room for.</summary>
delegate void GiveWeights(int firstRow, Span<float> to);

/// <summary>Adds up the interactions of each entity and user: into buckets of entities, then bucket by bucket in the cache.</summary>
sealed unsafe class InteractionGrouping : IDisposable
{
    const int BlockSize = 16_384;

    readonly InteractionPart[] _parts;
    readonly IDisposable _log;
    readonly Execution _execution;
    readonly EventKeys _users;
    readonly EventKeys _entities;
    readonly RowRanges _ranges;
    readonly NativeArray<bool> _isUser;
    readonly NativeArray<bool> _isEntity;

    /// <param name="parts">The interactions.</param>
    /// <param name="log">What holds them; freed when they are in buckets.</param>
    /// <param name="execution">Threads and cancellation.</param>
    internal InteractionGrouping(InteractionPart[] parts, IDisposable log, Execution execution)
    {
        (_parts, _log, _execution) = (parts, log, execution.WithoutProgress());
        _users = EventKeys.Of([.. parts.Select(part => part.Users)], execution);
        _entities = EventKeys.Of([.. parts.Select(part => part.Entities)], execution);
        _ranges = new(_entities.Count, parts.Sum(part => (long)part.Users.Count));
        (_isUser, _isEntity) = (new(_users.Count), new(_entities.Count));
    }

    internal NounEngagements Run()
    {
        var rows = new RowBlocks<float>(_entities.Count, _ranges.RowsPerBucket);
        using (var buckets = new BucketParts<RowRecord>(_ranges.BucketCount))
        {
            ParallelRows.Run(_parts.Length, 1, _execution, () => new Scattering(this, buckets.New()), (work, part, _, _) => work.Run(_parts[part]));
            _log.Dispose();
            ParallelRows.Run(_ranges.BucketCount, 1, _execution, () => new InteractionSums(_ranges, _users.Count), (work, bucket, _, _) => work.Run(bucket, buckets, rows, _isEntity, _isUser));
        }

        var (offsets, keys, values) = rows.Join(_execution);
        var entities = KeysOf(_isEntity);
        var kept = new NativeArray<long>(entities.Length + 1L);
        for (var row = 0; row < entities.Length; row++) kept[row + 1L] = offsets[entities[row] + 1L];
        offsets.Dispose();
        var users = KeysOf(_isUser);
        ToRows(keys, users);
        return new(new(_entities.Ids(entities)), _users.Ids(users), new SparseMatrix(users.Length, kept, keys, values));
    }

    public void Dispose()
    {
        _log.Dispose();
        _users.Dispose();
        _entities.Dispose();
        _isUser.Dispose();
        _isEntity.Dispose();
    }

    static int[] KeysOf(NativeArray<bool> isThere)
    {
        var keys = new List<int>();
        for (var key = 0; key < isThere.Length; key++)
            if (isThere[key]) keys.Add(key);
        return [.. keys];
    }

    // Users' keys become their rows; where every key is there they are.
    void ToRows(NativeArray<int> keys, int[] users)
    {
        if (users.Length == _users.Count) return;
        var rowOf = new int[_users.Count];
        for (var row = 0; row < users.Length; row++) rowOf[users[row]] = row;
        var blockCount = (int)((keys.Length + BlockSize - 1) / BlockSize);
        ParallelRows.Run(blockCount, 1, _execution, (block, _, _) =>
        {
            var first = (long)block * BlockSize;
            foreach (ref var key in keys.Slice(first, (int)Math.Min(BlockSize, keys.Length - first))) key = rowOf[key];
        });
    }

    // One thread's way of interactions into its part of the buckets.
    sealed class Scattering(InteractionGrouping grouping, RecordBuckets<RowRecord> buckets)
    {
        const int RowsAtATime = 1_024;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Run(InteractionPart part)
        {
            var weights = stackalloc float[RowsAtATime];
            var ranges = grouping._ranges;
            var (userBase, entityBase) = (grouping._users.Base, grouping._entities.Base);
            fixed (int* users = grouping._users.In(part.Users), entities = grouping._entities.In(part.Entities))
            {
                for (int first = 0, count; first < part.Users.Count; first += count)
                {
                    count = Math.Min(RowsAtATime, part.Users.Count - first);
                    part.GiveWeights(first, new(weights, count));
                    for (var i = 0; i < count; i++)
                    {
                        var entity = entities[first + i] - entityBase;
                        buckets.Add(ranges.BucketOf(entity), new(entity, users[first + i] - userBase, BitConverter.SingleToInt32Bits(weights[i])));
                    }
                }
            }
        }
    }
}
