using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

/// <summary>Times whose first value tells nothing, and such as no calendar has: the same of favourites, events and interactions.</summary>
public sealed class TimeColumnTests : IDisposable
{
    static readonly Execution s_execution = new(2);

    readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-5\n0\n1700000000000", "milliseconds since 1970")]
    [InlineData("-1700000000\n1700000000", "seconds since 1970")]
    [InlineData("0\n1700000000000000", "microseconds since 1970")]
    [InlineData("-1.5\n1700000000.25", "seconds since 1970")]
    [InlineData("-5\n0", "milliseconds since 1970")]
    public void Auto_NumbersAtOrBelowZeroFirst_AreToldFromTheNext(string times, string unit)
    {
        var rows = times.Split('\n');
        using var events = Events(rows, TimeFormat.Auto);
        Assert.Contains($"read as {unit}", events.InWords);
        using var favourites = Favourites(rows, TimeFormat.Auto);
        Assert.Contains($"read as {unit}", favourites.InWords);
        using var interactions = Interactions(rows, TimeFormat.Auto);
        Assert.Contains($"read as {unit}", interactions.InWords);
        Assert.Equal(rows.Count(row => row.StartsWith('-')), interactions.BeforeEpochCount);
        Assert.Equal(interactions.BeforeEpochCount, events.BeforeEpochCount);
    }

    [Fact]
    public void Read_TimesOfNoCalendar_IsASentence()
    {
        string[] rows = ["1700000000", "1700000000000"];
        foreach (var read in new Func<IDisposable>[] { () => Events(rows, TimeFormat.Seconds), () => Favourites(rows, TimeFormat.Seconds), () => Interactions(rows, TimeFormat.Seconds) })
        {
            var exception = Assert.Throws<TableFormatException>(() => read().Dispose());
            Assert.Contains("expected times of the years 1 to 9999, found 1,700,000,000,000,000 milliseconds since 1970; say how times are written (--time-format).", exception.Message);
        }
    }

    EventTable Events(string[] times, TimeFormat format) => EventSource.Read(
        new() { Inputs = [_folder.Write("e.csv", "user,item,kind,timestamp\n" + string.Concat(times.Select((time, i) => $"1,{i},favourite,{time}\n")))], Time = format, Kinds = EventKinds.Favourite }, s_execution);

    FavouriteTable Favourites(string[] times, TimeFormat format) => FavouriteSource.Read(
        new() { Inputs = [_folder.Write("f.csv", "user,item,author,time\n" + string.Concat(times.Select((time, i) => $"1,{i},7,{time}\n")))], Time = format }, s_execution);

    InteractionTable Interactions(string[] times, TimeFormat format) => InteractionSource.Read(
        _folder.Write("i.csv", "user,entity,timestamp\n" + string.Concat(times.Select((time, i) => $"1,{i},{time}\n"))), IdKind.Integer, s_execution, format);
}
