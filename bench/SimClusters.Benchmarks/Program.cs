// dotnet run -c Release --project bench/SimClusters.Benchmarks -- <comparison> [arguments], or BenchmarkDotNet's own arguments.
using BenchmarkDotNet.Running;
using SimClusters.Benchmarks.Communities;
using SimClusters.Benchmarks.Embeddings;
using SimClusters.Benchmarks.Indexing;
using SimClusters.Benchmarks.Input;
using SimClusters.Benchmarks.Pipeline;
using SimClusters.Benchmarks.Products;
using SimClusters.Benchmarks.Retrieval;
using SimClusters.Benchmarks.Similarity;
using SimClusters.Benchmarks.Tables;

var rest = args.Skip(1).ToArray();
switch (args.FirstOrDefault())
{
    case "communities": CommunitiesComparison.Run(rest); break;
    case "event-reading": EventReading.Run(rest); break;
    case "follow-reading": FollowReading.Run(rest); break;
    case "item-index": ItemIndexComparison.Run(rest); break;
    case "nouns": NounsComparison.Run(rest); break;
    case "parquet-writing": ParquetWritingComparison.Run(rest); break;
    case "products": ProductsComparison.Run(rest); break;
    case "real-graphs": RealGraphsComparison.Run(rest); break;
    case "recommendations": RecommendationsComparison.Run(rest); break;
    case "similarity": SimilarityComparison.Run(rest); break;
    default: BenchmarkSwitcher.FromAssembly(typeof(SimilarityComparison).Assembly).Run(args); break;
}
