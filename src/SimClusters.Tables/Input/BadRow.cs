namespace SimClusters.Tables.Input;

/// <summary>A row that was left out, and why.</summary>
/// <param name="Path">The file, or the query.</param>
/// <param name="Line">The line of a text file, else the row of the table, from 1 on.</param>
/// <param name="Expected">What a good row would have held.</param>
/// <param name="Found">What this one held.</param>
public sealed record BadRow(string Path, long Line, string Expected, string Found)
{
    public override string ToString() => ToException().Message;

    /// <summary>What a strict reading throws for this row.</summary>
    public TableFormatException ToException() => new(Path, Line, Expected, Found);
}
