System.Console.WriteLine("simclusters");
