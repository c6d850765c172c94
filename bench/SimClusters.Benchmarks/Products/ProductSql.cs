namespace SimClusters.Benchmarks.Products;

/// <summary>One product in SQL.</summary>
/// <param name="Table">The last table that the text makes.</param>
/// <param name="Text">The statements: tables in memory to tables in memory.</param>
/// <param name="Input">The product whose tables it reads; null where it reads what the network gives.</param>
sealed record ProductSql(string Table, string Text, ProductSql? Input);
