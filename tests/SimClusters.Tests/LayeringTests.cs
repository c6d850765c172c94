using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace SimClusters.Tests;

/// <summary>Data flows down this table and references point up it: anything else is an error of structure.</summary>
public class LayeringTests
{
    static readonly Dictionary<string, string[]> s_mayUse = new()
    {
        ["Numerics"] = [],
        ["Graphs"] = ["Numerics"],
        ["Favourites"] = ["Numerics", "Graphs"],
        ["Engagements"] = ["Numerics", "Graphs", "Favourites"],
        ["Similarity"] = ["Numerics", "Graphs"],
        ["Communities"] = ["Numerics", "Graphs", "Similarity"],
        ["Interests"] = ["Numerics", "Graphs", "Engagements", "Communities"],
        ["Events"] = ["Numerics", "Graphs"],
        ["Embeddings"] = ["Numerics", "Graphs", "Engagements", "Interests", "Events"],
        ["Indexing"] = ["Numerics", "Graphs", "Interests", "Events"],
        ["Retrieval"] = ["Numerics", "Graphs", "Interests", "Indexing"],
        ["Clusters"] = ["Numerics", "Graphs", "Communities", "Interests", "Embeddings"],
        ["Pipeline"] = ["Numerics", "Graphs", "Favourites", "Engagements", "Similarity", "Communities", "Interests", "Embeddings", "Clusters"],
    };

    static readonly Dictionary<string, string[]> s_mayReference = new()
    {
        ["SimClusters"] = ["System.Numerics.Tensors", "System.IO.Hashing"],
        ["SimClusters.Tables"] = ["SimClusters", "DuckDB.NET.Data.Full", "ParquetSharp", "System.IO.Hashing"],
        ["SimClusters.Cli"] = ["SimClusters", "SimClusters.Tables", "Spectre.Console", "System.CommandLine"],
    };

    [Fact]
    public void Folders_UseOnlyWhatLiesAboveThem()
    {
        var library = Path.Combine(Root(), "src", "SimClusters");
        foreach (var folder in Directory.GetDirectories(library).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj")))
        {
            Assert.True(s_mayUse.TryGetValue(folder!, out var allowed), $"{folder} is not in the table of layers.");
            var used = Directory.GetFiles(Path.Combine(library, folder!), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => File.ReadLines(file).Select(line => (file, line)))
                .Where(entry => entry.line.StartsWith("using SimClusters.", StringComparison.Ordinal));
            foreach (var (file, line) in used)
            {
                var target = line["using SimClusters.".Length..].TrimEnd(';').Split('.')[0];
                Assert.True(target == folder || allowed!.Contains(target), $"{file} uses {target}, which {folder} may not.");
            }
        }
    }

    [Fact]
    public void Projects_ReferenceOnlyWhatTheDesignAllows()
    {
        foreach (var (project, allowed) in s_mayReference)
        {
            var references = XDocument.Load(Path.Combine(Root(), "src", project, project + ".csproj")).Descendants()
                .Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference")
                .Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value + (element.Name.LocalName == "PackageReference" ? ".package" : "")));
            Assert.All(references, reference => Assert.Contains(reference, allowed));
        }
    }

    static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
