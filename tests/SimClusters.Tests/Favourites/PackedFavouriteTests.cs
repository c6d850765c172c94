using SimClusters.Favourites;

namespace SimClusters.Tests.Favourites;

public class PackedFavouriteTests
{
    // Logs whose ids and times take few bits, nearly all there are, and too many.
    static readonly Gen<(long Least, long Greatest)> s_range = Gen.Select(Gen.Long, Gen.Int[0, 62], (least, bits) => (least, least > 0 ? least - (1L << bits) : least + (1L << bits)))
        .Select(ends => (Math.Min(ends.least, ends.Item2), Math.Max(ends.least, ends.Item2)));

    static readonly Gen<(FavouritePacking Packing, (int Author, long Item, long TimeMs, bool IsUnfavourite)[] Events)> s_log = Gen.Select(
        Gen.Int[0, 20], Gen.Int[1, int.MaxValue], s_range, Gen.Select(Gen.Long[-1L << 50, 1L << 50], Gen.Int[0, 49], (oldest, bits) => (oldest, oldest + (1L << bits))))
        .SelectMany((userBits, authorCount, items, times) => Gen.Select(Gen.Int[0, authorCount - 1], Gen.Long[items.Item1, items.Item2], Gen.Long[times.oldest, times.Item2], Gen.Bool).Array[2]
            .Select(events => (FavouritePacking.Of(userBits, authorCount, items, times), events)));

    [Fact]
    public void Of_AnyEvent_GivesItsPartsBackAndSortsByThem() => s_log.Sample((packing, events) =>
    {
        if (packing.IsWide) Check<WideFavourite>(packing, events[0], events[1]);
        else Check<NarrowFavourite>(packing, events[0], events[1]);
    });

    [Fact]
    public void Of_ManyBits_IsWide()
    {
        Assert.False(FavouritePacking.Of(8, 1 << 20, (0, 1L << 60), (0, 1L << 36)).IsWide);
        Assert.True(FavouritePacking.Of(8, 1 << 20, (long.MinValue, long.MaxValue), (0, 1L << 36)).IsWide);
    }

    static void Check<TEvent>(FavouritePacking packing, (int Author, long Item, long TimeMs, bool IsUnfavourite) one, (int Author, long Item, long TimeMs, bool IsUnfavourite) other)
        where TEvent : unmanaged, IPackedFavourite<TEvent>
    {
        var (packed, otherPacked) = (Packed<TEvent>(packing, one), Packed<TEvent>(packing, other));
        Assert.Equal(one, ((int)(packed.First >> packing.PairShift), packed.ItemIn(packing), packing.OldestMs + (long)packed.TimeIn(packing), packed.IsUnfavourite));
        Assert.Equal(Math.Sign(one.CompareTo(other)), Math.Sign(packed.CompareTo(otherPacked)));
        if (one.Author == other.Author) Assert.Equal(one.Item == other.Item, packed.HasItemOf(otherPacked, packing));
    }

    static TEvent Packed<TEvent>(FavouritePacking packing, (int Author, long Item, long TimeMs, bool IsUnfavourite) one)
        where TEvent : unmanaged, IPackedFavourite<TEvent> => TEvent.Of(packing, (ulong)one.Author, one.Item, one.TimeMs, one.IsUnfavourite);
}
