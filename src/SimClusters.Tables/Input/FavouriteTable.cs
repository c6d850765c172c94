using SimClusters.Favourites;
using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>Favourites as they were read, in one of three forms, and all there is to tell about the reading.</summary>
public sealed class FavouriteTable : IDisposable
{
    /// <summary>The events, where there are items and authors; else null. A builder that reads them frees them.</summary>
    public FavouriteColumns? Events { get; init; }

    /// <summary>User, author and weight, where favourites came added up; else null.</summary>
    public EdgeColumns? Weights { get; init; }

    /// <summary>Without authors there is neither: who likes what is known, but not whose it is.</summary>
    public bool HasAuthors => Events is not null || Weights is not null;

    public IReadOnlyList<InputFile> Files { get; init; } = [];

    /// <summary>Rows read, bad ones and other kinds of event among them.</summary>
    public long RowCount => Files.Sum(file => file.RowCount);

    public long BadRowCount { get; init; }

    /// <summary>The first few bad rows.</summary>
    public IReadOnlyList<BadRow> BadRows { get; init; } = [];

    /// <summary>Events that are neither favourites nor unfavourites, by their kind, most frequent first.</summary>
    public IReadOnlyList<(string Kind, long Count)> OtherKinds { get; init; } = [];

    /// <summary>How the columns were understood, in one sentence for a person to check.</summary>
    public string InWords { get; init; } = "";

    public void Dispose()
    {
        Events?.Dispose();
        Weights?.Dispose();
    }
}
