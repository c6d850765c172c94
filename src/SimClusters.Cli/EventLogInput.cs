using System.CommandLine;
using SimClusters.Events;
using SimClusters.Graphs;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>The options of a log of engagements, and its reading with its figures.</summary>
static class EventLogInput
{
    static readonly Option<string?> s_user = Column("user", "who");
    static readonly Option<string?> s_item = Column("item", "with which item");
    static readonly Option<string?> s_kind = Column("kind", "what was done");
    static readonly Option<string?> s_time = Column("time", "when");
    static readonly Option<string?> s_kinds = new("--kinds") { Description = "A file that says what the kinds of the log are: lines such as 'like = favourite' or 'share,retweet'; 'ignore' passes a kind over." };
    static readonly Option<bool> s_strict = new("--strict") { Description = "Stop at the first bad row instead of counting it." };

    internal static Option<string[]> Events(bool isRequired) => new("--events")
    {
        Description = $"Who did what with which item: a file, a folder, a glob or a SELECT with user, item, kind, time. Kinds: {string.Join(", ", EventKindNames.All)}.",
        Required = isRequired,
        AllowMultipleArgumentsPerToken = true,
    };

    internal static void AddTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)[s_user, s_item, s_kind, s_time, TimeFormatArgument.Option, s_kinds, s_strict, TimeArgument.Now]) verb.Add(option);
    }

    internal static bool IsStrict(ParseResult arguments) => arguments.GetValue(s_strict);

    /// <summary>Reads the events that are asked for, and says what became of the others: in the report, and in the lineage of the run.</summary>
    /// <param name="addition">The run; the ids of users must be what those of its model are.</param>
    /// <param name="inputs">As named with <see cref="Events"/>.</param>
    /// <param name="kinds">The kinds that anybody asks for.</param>
    /// <param name="window">How far back from now anybody looks; null: to the beginning.</param>
    internal static EventTable Read(Host host, ParseResult arguments, ModelAddition addition, string[] inputs, EventKinds kinds, TimeSpan? window)
    {
        var options = new EventSourceOptions
        {
            Inputs = inputs,
            UserColumn = arguments.GetValue(s_user),
            ItemColumn = arguments.GetValue(s_item),
            KindColumn = arguments.GetValue(s_kind),
            TimeColumn = arguments.GetValue(s_time),
            Time = TimeFormatArgument.Read(arguments),
            KindMapping = arguments.GetValue(s_kinds),
            Users = addition.UserIds,
            Kinds = kinds,
            Window = window,
            Now = TimeArgument.Read(arguments),
            Strict = IsStrict(arguments),
        };
        var table = host.Report.Read("events", execution => EventSource.Read(options, execution), read => $"{read.Events.RowCount:N0} of {read.RowCount:N0} rows");
        Tell(host, table);
        TimeArgument.AdviseIfAhead(host, arguments, table.Now);
        AddTo(addition, table);
        return table;
    }

    static void AddTo(ModelAddition addition, EventTable table)
    {
        addition.AddInput("events", table.Files);
        addition.Count("events_rows_read", table.RowCount);
        addition.Count("events_removed_bad", table.BadRowCount);
        foreach (var (kind, count) in table.UnknownKinds.Take(20)) addition.Count($"events_removed_unknown_kind:{kind}", count);
        addition.Count("events_removed_unknown_kinds", table.UnknownKinds.Sum(one => one.Count));
        addition.Count("events_removed_other_kinds", table.UnwantedKinds.Sum(one => one.Count));
        addition.Count("events_removed_before_epoch", table.BeforeEpochCount);
        addition.Count("events_removed_after_now", table.AfterNowCount);
        addition.Count("events_removed_out_of_window", table.OutOfWindowCount);
        addition.Count("events", table.KeptKinds.Sum(one => one.Count));
    }

    static void Tell(Host host, EventTable table)
    {
        host.Say($"  {table.InWords}");
        foreach (var row in table.BadRows) host.Say($"  left out: {row}");
        foreach (var (kind, count) in table.UnknownKinds.Take(5)) host.Say($"  unknown kind '{kind}': {count:N0} events, left out; --kinds says what it is");
        var run = host.Report;
        run.Figure("events/rows_read", "events: rows read", table.RowCount);
        run.FigureIfAny("events/bad", "  bad, left out", table.BadRowCount);
        foreach (var (kind, count) in table.UnknownKinds) run.Put($"events/unknown_kinds/{kind.Replace('/', '_')}", count);
        if (table.UnknownKinds.Count > 0) run.Line("  of unknown kinds, left out", $"{table.UnknownKinds.Sum(one => one.Count):N0}");
        run.FigureIfAny("events/other_kinds", "  of kinds that nobody asks for", table.UnwantedKinds.Sum(one => one.Count));
        run.FigureIfAny("events/before_epoch", "  before 1970, left out", table.BeforeEpochCount);
        run.FigureIfAny("events/after_now", "  later than now, left out", table.AfterNowCount);
        run.FigureIfAny("events/out_of_window", "  older than the window", table.OutOfWindowCount);
        foreach (var (kind, count) in table.KeptKinds) run.Figure($"events/{kind.Name()}", $"  {kind.Name()}", count);
        if (table.AfterNowCount > 0) run.Advise($"{table.AfterNowCount:N0} events are later than now and were left out; give a later --now if they are not mistakes.");
    }

    /// <summary>Refuses a table whose items are of another kind than those of the log: ids of two kinds have nothing in common.</summary>
    /// <param name="option">What names the table.</param>
    /// <exception cref="InputException">They are.</exception>
    internal static void RefuseOtherIds(EventTable events, string option, NodeIndex? items)
    {
        if (items is null || items.Count == 0 || events.Events.Blocks.FirstOrDefault(block => block.Count > 0) is not { } block || block.Items.Kind == items.Kind) return;
        throw new InputException($"{option}: expected items that are {InWords(block.Items.Kind)}, as those of the events, found {InWords(items.Kind)}.");
    }

    static string InWords(IdKind kind) => kind == IdKind.Integer ? "integers" : "text";

    static Option<string?> Column(string name, string meaning) => new($"--event-{name}") { Description = $"The column of events that says {meaning}. Default: found by its name, else by its place." };
}
