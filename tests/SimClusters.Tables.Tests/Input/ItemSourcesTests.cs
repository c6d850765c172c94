using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

/// <summary>Tables beside the log: items, their topics, who follows topics, interactions with entities, names, denied items.</summary>
public sealed class ItemSourcesTests : IDisposable
{
    static readonly Execution s_execution = new(2);

    readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Items_Csv_HaveWhatTheTableSays()
    {
        using var table = ItemSource.Read(_folder.Write("i.csv", $"item,author,created_at,media,nsfw\n{long.MaxValue},7,1600000000,video,false\n3,,,photo,\n3,8,1600000001,gif,true\n,9,1600000000,3,false\n{long.MinValue},7,1600000002,poll,false\n"), null, s_execution);
        var facts = table.Facts;
        Assert.Equal([long.MinValue, 3, long.MaxValue], facts.Ids.Integers.ToArray());
        Assert.Equal([1600000002000, 1600000001000, 1600000000000], facts.CreatedMs!.AsSpan().ToArray());
        Assert.Equal([7L, 8, 7], facts.AuthorOf!.AsSpan().ToArray().Select(row => facts.Authors!.IntegerAt(row)));
        Assert.Equal([MediaKind.None, MediaKind.Gif, MediaKind.Video], facts.Media!.AsSpan().ToArray());
        Assert.Equal([false, true, false], facts.IsSensitive!.AsSpan().ToArray());
        Assert.Equal((1L, 1L, 5L, false), (facts.DuplicateCount, table.BadRowCount, table.File.RowCount, table.HasTopics));
        Assert.Contains("'created_at', read as seconds since 1970", table.InWords);
    }

    [Fact]
    public void Items_WithoutColumns_SayNothing()
    {
        using var table = ItemSource.Read(_folder.WriteQuery("i.parquet", "SELECT 'a' AS item, ['x'] AS topics"), null, s_execution);
        Assert.True(table is { HasTopics: true, Facts: { CreatedMs: null, Authors: null, AuthorOf: null, Media: null, IsSensitive: null } });
        var exception = Assert.Throws<TableFormatException>(() => ItemSource.Read(_folder.Write("i.csv", "x,y\n1,2\n"), null, s_execution));
        Assert.Contains("expected a column such as item or item_id, found 'x', 'y'.", exception.Message);
        Assert.Contains("expected integers in column 'item', as the events have", Assert.Throws<TableFormatException>(() => ItemSource.Read(_folder.Write("t.csv", "item\nab\n"), IdKind.Integer, s_execution)).Message);
    }

    [Fact]
    public void Mark_ASensitiveAuthor_MarksTheItems()
    {
        using var table = ItemSource.Read("SELECT unnest([1, 2, 3, 4, 5]) AS item, unnest([10, 11, 12, NULL, 13]) AS author", null, s_execution);
        using var users = UserSource.Read("SELECT unnest([10, 11, 13]) AS id, unnest([true, false, NULL]) AS nsfw", IdKind.Integer, s_execution);
        using var marks = SensitiveAuthors.Mark(table.Facts, users.Users, out var untoldCount);
        Assert.Equal([true, false, true, true, true], marks!.AsSpan().ToArray());
        Assert.Equal(3, untoldCount);
        using var own = ItemSource.Read("SELECT unnest([1, 2, 3, 4]) AS item, unnest([10, 11, 12, 13]) AS author, unnest([false, true, false, false]) AS nsfw", null, s_execution);
        using var both = SensitiveAuthors.Mark(own.Facts, users.Users, out untoldCount);
        Assert.Equal([true, true, false, false], both!.AsSpan().ToArray());
        Assert.Equal(2, untoldCount);
    }

    // 1 is marked by one row, whatever the other is; 2 and 3 are not said to be fit by every row.
    [Fact]
    public void Items_WithoutAMark_CountAsMarkedAndAreCounted()
    {
        using var table = ItemSource.Read("SELECT unnest([1, 1, 2, 3, 3, 4]) AS item, unnest(['true', NULL, NULL, 'false', 'what', 'false']) AS nsfw", null, s_execution);
        Assert.Equal([true, true, true, false], table.Facts.IsSensitive!.AsSpan().ToArray());
        Assert.Equal(2, table.UntoldMarkCount);
        using var none = ItemSource.Read("SELECT 1 AS item", null, s_execution);
        Assert.Equal(0, none.UntoldMarkCount);
    }

