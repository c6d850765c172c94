using System.CommandLine;
using SimClusters.Graphs;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>The options by which every verb that reads follows is told where they are and how they lie.</summary>
sealed class FollowArguments
{
    readonly Option<string[]> _follows = new("--follows")
    {
        Description = "Who follows whom: a path, a glob, a folder or a SELECT. Edge lists in text (also .gz), Parquet, CSV and JSON.", Required = true,
    };

    readonly Option<string?> _consumer = new("--follower") { Description = "Column of who follows; found by name when left out." };
    readonly Option<string?> _producer = new("--followee") { Description = "Column of who is followed; found by name when left out." };
    readonly Option<bool> _reverse = new("--reverse") { Description = "Turn the rows round: the second follows the first." };
    readonly Option<bool> _strict = new("--strict") { Description = "The first bad row is an error; without it, bad rows are counted and left out." };

    internal void AddTo(Command command)
    {
        command.Add(_follows);
        command.Add(_consumer);
        command.Add(_producer);
        command.Add(_reverse);
        command.Add(_strict);
    }

    /// <summary>Reads the follows as one step of the run and tells what was dropped.</summary>
    internal (FollowGraph Graph, FollowGraphReport Counts, FollowTable Table) Read(ParseResult arguments, Host host)
    {
        var options = new FollowSourceOptions
        {
            Inputs = arguments.GetRequiredValue(_follows), ConsumerColumn = arguments.GetValue(_consumer), ProducerColumn = arguments.GetValue(_producer),
            Reverse = arguments.GetValue(_reverse), Strict = arguments.GetValue(_strict),
        };
        var read = host.Report.Read(
            "read", execution => FollowSource.ReadGraph(options, execution),
            done => $"{done.Report.FollowCount:N0} follows of {done.Graph.ConsumerCount:N0} consumers and {done.Graph.ProducerCount:N0} producers");
        if (read.Table.SampleSentences.Count > 0)
            host.Say($"  read as: {string.Join(", ", read.Table.SampleSentences)} (--reverse turns them)");
        foreach (var bad in read.Table.BadRows) host.Say($"  left out: {bad}");
        if (read.Report.BadRowCount > read.Table.BadRows.Count) host.Say($"  and {read.Report.BadRowCount - read.Table.BadRows.Count:N0} more bad rows");
        return read;
    }
}
