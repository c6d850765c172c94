using System.Runtime.CompilerServices;
using SimClusters.Events;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>T: how much each user likes the items of each topic, by now.</summary>
public static class TopicEngagementsBuilder
{
    /// <summary>What the published README leaves open; that of the published entity job.</summary>
    public static readonly TimeSpan DefaultHalfLife = TimeSpan.FromDays(14);

    /// <param name="log">Who liked which item when, and who took it back; other kinds are passed over. In any order. Consumed: it is freed when its events are read.</param>
    /// <param name="itemTopics">What items are about. An item of several topics counts in full for each; events on items without any are passed over.</param>
    /// <param name="halfLife">After which a favourite is worth half; null: each is worth 1, whatever its age.</param>
    /// <param name="now">To which ages are counted; what is later is left out; null: the newest event.</param>
    /// <param name="execution">Threads, cancellation and progress.</param>
    /// <returns>
    /// T(topic, user) = Σ over the topic's items that the user likes of ½^(age / half-life). The last event of a user and an item decides whether that is so, and since when; of one instant,
    /// taking back comes last. A topic without any is an empty row.
    /// </returns>
    /// <exception cref="ArgumentException">The items of the two have ids of different kinds, a column mixes kinds, or the half-life is not positive.</exception>
    /// <remarks>
    /// Events go into buckets of users. Each is sorted by user and item while it is in the cache, and a user's topics are added up as the items are settled: no pair is stored.
    /// Time: some steps an event, and one a pair and topic of its item. Memory: 16 bytes an event on an item with topics, and 16 an entry. Source: README.md of simclusters_v2; its job is not published.
    /// </remarks>
    public static TopicEngagements Build(EventColumns log, ItemTopics itemTopics, TimeSpan? halfLife, DateTimeOffset? now = null, Execution? execution = null)
    {
        if (halfLife is { } given && given <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(halfLife), halfLife, "A half-life is above 0.");
        execution ??= Execution.Default;
        using var events = new EventLog(log, execution);
        var request = new PairRequest(EngagementPairOptions.StandingFavourites, now?.ToUnixTimeMilliseconds() ?? events.NewestMs(execution), MinUsers: 1, Gate: null);
        var report = new TopicTolls { EventCount = events.RowCount };
        var ranges = new RowRanges(events.Users.Count, events.RowCount);
        using var heads = new TopicHeads(events.Items, itemTopics, execution);
        var byUser = new RowBlocks<float>(events.Users.Count, ranges.RowsPerBucket);
        using (var parts = new BucketParts<RowRecord>(ranges.BucketCount))
        {
            Scatter(events, request, heads, ranges, parts, report, execution);
            log.Dispose();
            var worth = HalfLifeDecay.OfMilliseconds(halfLife, request.NowMs - Math.Min(request.NowMs, report.OldestMs));
            var likes = new TopicLikes(ranges, events.Items.Count, itemTopics, heads, worth, request.NowMs, halfLife);
            ParallelRows.Run(
                ranges.BucketCount, 1, execution, () => new TopicSettling(likes),
                (work, bucket, _, _) => work.Run(bucket, parts, byUser),
                work => report.Add(work.Tolls));
        }

        var (offsets, keys, values) = byUser.Join(execution);
        int[] users = [.. Enumerable.Range(0, events.Users.Count).Where(user => offsets[user + 1L] > offsets[user])];
        var kept = new NativeArray<long>(users.Length + 1L);
        for (var row = 0; row < users.Length; row++) kept[row + 1L] = offsets[users[row] + 1L];
        offsets.Dispose();
        using var engagements = new SparseMatrix(itemTopics.Topics.Count, kept, keys, values);
        return new(
            new(new(itemTopics.Topics.Copy()), events.Users.Ids(users), Transpose.Of(engagements, execution)), report.Report(), DateTimeOffset.FromUnixTimeMilliseconds(request.NowMs));
    }

    static void Scatter(EventLog events, PairRequest request, TopicHeads heads, RowRanges ranges, BucketParts<RowRecord> parts, TopicTolls report, Execution execution)
    {
        var pieces = EventPiece.Of(events);
        ParallelRows.Run(
            pieces.Length, 4, execution.WithoutProgress(), () => new Scattering(events, request, heads, ranges, parts.New()),
            (work, _, first, end) =>
            {
                for (var piece = first; piece < end; piece++) work.Run(pieces[piece]);
            },
            work => report.Add(work.Tolls));
    }

    // What one thread owns while events are put into buckets.
    sealed unsafe class Scattering
    {
        readonly EventLog _events;
        readonly EventScan _scan;
        readonly TopicHeads _heads;
        readonly RowRanges _ranges;
        readonly RecordBuckets<RowRecord> _buckets;
        readonly int[] _kept = new int[EventPiece.MaxRows];

        internal Scattering(EventLog events, PairRequest request, TopicHeads heads, RowRanges ranges, RecordBuckets<RowRecord> buckets)
        {
            (_events, _heads, _ranges, _buckets) = (events, heads, ranges, buckets);
            _scan = new(events, request, new());
        }

        internal TopicTolls Tolls { get; } = new();

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Run(EventPiece piece)
        {
            var block = _events.Blocks[piece.Block];
            var places = _scan.Of(piece);
            var kinds = block.Kinds.Pointer;
            var times = block.TimesMs.Pointer;
            var marks = _heads.Marks;
            var (itemBase, userBase) = (_events.Items.Base, _events.Users.Base);
            var kept = 0;
            var oldest = Tolls.OldestMs;
            fixed (int* items = _events.Items.In(block.Items), users = _events.Users.In(block.Users))
            {
                foreach (var place in places)
                {
                    var item = items[place] - itemBase;
                    _kept[kept] = place;
                    kept += (int)(marks[item >> 6] >> item) & 1;
                }

                for (var i = 0; i < kept; i++)
                {
                    var place = _kept[i];
                    var user = users[place] - userBase;
                    oldest = Math.Min(oldest, times[place]);
                    _buckets.Add(_ranges.BucketOf(user), new(user, items[place] - itemBase, EventRecord.Stamped(times[place], kinds[place], kinds[place] == EventKind.Unfavourite)));
                }
            }

            Tolls.OldestMs = oldest;
            Tolls.WithoutTopicCount += places.Length - kept;
        }
    }
}
