using System.CommandLine;
using SimClusters.Favourites;
using SimClusters.Graphs;
using SimClusters.Tables.Input;

namespace SimClusters.Cli;

/// <summary>The options of favourites, and their reading with its figures.</summary>
static class FavouriteInput
{
    static readonly FavouriteGraphOptions s_defaults = new();

    static readonly Option<string[]> s_favourites = new("--favourites")
    {
        Description = "Who likes what: a file, a folder, a glob or a SELECT with user, item, author, time [, kind]; or user, author, weight where favourites are added up already.",
        AllowMultipleArgumentsPerToken = true,
    };

    static readonly Option<string?> s_user = Column("user", "who likes");
    static readonly Option<string?> s_item = Column("item", "what is liked");
    static readonly Option<string?> s_author = Column("author", "the producer of the item");
    static readonly Option<string?> s_time = Column("time", "when");
    static readonly Option<string?> s_kind = Column("kind", "favourite or unfavourite; other kinds are counted and passed over");
    static readonly Option<string?> s_weight = Column("weight", "a weight that is added up already");

    static readonly Option<double[]> s_halfLives = new("--half-lives")
    {
        Description = "Half-lives of favourites, in days.",
        DefaultValueFactory = _ => [.. s_defaults.HalfLivesInDays],
        AllowMultipleArgumentsPerToken = true,
    };

    static readonly Option<double> s_halfLife = new("--half-life") { Description = "The one of them that interests and vectors are made of.", DefaultValueFactory = _ => s_defaults.DownstreamHalfLifeInDays };
    static readonly Option<double> s_minWeight = new("--min-weight") { Description = "Favourites and edges that are worth less are forgotten.", DefaultValueFactory = _ => s_defaults.MinWeight };

    static readonly Option<string> s_unfavourites = new Option<string>("--unfavourites")
    {
        Description = "its-favourite: an unfavourite takes back what its favourite is worth now. published: what a new favourite would be worth, as in the published job.",
        DefaultValueFactory = _ => "its-favourite",
    }.AcceptOnlyFromAmong("its-favourite", "published");

    internal static void AddTo(Command verb)
    {
        foreach (var option in (ReadOnlySpan<Option>)
            [s_favourites, s_user, s_item, s_author, s_time, s_kind, s_weight, TimeFormatArgument.Option, s_halfLives, s_halfLife, s_minWeight, s_unfavourites, TimeArgument.Now]) verb.Add(option);
    }

    /// <summary>A preset's knobs, with what the command line names in its place.</summary>
    internal static FavouriteGraphOptions Options(ParseResult arguments, FavouriteGraphOptions preset) => (preset with
    {
        HalfLivesInDays = arguments.Named(s_halfLives, [.. preset.HalfLivesInDays]),
        DownstreamHalfLifeInDays = arguments.Named(s_halfLife, preset.DownstreamHalfLifeInDays),
        MinWeight = arguments.Named(s_minWeight, preset.MinWeight),
        Unfavourites = arguments.GetResult(s_unfavourites) is { Implicit: false }
            ? arguments.GetValue(s_unfavourites) == "published" ? UnfavouriteRule.Published : UnfavouriteRule.ItsFavourite
            : preset.Unfavourites,
    }).Validated();

