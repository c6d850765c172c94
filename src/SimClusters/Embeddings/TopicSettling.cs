using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>What all threads read while likes are added up.</summary>
sealed record TopicLikes(RowRanges Users, int ItemKeyCount, ItemTopics ItemTopics, TopicHeads Heads, HalfLifeDecay Worth, long NowMs, TimeSpan? HalfLife);

/// <summary>One thread's work on one bucket of users at a time: each user's items settled, and what stands added to their topics.</summary>
sealed unsafe class TopicSettling(TopicLikes likes) : IDisposable
{
    // Events ahead at which an item's topics are asked for.
    const int Distance = 32;

    readonly BucketSort _sort = new(likes.Users, likes.ItemKeyCount);
    readonly RowBlockWriter<float> _output = new();
    readonly NativeArray<double> _sums = new(likes.ItemTopics.Topics.Count);
    readonly NativeArray<int> _touched = new(likes.ItemTopics.Topics.Count + 1L, cleared: false);

    internal TopicTolls Tolls { get; } = new();

    internal void Run(int bucket, BucketParts<RowRecord> parts, RowBlocks<float> rows)
    {
        var events = _sort.Take(bucket, parts);
        for (var at = 0; at < events.Count;)
        {
            var user = events.Row(events.Key(at));
            var touchedCount = Settle(events, user, ref at);
            rows.SetLength(user, Finish(touchedCount));
        }

        rows.Set(bucket, _output);
    }

    public void Dispose()
    {
        _sort.Dispose();
        _output.Dispose();
        _sums.Dispose();
        _touched.Dispose();
    }

    // One user's events, in the order of items: the latest of each item decides.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Settle(in SortedRecords events, int user, ref int at)
    {
        var heads = likes.Heads.Words;
        var topicBits = likes.Heads.TopicBits;
        var topicMask = (1UL << topicBits) - 1;
        var sums = _sums.Pointer;
        var touched = _touched.Pointer;
        var worth = likes.Worth;
        var nowMs = likes.NowMs;
        var oldBefore = likes.HalfLife is { } halfLife ? nowMs - 10 * halfLife.TotalMilliseconds : double.MinValue;
        var touchedCount = 0;
        var lastAhead = events.Count - Distance;
        int favourites = 0, undone = 0, old = 0;
        while (at < events.Count)
        {
            var key = events.Key(at);
            if (events.Row(key) != user) break;
            if (Sse.IsSupported && at < lastAhead) Sse.Prefetch0(heads + events.Column(events.Key(at + Distance)));
            var stamp = events.Value(at++);
            for (; at < events.Count && events.Key(at) == key; at++) stamp = Math.Max(stamp, events.Value(at));
            var latest = new EventRecord(0, 0, stamp);
            if (latest.IsUndo)
            {
                undone++;
                continue;
            }

            favourites++;
            old += latest.TimeMs < oldBefore ? 1 : 0;
            var term = worth.At(nowMs - latest.TimeMs);
            if (term == 0) continue;
            var head = heads[events.Column(key)];
            var topicCount = TopicHeads.InlineCount(head);
            if (topicCount == 0)
            {
                foreach (var topic in likes.ItemTopics.Pairs.RowKeys(TopicHeads.RowOf(head))) touchedCount += Add(sums, touched + touchedCount, topic, term);
                continue;
            }

            for (head >>= 2; topicCount > 0; topicCount--, head >>= topicBits) touchedCount += Add(sums, touched + touchedCount, (int)(head & topicMask), term);
        }

        Tolls.FavouriteCount += favourites;
        Tolls.UndoneCount += undone;
        Tolls.OldCount += old;
        return touchedCount;
    }

    // Noted always, kept only the first time: no branch to mispredict.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Add(double* sums, int* touched, int topic, double term)
    {
        var sum = sums[topic];
        *touched = topic;
        sums[topic] = sum + term;
        return sum == 0 ? 1 : 0;
    }

    // In any order: the transpose brings each topic's users into theirs.
    int Finish(int touchedCount)
    {
        var count = 0;
        for (var i = 0; i < touchedCount; i++)
        {
            var topic = _touched[i];
            var sum = (float)_sums[topic];
            _sums[topic] = 0;
            if (!(sum > 0)) continue;
            _output.Add(topic, sum);
            count++;
        }

        return count;
    }
}
