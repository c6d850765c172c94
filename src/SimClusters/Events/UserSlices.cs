using System.Numerics;
using System.Runtime.CompilerServices;
using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>A slice of the users of each item to look at first: where many did something, a few of them tell that enough did.</summary>
/// <remarks>What a user did with an item lies in the slice as a whole or not at all. Memory: 4 bytes an item key.</remarks>
sealed unsafe class UserSlices : IDisposable
{
    // Of one piece in so many is counted how often an item is met.
    const int Step = 16;

    // A slice is so large that this many times the users that are needed are likely in it.
    const int SliceFactor = 4;

    const int MaxBits = 8;

    const uint Odd = 0x9E3779B1;

    // By key, while counting: times met; then the bits of a user that must be zero.
    readonly NativeArray<int> _bits;

    UserSlices(NativeArray<int> bits) => _bits = bits;

    /// <summary>About how many events lie in the slices.</summary>
    internal long EventCount { get; private init; }

    /// <param name="log">The events.</param>
    /// <param name="request">Asks for items with so many users.</param>
    /// <param name="keys">Those items.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <remarks>Reads a sixteenth of the log.</remarks>
    internal static UserSlices Of(EventLog log, PairRequest request, ReadOnlySpan<int> keys, Execution execution)
    {
        var bits = new NativeArray<int>(log.Items.Count);
        var pieces = EventPiece.Of(log);
        var countedPieces = (pieces.Length + Step - 1) / Step;
        ParallelRows.Run(
            countedPieces, 1, execution.WithoutProgress(), () => new EventScan(log, request, new()),
            (scan, _, counted, _) =>
            {
                var piece = pieces[counted * Step];
                var items = log.Items.In(log.Blocks[piece.Block].Items);
                foreach (var place in scan.Of(piece)) Interlocked.Increment(ref bits[items[place] - log.Items.Base]);
            });

        // Of a short log more than a sixteenth is counted.
        var scale = pieces.Length / Math.Max(1.0, countedPieces);
        long eventCount = 0;
        foreach (var key in keys)
        {
            var met = bits[key];
            var likely = scale * Math.Max(0, met - 2 * Math.Sqrt(met));
            bits[key] = Math.Min(MaxBits, BitOperations.Log2((ulong)(likely / ((double)SliceFactor * Math.Max(1, request.MinUsers))) | 1));
            eventCount += (long)(scale * met) >> bits[key];
        }

        return new(bits) { EventCount = eventCount };
    }

    /// <summary>Whether the slice is all of an item's users.</summary>
    internal bool IsWhole(int key) => _bits[key] == 0;

    /// <summary>Whether a user is in an item's slice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Has(int key, int user) => ((uint)user * Odd >> (32 - MaxBits) & ((1u << _bits.Pointer[key]) - 1)) == 0;

    public void Dispose() => _bits.Dispose();
}
