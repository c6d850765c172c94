namespace SimClusters.Numerics;

/// <summary>How far two words are apart, for messages that name the nearest of what is known.</summary>
public static class EditDistance
{
    /// <summary>Letters to insert, leave out or replace (Levenshtein 1966).</summary>
    public static int Of(string one, string other)
    {
        var costs = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = costs[0];
            costs[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = costs[j];
                costs[j] = Math.Min(replaced, Math.Min(costs[j], costs[j - 1]) + 1);
            }
        }

        return costs[^1];
    }
}
