namespace SimClusters.Tables;

/// <summary>One thing that was checked.</summary>
/// <param name="Name">What, in a few words.</param>
/// <param name="Problem">What is wrong, in a sentence; null when nothing is.</param>
public sealed record ModelCheck(string Name, string? Problem)
{
    public bool Passed => Problem is null;
}
