using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>One input, read.</summary>
/// <param name="Blocks">Its rows, sources and targets as the options want them.</param>
/// <param name="File">What the manifest says of it.</param>
/// <param name="BadCount">Rows left out.</param>
/// <param name="BadRows">The first of these.</param>
/// <param name="Names">The names of the two columns as they stand in the file, or none.</param>
/// <param name="Samples">The first rows as they stand in the file.</param>
sealed record ReadColumns(
    IReadOnlyList<EdgeBlock> Blocks, InputFile File, long BadCount, IReadOnlyList<BadRow> BadRows,
    IReadOnlyList<string> Names, IReadOnlyList<(string First, string Second)> Samples);
