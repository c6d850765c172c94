using SimClusters.Cli;

return SimClustersCommand.Run(args, Console.Out, Console.Error);
