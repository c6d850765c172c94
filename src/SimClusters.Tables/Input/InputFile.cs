namespace SimClusters.Tables.Input;

/// <summary>What the manifest says of one input.</summary>
/// <param name="Path">The file, or the query.</param>
/// <param name="RowCount">Rows read, bad ones among them.</param>
/// <param name="SizeBytes">Bytes of the file as it lies on the disk; 0 for a query.</param>
/// <param name="Hash">XxHash128 of these bytes in hexadecimal; null for a query.</param>
public sealed record InputFile(string Path, long RowCount, long SizeBytes, string? Hash);
