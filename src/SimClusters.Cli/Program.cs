using SimClusters.Cli;

using var interruption = new Interruption();
return SimClustersCommand.Run(args, Console.Out, Console.Error, interruption.Token);
