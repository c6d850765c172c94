namespace SimClusters.Tests.Oracles;

/// <summary>A follow graph by LINQ: distinct pairs without self-follows, grouped and sorted.</summary>
static class FollowGraphTwin
{
    internal static (T[] Consumers, T[] Producers, int[][] Rows) Build<T>(IEnumerable<(T Consumer, T Producer)> follows, IComparer<T> order)
        where T : notnull
    {
        var distinct = follows.Where(follow => !follow.Consumer.Equals(follow.Producer)).Distinct().ToList();
        var consumers = distinct.Select(follow => follow.Consumer).Distinct().Order(order).ToArray();
        var producers = distinct.Select(follow => follow.Producer).Distinct().Order(order).ToArray();
        var rows = consumers.Select(consumer => distinct.Where(follow => follow.Consumer.Equals(consumer))
            .Select(follow => Array.IndexOf(producers, follow.Producer)).Order().ToArray());
        return (consumers, producers, rows.ToArray());
    }
}
