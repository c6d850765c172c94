using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

public sealed class UserSourceTests : IDisposable
{
    readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AllColumns_GivesWhatIsKnown()
    {
        using var table = Read(_folder.Write("users.csv", "user_id,Name,lang,country_code,is_active,nsfw\n30,Bo,en,,0,true\n10,Ana,pt,PT,true,\n20,,,,,0\n"));
        var users = table.Users;
        Assert.Equal(["10", "20", "30"], [.. Enumerable.Range(0, 3).Select(users.Ids.NameAt)]);
        Assert.Equal(["Ana", null, "Bo"], [.. Enumerable.Range(0, 3).Select(users.Names!.At)]);
        Assert.Equal(["pt", null, "en"], [.. Enumerable.Range(0, 3).Select(users.Languages!.At)]);
        Assert.Equal(["PT", null, null], [.. Enumerable.Range(0, 3).Select(users.Countries!.At)]);
        Assert.Equal([true, true, false], users.IsActive!);
        Assert.Equal([null, false, true], users.IsSensitive!);
        Assert.Equal((3L, 0L), (table.File.RowCount, table.BadRowCount));
    }

    [Fact]
    public void Read_IdsAlone_KnowsNothingAndLeavesNobodyOut()
    {
        using var table = Read(_folder.WriteQuery("users.parquet", "SELECT 30 AS id UNION ALL SELECT 10"));
        Assert.Null(table.Users.Names);
        Assert.Null(table.Users.IsActive);
        Assert.Null(table.Users.IsSensitive);
        using var others = NodeIndex.FromIntegers(NativeArray<long>.From([10, 20]));
        Assert.Null(table.Users.ActivityIn(others));
    }

    [Fact]
    public void ActivityIn_WhoIsNotInTheTable_IsNotActive()
    {
        using var table = Read(_folder.Write("users.csv", "id,active\n10,true\n30,false\n99,true\n"));
        using var others = NodeIndex.FromIntegers(NativeArray<long>.From([10, 20, 30]));
        Assert.Equal([true, false, false], table.Users.ActivityIn(others)!);
    }

    [Fact]
    public void Read_AnIdTwice_IsOneUserAndCounted()
    {
        var rows = new[] { "10,b,true", "10,a,false", "20,c,true" };
        foreach (var order in new[] { rows, [.. rows.Reverse()] })
        {
            using var table = Read(_folder.Write("users.csv", $"id,name,active\n{string.Join('\n', order)}\n"));
            Assert.Equal((2, 1L, 3L), (table.Users.Ids.Count, table.Users.DuplicateCount, table.File.RowCount));
            Assert.Equal("a", table.Users.Names!.At(0));
            Assert.Equal([false, true], table.Users.IsActive!);
        }
    }

    [Fact]
    public void Read_TextIds_AreOrderedByTheirBytes()
    {
        using var table = UserSource.Read(_folder.Write("users.csv", "id,active\nbo,true\nana,false\n"), IdKind.Text, Execution.Default);
        Assert.Equal(["ana", "bo"], [.. Enumerable.Range(0, 2).Select(table.Users.Ids.NameAt)]);
        Assert.Equal([false, true], table.Users.IsActive!);
        using var numbers = UserSource.Read(_folder.Write("numbers.csv", "id,name\n7,a\n"), IdKind.Text, Execution.Default);
        Assert.Equal("7", numbers.Users.Ids.NameAt(0));
    }

    [Fact]
    public void Read_ARowWithoutAnId_IsCounted()
    {
        using var table = Read(_folder.Write("users.csv", "id,name\n10,a\n,b\n,c\n"));
        Assert.Equal((1, 2L), (table.Users.Ids.Count, table.BadRowCount));
    }

    [Fact]
    public void Read_WhatIsNoTableOfUsers_IsASentence()
    {
        var odd = _folder.Write("odd.csv", "shoe,size\na,b\n");
        Assert.Equal($"{odd}: expected a column such as id or user_id, found 'shoe', 'size'.", Problem(odd));
        var texts = _folder.Write("texts.csv", "id,name\nana,a\n");
        Assert.Equal($"{texts}: expected integers in column 'id', as the follows have, found text. Cast one or the other in a SELECT.", Problem(texts));
        Assert.Contains("DuckDB cannot read this: Conversion Error", Problem(_folder.Write("flags.csv", "user_id,active\n10,perhaps\n")));
        Assert.Throws<FileNotFoundException>(() => Read(_folder.PathOf("no.csv")));
    }

    [Fact]
    public void Topics_OfAnyForm_AreUsersTimesTopics()
    {
        using var table = UserTopicSource.Read(_folder.Write("interests.csv", "person,tag\n2,jazz\n1,rock\n1,jazz\n1,jazz\n3,\n"), IdKind.Integer, Execution.Default);
        Assert.Equal((1L, 1L), (table.BadRowCount, table.DuplicateCount));
        Assert.Equal(["jazz", "rock"], [.. Enumerable.Range(0, 2).Select(table.Topics.Topics.NameAt)]);
        Assert.Equal([0, 1], table.Topics.Pairs.RowKeys(0));
        Assert.Equal([0], table.Topics.Pairs.RowKeys(1));
        using var query = UserTopicSource.Read("SELECT 1 AS who, 77 AS what", IdKind.Integer, Execution.Default);
        Assert.Equal("77", query.Topics.Topics.NameAt(0));
    }

    [Fact]
    public void Topics_OfOneColumnOrOtherIds_AreASentence()
    {
        var narrow = _folder.Write("narrow.csv", "user\n1\n");
        Assert.Equal(
            $"{narrow}: expected a column of users and one of topics, found 'user' alone.",
            Assert.Throws<TableFormatException>(() => UserTopicSource.Read(narrow, IdKind.Integer, Execution.Default)).Message);
        var texts = _folder.Write("texts.csv", "user,topic\nana,jazz\n");
        Assert.Equal(
            $"{texts}: expected integers in column 'user', as the follows have, found text. Cast one or the other in a SELECT.",
            Assert.Throws<TableFormatException>(() => UserTopicSource.Read(texts, IdKind.Integer, Execution.Default)).Message);
    }

    static UserTable Read(string input) => UserSource.Read(input, IdKind.Integer, Execution.Default);

    static string Problem(string input) => Assert.Throws<TableFormatException>(() => Read(input)).Message;
}
