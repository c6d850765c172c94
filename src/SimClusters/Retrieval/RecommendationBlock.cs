using SimClusters.Numerics;

namespace SimClusters.Retrieval;

/// <summary>The recommendations of a block of consumers, lane by lane, while they are made.</summary>
/// <remarks>Used again for other blocks: it stays in the cache, from where the entries go to their place in the result.</remarks>
sealed class RecommendationBlock : IDisposable
{
    /// <summary>By row of the block, how many entries it has.</summary>
    internal List<int> Lengths { get; } = [];

    /// <summary>Entries of the rows that are done.</summary>
    internal int Count { get; private set; }

    internal NativeArray<int> Items { get; private set; } = new(0);

    internal NativeArray<float> Dots { get; private set; } = new(0);

    internal NativeArray<float> Cosines { get; private set; } = new(0);

    internal NativeArray<float> LogCosines { get; private set; } = new(0);

    /// <summary>Room for a row of so many entries behind those that are there.</summary>
    internal void Reserve(int length)
    {
        if (Count + (long)length <= Items.Length) return;
        var capacity = Math.Max(2 * Items.Length, Count + (long)length);
        Items = Longer(Items, capacity);
        Dots = Longer(Dots, capacity);
        Cosines = Longer(Cosines, capacity);
        LogCosines = Longer(LogCosines, capacity);
    }

    /// <summary>The next row is what has been put behind the entries that are there.</summary>
    internal void EndRow(int length)
    {
        Lengths.Add(length);
        Count += length;
    }

    internal void Clear()
    {
        Lengths.Clear();
        Count = 0;
    }

    public void Dispose()
    {
        Items.Dispose();
        Dots.Dispose();
        Cosines.Dispose();
        LogCosines.Dispose();
    }

    NativeArray<T> Longer<T>(NativeArray<T> full, long capacity)
        where T : unmanaged
    {
        var longer = new NativeArray<T>(capacity, cleared: false);
        full.Slice(0, Count).CopyTo(longer.AsSpan());
        full.Dispose();
        return longer;
    }
}
