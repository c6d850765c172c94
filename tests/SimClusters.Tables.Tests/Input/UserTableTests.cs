using SimClusters.Graphs;
using SimClusters.Numerics;
using SimClusters.Tables.Input;

namespace SimClusters.Tables.Tests.Input;

public class UserTableTests
{
    [Fact]
    public void Read_CsvAndParquet_GiveTheFlags()
    {
        using var folder = new InputFolder();
        using var nodes = NodeIndex.FromIntegers(NativeArray<long>.From([10, 20, 30]));
        var csv = UserTable.Read(folder.Write("users.csv", "user_id,name,active\n10,a,true\n30,b,0\n99,c,1\n"), nodes, Execution.Default);
        var parquet = UserTable.Read(folder.WriteQuery("users.parquet", "SELECT 30 AS id, true AS is_active UNION ALL SELECT 10, false"), nodes, Execution.Default);
        Assert.Equal([true, false, false], csv.IsActive);
        Assert.Equal((1, 3L), (csv.MissingCount, csv.File.RowCount));
        Assert.Equal([false, false, true], parquet.IsActive);
    }

    [Fact]
    public void Read_Strings_GiveTheFlags()
    {
        using var folder = new InputFolder();
        using var nodes = NodeIndex.FromText(NativeArray<long>.From([0, 3, 5]), NativeArray<byte>.From("anabo"u8));
        Assert.Equal([false, true], UserTable.Read(folder.Write("users.csv", "id,active\nbo,true\nana,false\n"), nodes, Execution.Default).IsActive);
    }

    [Fact]
    public void Read_WrongColumnsOrFlags_SaysSo()
    {
        using var folder = new InputFolder();
        using var nodes = NodeIndex.FromIntegers(NativeArray<long>.From([10]));
        var path = folder.Write("users.csv", "user_id,name\n10,a\n");
        Assert.Equal($"{path}: expected a column such as active, found 'user_id', 'name'.", Assert.Throws<TableFormatException>(() => UserTable.Read(path, nodes, Execution.Default)).Message);
        var odd = folder.Write("odd.csv", "user_id,active\n10,perhaps\n");
        Assert.Contains("DuckDB cannot read this: Conversion Error", Assert.Throws<TableFormatException>(() => UserTable.Read(odd, nodes, Execution.Default)).Message);
    }
}
