using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tests.Favourites;

/// <summary>Small logs: few users and items, so that repeats, unfavourites and equal times happen.</summary>
static class FavouriteLogs
{
    internal const long Day = 86_400_000;

    // Times spread over five years: some favourites are forgotten.
    internal static readonly Gen<(long User, long Item, long Author, long TimeMs, bool IsUnfavourite)[]> Any =
        Gen.Select(Gen.Long[1, 4], Gen.Long[100, 106], Gen.Long[10, 12], Gen.Long[0, 60], Gen.Int[0, 2], Gen.Int[0, 3], (user, item, author, month, millisecond, kind) =>
            (user, item, author, month * 30 * Day + millisecond, kind == 0)).Array[0, 80];

    internal static SortedDictionary<(long User, long Author), float[]> Edges(FavouriteGraph graph)
    {
        var edges = new SortedDictionary<(long, long), float[]>();
        for (var row = 0; row < graph.Edges.RowCount; row++)
            for (var edge = graph.Edges.Offsets[row]; edge < graph.Edges.Offsets[row + 1]; edge++)
                edges.Add((graph.Consumers.IntegerAt(row), graph.Producers.IntegerAt(graph.Edges.Keys[edge])), [.. graph.Weights.Select(weights => weights[edge])]);
        return edges;
    }

    /// <summary>A state as the next run reads it: favourites by id.</summary>
    internal static FavouriteColumns AsLog(FavouriteState state, FavouriteGraph graph) => FavouriteColumns.Of(
        [.. Enumerable.Range(0, state.UserCount).SelectMany(row => state.Of(row).ToArray().Select(one =>
            (graph.Consumers.IntegerAt(row), one.Item, graph.Producers.IntegerAt(one.AuthorRow), one.TimeMs, false)))]);

    /// <summary>The same log in several blocks, its rows turned round.</summary>
    internal static FavouriteColumns InBlocks((long User, long Item, long Author, long TimeMs, bool IsUnfavourite)[] log, int rowsPerBlock) => new(
        [.. log.Reverse().Chunk(rowsPerBlock).Select(rows => new FavouriteBlock(
            IdBlock.FromIntegers([.. rows.Select(one => one.User)]), IdBlock.FromIntegers([.. rows.Select(one => one.Item)]), IdBlock.FromIntegers([.. rows.Select(one => one.Author)]),
            NativeArray<long>.From([.. rows.Select(one => one.TimeMs)]), NativeArray<bool>.From([.. rows.Select(one => one.IsUnfavourite)])))]);
}
