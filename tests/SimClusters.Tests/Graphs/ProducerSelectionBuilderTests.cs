using SimClusters.Graphs;

namespace SimClusters.Tests.Graphs;

public class ProducerSelectionBuilderTests
{
    // Followers of the toy: v1 2, v2 2, v3 2, v4 1.
    [Fact]
    public void Build_Defaults_LeavesOutWhoHasOneFollower()
    {
        using var toy = ToyGraph.Follows();
        var selection = ProducerSelectionBuilder.Build(toy, new());
        Assert.Equal([true, true, true, false], selection.IsSelected);
        Assert.Equal((3, 1, 0, 0), (selection.SelectedCount, selection.BelowMinFollowers, selection.Inactive, selection.BeyondLimit));
    }

    [Fact]
    public void Build_TieAtTheLimit_GoesToTheLowerId()
    {
        using var toy = ToyGraph.Follows();
        var selection = ProducerSelectionBuilder.Build(toy, new() { MaxProducers = 2 });
        Assert.Equal([true, true, false, false], selection.IsSelected);
        Assert.Equal(1, selection.BeyondLimit);
    }

    [Fact]
    public void Build_Inactive_FreesTheirPlace()
    {
        using var toy = ToyGraph.Follows();
        var selection = ProducerSelectionBuilder.Build(toy, new() { MaxProducers = 2 }, [true, false, true, true]);
        Assert.Equal([true, false, true, false], selection.IsSelected);
        Assert.Equal((1, 1, 0), (selection.Inactive, selection.BelowMinFollowers, selection.BeyondLimit));
    }

    [Fact]
    public void Build_AnyLimit_EqualsTheTwin() =>
        Gen.Select(Gen.Int[0, 9].Array[0, 6].Array[0, 12], Gen.Int[1, 12], Gen.Int[0, 4], Gen.Bool.Array[10]).Sample((rows, limit, minFollowers, isActive) =>
        {
            using var graph = ToyGraph.Graph(10, [.. rows.Select(row => row.Distinct().ToArray())]);
            var expected = Enumerable.Range(0, 10).Where(row => isActive[row] && graph.FollowerCount(row) >= minFollowers)
                .OrderByDescending(graph.FollowerCount).ThenBy(row => row).Take(limit).ToHashSet();
            var selection = ProducerSelectionBuilder.Build(graph, new() { MaxProducers = limit, MinFollowers = minFollowers }, isActive);
            return Enumerable.Range(0, 10).All(row => selection.IsSelected[row] == expected.Contains(row))
                && selection.SelectedCount + selection.Inactive + selection.BelowMinFollowers + selection.BeyondLimit == 10;
        });

    [Fact]
    public void Build_WrongArguments_AreRefused()
    {
        using var toy = ToyGraph.Follows();
        Assert.Throws<ArgumentException>(() => ProducerSelectionBuilder.Build(toy, new(), [true]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProducerSelectionBuilder.Build(toy, new() { MaxProducers = 0 }));
    }
}
