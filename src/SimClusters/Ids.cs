namespace SimClusters;

/// <summary>A community as people and tables name it: 1 to k. Inside a stage it is a clusterRow, 0 to k − 1.</summary>
/// <remarks>One-based as in the published tables and in the text files of twitter/sbf.</remarks>
public readonly record struct ClusterId(int Value)
{
    public static ClusterId FromRow(int clusterRow) => new(clusterRow + 1);

    public int Row => Value - 1;

    public override string ToString() => Value.ToString();
}
