using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>Follows as they were read, and all there is to tell about the reading.</summary>
public sealed class FollowTable : IDisposable
{
    internal FollowTable(
        EdgeColumns columns, IReadOnlyList<InputFile> files, long badRowCount, IReadOnlyList<BadRow> badRows,
        IReadOnlyList<string> columnNames, IReadOnlyList<string> sampleSentences)
    {
        Columns = columns;
        Files = files;
        BadRowCount = badRowCount;
        BadRows = badRows;
        ColumnNames = columnNames;
        SampleSentences = sampleSentences;
    }

    /// <summary>Consumer and producer ids, row by row. A builder that reads them frees them.</summary>
    public EdgeColumns Columns { get; }

    /// <summary>The inputs in the order they were named, a glob's files by name.</summary>
    public IReadOnlyList<InputFile> Files { get; }

    /// <summary>Rows read, bad ones among them.</summary>
    public long RowCount => Files.Sum(file => file.RowCount);

    public long BadRowCount { get; }

    /// <summary>The first few bad rows.</summary>
    public IReadOnlyList<BadRow> BadRows { get; }

    /// <summary>The names of the consumer and the producer column in the first input; empty when they were taken by position.</summary>
    public IReadOnlyList<string> ColumnNames { get; }

    /// <summary>When columns were taken by position: three rows in words, such as "1 follows 2", for a person to check.</summary>
    public IReadOnlyList<string> SampleSentences { get; }

    public void Dispose() => Columns.Dispose();
}
