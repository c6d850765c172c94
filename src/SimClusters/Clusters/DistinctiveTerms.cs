using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>The most distinctive terms of each cluster: members · terms, a row product whose finish is the score.</summary>
static class DistinctiveTerms
{
    /// <param name="affiliations">Clusters × producers, all above 0.</param>
    /// <param name="members">All members, those with an affiliation of 0 among them.</param>
    /// <param name="table">The terms of producers; null where nothing is known.</param>
    /// <param name="minShare">The least share inside.</param>
    /// <param name="maxTerms">Terms a cluster has at most.</param>
    /// <param name="options">Support, lift and prior.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>By cluster: terms by falling score, ties to the lower term.</returns>
    internal static ClusterTerm[][] Of(
        SparseMatrix affiliations, ClusterMembers members, TermTable? table, double minShare, int maxTerms, ClusterLabelOptions options, Execution execution)
    {
        var found = new ClusterTerm[members.ClusterCount][];
        Array.Fill(found, []);
        if (table is null) return found;
        var texts = table.Texts();
        var shares = new TermShares(affiliations, table.Pairs);
        var finish = new TermFinish(shares, members, texts, minShare, options);
        using var rows = new PackedRows<byte>(table.Pairs, _ => 1, execution);
        var product = RowProduct.Run<TermSum, byte, MemberTerm, TermFinish, ScoredTerm>(
            affiliations, rows, new(affiliations.Values!), () => finish, _ => { }, maxTerms, execution.WithoutProgress());
        using var offsets = product.Offsets;
        using var terms = product.Keys;
        using var scores = product.Values;
        for (var cluster = 0; cluster < found.Length; cluster++)
        {
            var row = new ClusterTerm[(int)(offsets[cluster + 1] - offsets[cluster])];
            for (var i = 0; i < row.Length; i++)
            {
                var (score, sum) = scores[offsets[cluster] + i];
                var term = terms[offsets[cluster] + i];
                row[i] = new(table.Source, texts[term], score, shares.Inside(cluster, sum.Weight), shares.All(term), sum.Support);
            }

            found[cluster] = [.. row.OrderByDescending(term => term.Score)];
        }

        return found;
    }

    readonly record struct TermSum(double Weight, int Support);

    readonly record struct ScoredTerm(float Score, TermSum Sum);

    readonly struct MemberTerm(NativeArray<float> affiliations) : ITerm<TermSum, byte>
    {
        public TermSum Of(long leftEntry, byte right) => new(affiliations[leftEntry], 1);

        public static TermSum Add(TermSum sum, TermSum term) => new(sum.Weight + term.Weight, sum.Support + term.Support);
    }

    readonly struct TermFinish(TermShares shares, ClusterMembers members, string[] texts, double minShare, ClusterLabelOptions options) : IRowFinish<TermSum, ScoredTerm>
    {
        public float Score(int row, int column, in TermSum sum, int termCount)
        {
            var inside = shares.Inside(row, sum.Weight);
            if (texts[column].AsSpan().Trim(" _").IsEmpty) return 0;
            if (sum.Support < Math.Min(options.MinSupport, members[row].Length) || inside < minShare || inside < options.MinLift * shares.All(column)) return 0;
            return (float)shares.Distinctiveness(row, column, inside, options.PriorMembers);
        }

        public ScoredTerm Store(int row, int column, in TermSum sum, int termCount, float score) => new(score, sum);

        public void Truncated(int row, int count)
        {
        }
    }
}
