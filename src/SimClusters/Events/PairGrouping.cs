using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>Groups the events of a log by item and user, and settles each pair.</summary>
/// <remarks>
/// One pass puts what counts into buckets by item, each thread into its own; then each bucket is copied together and sorted while it is in the cache, the largest first, so that an item
/// with a twentieth of the log is under way while the others are done. A bucket is put into a total order, so nothing depends on who put what where.
/// Memory: 8 bytes an event that counts, or 16 where it does not fit in a word; 16 a pair that stands.
/// </remarks>
static unsafe class PairGrouping
{
    internal static ItemPairs Of(EventLog log, PairRequest request, PairTolls tolls, Execution execution)
    {
        var pieces = EventPiece.Of(log);
        var layout = new BucketLayout(log.Items.Count, log.Users.Count, EstimatedCount(log, pieces, request));
        var words = new EventWords(request, layout);
        return words.Fits
            ? Of<ulong>(
                pieces, layout.BucketCount, () => new Scattering(log, request, layout), (work, piece, buckets) => work.Run(piece, words, buckets), () => new(request, layout),
                (work, bucket, parts) => work.Run(bucket, parts), tolls, execution)
            : Of<EventRecord>(
                pieces, layout.BucketCount, () => new Scattering(log, request, layout), (work, piece, buckets) => work.Run(piece, buckets), () => new(request, layout),
                (work, bucket, parts) => work.Run(bucket, parts), tolls, execution);
    }

    static ItemPairs Of<TRecord>(
        EventPiece[] pieces, int bucketCount, Func<Scattering> createScattering, Action<Scattering, EventPiece, RecordBuckets<TRecord>> scatter,
        Func<BucketSettling> createSettling, Action<BucketSettling, int, BucketParts<TRecord>> settle, PairTolls tolls, Execution execution)
        where TRecord : unmanaged
    {
        using var parts = new BucketParts<TRecord>(bucketCount);
        ParallelRows.Run(
            pieces.Length, 4, execution.WithoutProgress(), () => (Scattering: createScattering(), Buckets: parts.New()),
            (work, _, first, end) =>
            {
                for (var piece = first; piece < end; piece++) scatter(work.Scattering, pieces[piece], work.Buckets);
            },
            work => tolls.Add(work.Scattering.Tolls));

        var order = parts.LargestFirst();
        var settled = new List<(List<PairedItem>, PairStore)>();
        ParallelRows.Run(
            order.Length, 1, execution, createSettling, (work, _, index, _) => settle(work, order[index], parts),
            work =>
            {
                tolls.Add(work.Tolls);
                settled.Add((work.Items, work.Store));
            });
        return ItemPairs.Join(settled);
    }

    // Events of the kinds asked for, by every sixteenth piece: buckets need no exact number.
    static long EstimatedCount(EventLog log, EventPiece[] pieces, PairRequest request)
    {
        const int Step = 16;
        if (request.Slices is { } slices) return slices.EventCount;
        long count = 0;
        for (var piece = 0; piece < pieces.Length; piece += Step)
        {
            var (block, first, end) = pieces[piece];
            foreach (var kind in log.Blocks[block].Kinds.Slice(first, end - first)) count += (int)request.Kinds >> (int)kind & 1;
        }

        return count * Step;
    }

    // What one thread owns while events are put into buckets.
    sealed class Scattering(EventLog log, PairRequest request, BucketLayout layout)
    {
        readonly EventScan _scan = new(log, request, new());
        readonly int _undoing = (int)request.Options.Undoing;

        internal PairTolls Tolls => _scan.Tolls;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Run(EventPiece piece, EventWords words, RecordBuckets<ulong> buckets)
        {
            var block = log.Blocks[piece.Block];
            var places = _scan.Of(piece);
            var kinds = block.Kinds.Pointer;
            var times = block.TimesMs.Pointer;
            var (itemBase, userBase, to) = (log.Items.Base, log.Users.Base, layout);
            var lastAsked = _scan.IsSparse ? places.Length - EventScan.Distance : 0;
            fixed (int* items = log.Items.In(block.Items), users = log.Users.In(block.Users))
            {
                for (var i = 0; i < places.Length; i++)
                {
                    if (Sse.IsSupported && i < lastAsked) Sse.Prefetch0(users + places[i + EventScan.Distance]);
                    var place = places[i];
                    var item = items[place] - itemBase;
                    buckets.Add(to.BucketOf(item), words.Of(to.LowOf(item), users[place] - userBase, times[place], kinds[place]));
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Run(EventPiece piece, RecordBuckets<EventRecord> buckets)
        {
            var block = log.Blocks[piece.Block];
            var places = _scan.Of(piece);
            var kinds = block.Kinds.Pointer;
            var times = block.TimesMs.Pointer;
            var (itemBase, userBase, to) = (log.Items.Base, log.Users.Base, layout);
            fixed (int* items = log.Items.In(block.Items), users = log.Users.In(block.Users))
            {
                foreach (var place in places)
                {
                    var item = items[place] - itemBase;
                    buckets.Add(to.BucketOf(item), new(item, users[place] - userBase, EventRecord.Stamped(times[place], kinds[place], (_undoing >> (int)kinds[place] & 1) != 0)));
                }
            }
        }
    }
}
