using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>Groups the events of a log by item and user, and settles each pair.</summary>
/// <remarks>
/// One pass puts what counts into buckets by item, each thread into its own; then each bucket is copied together and sorted while it is in the cache, the largest first, so that an item
/// with a twentieth of the log is under way while the others are done. A bucket is put into a total order, so nothing depends on who put what where.
/// Memory: 16 bytes an event that counts, 16 a pair that stands.
/// </remarks>
static unsafe class PairGrouping
{
    internal static ItemPairs Of(EventLog log, PairRequest request, PairTolls tolls, Execution execution)
    {
        var pieces = EventPiece.Of(log);
        var layout = new BucketLayout(log.Items.Count, log.Users.Count, EstimatedCount(log, pieces, request));
        var parts = new List<RecordBuckets<EventRecord>>();
        ParallelRows.Run(
            pieces.Length, 4, execution.WithoutProgress(), () => new Scattering(log, request, layout),
            (work, _, first, end) =>
            {
                for (var piece = first; piece < end; piece++) work.Run(pieces[piece]);
            },
            work =>
            {
                tolls.Add(work.Tolls);
                parts.Add(work.Buckets);
            });

        var order = Enumerable.Range(0, layout.BucketCount).ToArray();
        long[] sizes = [.. order.Select(bucket => -parts.Sum(part => part.Count(bucket)))];
        Array.Sort(sizes, order);
        var settled = new List<(List<PairedItem>, PairStore)>();
        ParallelRows.Run(
            order.Length, 1, execution, () => new BucketSettling(request, layout), (work, _, index, _) => work.Run(order[index], parts),
            work =>
            {
                tolls.Add(work.Tolls);
                settled.Add((work.Items, work.Store));
            });
        foreach (var part in parts) part.Dispose();
        return ItemPairs.Join(settled);
    }

    // Events of the kinds asked for, by every sixteenth piece: buckets need no exact number.
    static long EstimatedCount(EventLog log, EventPiece[] pieces, PairRequest request)
    {
        const int Step = 16;
        long count = 0;
        for (var piece = 0; piece < pieces.Length; piece += Step)
        {
            var (block, first, end) = pieces[piece];
            foreach (var kind in log.Blocks[block].Kinds.Slice(first, end - first)) count += (int)request.Kinds >> (int)kind & 1;
        }

        return count * Step;
    }

    // What one thread owns while events are put into buckets.
    sealed class Scattering
    {
        readonly EventLog _log;
        readonly EventScan _scan;
        readonly BucketLayout _layout;
        readonly int _undoing;

        internal Scattering(EventLog log, PairRequest request, BucketLayout layout)
        {
            (_log, _layout, _undoing) = (log, layout, (int)request.Options.Undoing);
            _scan = new(log, request, Tolls);
            Buckets = new(layout.BucketCount);
        }

        internal RecordBuckets<EventRecord> Buckets { get; }

        internal PairTolls Tolls { get; } = new();

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Run(EventPiece piece)
        {
            var block = _log.Blocks[piece.Block];
            var places = _scan.Of(piece);
            var kinds = block.Kinds.Pointer;
            var times = block.TimesMs.Pointer;
            var (itemBase, userBase) = (_log.Items.Base, _log.Users.Base);
            fixed (int* items = _log.Items.In(block.Items), users = _log.Users.In(block.Users))
            {
                foreach (var place in places)
                {
                    var item = items[place] - itemBase;
                    Buckets.Add(_layout.BucketOf(item), new(item, users[place] - userBase, EventRecord.Stamped(times[place], kinds[place], (_undoing >> (int)kinds[place] & 1) != 0)));
                }
            }
        }
    }
}
