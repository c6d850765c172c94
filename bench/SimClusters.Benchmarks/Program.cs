using SimClusters.Benchmarks.Tables;

switch (args.FirstOrDefault())
{
    case "parquet-writing": ParquetWritingComparison.Run(args[1..]); break;
    default: Console.Error.WriteLine($"No comparison is called '{args.FirstOrDefault()}'."); return 2;
}

return 0;
