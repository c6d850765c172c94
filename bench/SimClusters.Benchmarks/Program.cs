using SimClusters.Benchmarks.Communities;

switch (args.FirstOrDefault())
{
    case "communities": CommunitiesComparison.Run(args[1..]); break;
}
