using SimClusters.Graphs;

namespace SimClusters.Tables;

/// <summary>What topics are called.</summary>
/// <remarks>Memory: the ids and names, and 4 bytes a topic.</remarks>
/// <param name="Topics">The topics, in rows of their own.</param>
/// <param name="Names">By topic row, one each.</param>
public sealed record TopicNames(NodeIndex Topics, UserWords Names) : IDisposable
{
    /// <summary>The name of a topic, or null.</summary>
    public string? NameOf(NodeId topic) => topic.Kind != Topics.Kind ? null
        : Names.At(topic.Kind == IdKind.Integer ? Topics.RowOf(topic.Integer) : Topics.RowOf(topic.Utf8()));

    public void Dispose()
    {
        Topics.Dispose();
        Names.Dispose();
    }
}
