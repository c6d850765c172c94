namespace SimClusters.Graphs;

/// <summary>Which producers take part in similarity and communities: the N most followed that are active.</summary>
/// <remarks>
/// One flag a producer row, so that every stage keeps the row space of the follow graph: producers left out have empty rows in S and V.
/// Selection comes before neighbours are cut (the published runner truncates first, and rows come out short).
/// </remarks>
public sealed class ProducerSelection
{
    /// <param name="isSelected">A flag a producer row.</param>
    /// <param name="belowMinFollowers">Producers left out for having too few followers.</param>
    /// <param name="inactive">Producers left out because the user table says they are inactive.</param>
    /// <param name="beyondLimit">Producers left out because more than the wanted number remained.</param>
    public ProducerSelection(bool[] isSelected, int belowMinFollowers, int inactive, int beyondLimit)
    {
        IsSelected = isSelected;
        SelectedCount = isSelected.Count(selected => selected);
        BelowMinFollowers = belowMinFollowers;
        Inactive = inactive;
        BeyondLimit = beyondLimit;
    }

    public bool[] IsSelected { get; }

    public int SelectedCount { get; }

    public int BelowMinFollowers { get; }

    public int Inactive { get; }

    public int BeyondLimit { get; }
}
