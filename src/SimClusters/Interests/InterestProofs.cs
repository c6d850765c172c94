using SimClusters.Numerics;

namespace SimClusters.Interests;

/// <summary>Who stands behind each interest: the producers of the cluster whom the consumer follows or likes.</summary>
/// <remarks>As large as the graph. Memory: 5 bytes a producer of an interest, 8 an interest. Source: usersBeingFollowed and usersThatWereFaved, T/interests.thrift.</remarks>
public sealed class InterestProofs : IDisposable
{
    internal const byte Followed = 1, Faved = 2;

    readonly NativeArray<byte> _kinds;

    internal InterestProofs(NativeArray<long> offsets, NativeArray<int> producers, NativeArray<byte> kinds)
    {
        Offsets = offsets;
        Producers = producers;
        _kinds = kinds;
    }

    /// <summary>By entry of U: where its producers start; and the end.</summary>
    public NativeArray<long> Offsets { get; }

    /// <summary>Producer rows, ascending within an entry.</summary>
    public NativeArray<int> Producers { get; }

    public long Count => Producers.Length;

    public bool IsFollowed(long proof) => (_kinds[proof] & Followed) != 0;

    public bool IsFaved(long proof) => (_kinds[proof] & Faved) != 0;

    public void Dispose()
    {
        Offsets.Dispose();
        Producers.Dispose();
        _kinds.Dispose();
    }
}
