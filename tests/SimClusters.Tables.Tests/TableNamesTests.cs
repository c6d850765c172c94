using SimClusters.Pipeline;

namespace SimClusters.Tables.Tests;

public class TableNamesTests
{
    [Fact]
    public void Parse_NamesOfFiles_AreTheirTables()
    {
        Assert.Equal(ModelTables.InterestedIn | ModelTables.ClusterLabels, TableNames.Parse(["interested_in", "cluster_labels"]));
        Assert.Equal(ModelTables.Default | ModelTables.InterestedInProof, TableNames.Parse(["default", "interested_in_proof"]));
        Assert.Equal(ModelTables.Clusters, TableNames.Parse(["known_for", "unassigned", "clusters"]));
    }

    [Fact]
    public void Parse_AMisspeltName_SaysTheNearest() => Assert.Contains(
        "There is no table 'intrested_in'; the nearest is 'interested_in'.", Assert.Throws<ArgumentException>(() => TableNames.Parse(["intrested_in"])).Message);

    // Every name that a person can ask for is a table that some run makes.
    [Fact]
    public void All_AreNamesThatAWriterKnows()
    {
        Assert.Equal(TableNames.All.Count, TableNames.All.Select(table => table.Name).Distinct().Count());
        Assert.All(TableNames.All, table => Assert.True(TableNames.IsAmong(table.Name, table.Table)));
        Assert.True(TableNames.IsAmong("known_for", ModelTables.None));
        Assert.False(TableNames.IsAmong("interested_in", ModelTables.ClusterLabels));
    }
}