    /// <summary>Reads the favourites where some are named, and says how their columns were understood.</summary>
    /// <param name="graph">Whose ids users and authors must be of the kind of.</param>
    /// <param name="now">When favourites are of where no column tells; null where nothing does.</param>
    internal static FavouriteTable? Read(Host host, ParseResult arguments, FollowGraph graph, DateTimeOffset? now)
    {
        if (arguments.GetValue(s_favourites) is not { Length: > 0 } inputs) return null;
        var options = new FavouriteSourceOptions
        {
            Inputs = inputs,
            UserColumn = arguments.GetValue(s_user),
            ItemColumn = arguments.GetValue(s_item),
            AuthorColumn = arguments.GetValue(s_author),
            TimeColumn = arguments.GetValue(s_time),
            KindColumn = arguments.GetValue(s_kind),
            WeightColumn = arguments.GetValue(s_weight),
            Time = TimeFormatArgument.Read(arguments),
            TimeWithoutColumn = now ?? DateTimeOffset.UnixEpoch,
            Users = graph.Consumers.Kind,
            Authors = graph.Producers.Kind,
            Strict = FollowInput.IsStrict(arguments),
        };
        var table = host.Report.Read("favourites", execution => FavouriteSource.Read(options, execution), read => $"{read.RowCount:N0} rows");
        host.Say($"  {table.InWords}");
        foreach (var row in table.BadRows) host.Say($"  left out: {row}");
        foreach (var (kind, count) in table.OtherKinds.Take(5)) host.Say($"  passed over: {count:N0} events of kind '{kind}'");
        var run = host.Report;
        run.Figure("favourites/rows_read", "favourites: rows read", table.RowCount);
        run.FigureIfAny("favourites/bad", "  bad, left out", table.BadRowCount);
        run.FigureIfAny("favourites/other_kinds", "  of other kinds, left out", table.OtherKinds.Sum(one => one.Count));
        if (!table.HasAuthors) run.Advise("The favourites have no authors, so all that is made of favourites is left out: interests and vectors are by follows alone. Name the column with --fav-author, or join the authors in a SELECT.");
        return table;
    }

    /// <summary>Adds what became of each event to the report, with a sentence for what a person may want to look at.</summary>
    internal static void Tell(Host host, FavouriteGraphReport report)
    {
        var run = host.Report;
        run.Figure("favourites/favourites", null, report.FavouriteCount);
        run.Figure("favourites/unfavourites", null, report.UnfavouriteCount);
        run.FigureIfAny("favourites/carried", "  carried over from before", report.CarriedCount);
        run.Figure("favourites/living", report.FavouriteCount + report.CarriedCount > 0 ? "  that count" : null, report.LivingCount);
        run.FigureIfAny("favourites/replaced", "  liked again later", report.ReplacedCount);
        run.FigureIfAny("favourites/taken_back", "  taken back", report.TakenBackCount);
        run.FigureIfAny("favourites/forgotten", "  too old to count", report.ForgottenCount);
        run.FigureIfAny("favourites/unknown_unfavourites", "  unfavourites of what is not liked", report.UnknownUnfavouriteCount);
        run.FigureIfAny("favourites/future", "  later than now, counted as of now", report.FutureCount);
        run.FigureIfAny("favourites/edges_inactive", "  edges of users who are not active", report.InactiveCount);
        run.FigureIfAny("favourites/edges_pruned", "  edges below the least weight", report.PrunedCount);
        run.Figure("favourites/edges", "favourite edges", report.EdgeCount);
        if (report.FutureCount > 0) run.Advise($"{report.FutureCount:N0} events are later than now; they count as if they were of now. Give a later --now, or leave them out in a SELECT.");
        if (report.UnknownUnfavouriteCount > 0) host.Say($"  {report.UnknownUnfavouriteCount:N0} unfavourites take back what is not known to be liked; they are counted and take nothing");
    }

    /// <summary>Adds who is known by favourites alone, with a sentence where that is nearly everybody who is liked: items are easily taken for authors.</summary>
    internal static void TellUnknown(Host host, (int Consumers, int Producers) favouritesAlone, int likedCount)
    {
        var run = host.Report;
        run.FigureIfAny("favourites/consumers_alone", "  consumers who like and follow nobody", favouritesAlone.Consumers);
        run.FigureIfAny("favourites/producers_alone", "  producers who are liked and followed by nobody", favouritesAlone.Producers);
        if (favouritesAlone.Producers > likedCount / 2)
            run.Advise($"{favouritesAlone.Producers:N0} of {likedCount:N0} producers who are liked are followed by nobody. If these are items, name the columns with --fav-item and --fav-author.");
    }

    static Option<string?> Column(string name, string meaning) => new($"--fav-{name}") { Description = $"The column of favourites that says {meaning}. Default: found by its name, else by its place." };
}