    [Theory]
    [InlineData("SELECT 1 AS item, ['a b', 'c'] AS topics")]
    [InlineData("SELECT 1 AS item, 'a b; c' AS topics")]
    [InlineData("SELECT 1 AS item, '[\"a b\", \"c\"]' AS tags")]
    [InlineData("SELECT 1 AS item, unnest(['a b', 'c']) AS topic")]
    public void ItemTopics_OfAnyForm_AreTheSame(string query)
    {
        using var table = ItemTopicSource.Read(query, null, s_execution);
        Assert.Equal(["a b", "c"], Enumerable.Range(0, table.Topics.Topics.Count).Select(table.Topics.Topics.NameAt));
        Assert.Equal([0, 1], table.Topics.Pairs.RowKeys(0).ToArray());
    }

    [Fact]
    public void ItemTopics_IntegersFromText_AreIntegersAndDuplicatesCounted()
    {
        using var table = ItemTopicSource.Read(_folder.Write("t.csv", "item,topic\n5,2\n5,2\n6,1\n,3\n7,x\n"), null, s_execution);
        Assert.Equal((IdKind.Integer, 1L, 2L), (table.Topics.Topics.Kind, table.DuplicateCount, table.BadRowCount));
        Assert.Equal([5L, 6], table.Topics.Items.Integers.ToArray());
        Assert.Contains("alone", Assert.Throws<TableFormatException>(() => ItemTopicSource.Read(_folder.Write("o.csv", "item\n1\n"), null, s_execution)).Message);
    }

    [Fact]
    public void TopicFollows_KeepTheTopicsKind()
    {
        using var table = TopicFollowSource.Read("SELECT unnest([1, 2, 2]) AS user_id, unnest([9, 9, 8]) AS topic_id", IdKind.Integer, s_execution);
        Assert.Equal([8L, 9], table.Topics.Topics.Integers.ToArray());
        Assert.Equal([0, 1], table.Topics.Pairs.RowKeys(1).ToArray());
        Assert.Throws<TableFormatException>(() => TopicFollowSource.Read("SELECT 'a' AS user, 1 AS topic", IdKind.Integer, s_execution));
    }

    [Fact]
    public void Interactions_WithTimesWeightsOrNeither_AreReadAsSuch()
    {
        using var log = InteractionSource.Read(_folder.Write("l.csv", "user,entity,timestamp\n1,5,1600000000\n2,6,-1\n3,,1600000000\n"), IdKind.Integer, s_execution);
        Assert.Equal((1L, 1L, 1L), (log.Log!.RowCount, log.BeforeEpochCount, log.BadRowCount));
        Assert.Equal(1600000000000, log.Log.Blocks[0].TimesMs[0]);
        Assert.Contains("expected a user, an entity and a time", log.BadRows[0].ToString());
        using var weights = InteractionSource.Read("SELECT 1 AS user, 'tea' AS hashtag, 2.5 AS weight", null, s_execution);
        Assert.Equal((2.5f, IdKind.Text), (weights.Weights!.Blocks[0].Weights![0], weights.Weights.Blocks[0].Targets.Kind));
        using var neither = InteractionSource.Read("SELECT 1 AS user, 2 AS entity", null, s_execution);
        Assert.Null(neither.Weights!.Blocks[0].Weights);
        Assert.Contains("once a row", neither.InWords);
    }

    [Fact]
    public void TopicNames_ATopicWithSeveral_HasTheFirst()
    {
        using var table = TopicNameSource.Read("SELECT unnest([2, 1, 2]) AS topic, unnest(['tea', 'coffee', 'cha']) AS name", null, s_execution);
        Assert.Equal(("coffee", "cha", null), (table.Names.NameOf(NodeId.Of(1)), table.Names.NameOf(NodeId.Of(2)), table.Names.NameOf(NodeId.Of(3))));
        Assert.Equal(1, table.DuplicateCount);
    }

    [Fact]
    public void DeniedItems_AreAnIndex()
    {
        using var table = DeniedItemSource.Read(_folder.Write("d.csv", "item\n9\n7\n9\n"), IdKind.Integer, s_execution);
        Assert.Equal([7L, 9], table.Items.Integers.ToArray());
        using var none = DeniedItemSource.Read(_folder.Write("e.csv", ""), null, s_execution);
        Assert.Equal(0, none.Items.Count);
        Assert.Throws<FileNotFoundException>(() => DeniedItemSource.Read(_folder.PathOf("no.csv"), null, s_execution));
    }
}
