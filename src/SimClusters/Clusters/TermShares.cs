using SimClusters.Numerics;

namespace SimClusters.Clusters;

/// <summary>How much of each cluster, and of all of them, has any term and which: what distinctiveness is made of.</summary>
/// <remarks>Members count by their affiliation, so that who is best known for a cluster has most to say on its label. Memory: 12 bytes a cluster and 8 a term.</remarks>
sealed class TermShares
{
    readonly double[] _weights;
    readonly int[] _counts;
    readonly double[] _all;

    /// <param name="members">Clusters × producers, affiliations above 0.</param>
    /// <param name="pairs">Producers × terms.</param>
    internal TermShares(SparseMatrix members, SparseMatrix pairs)
    {
        _weights = new double[members.RowCount];
        _counts = new int[members.RowCount];
        _all = new double[pairs.ColumnCount];
        for (var cluster = 0; cluster < members.RowCount; cluster++)
        {
            var producers = members.RowKeys(cluster);
            var affiliations = members.RowValues(cluster);
            for (var i = 0; i < producers.Length; i++)
            {
                var terms = pairs.RowKeys(producers[i]);
                if (terms.IsEmpty) continue;
                _weights[cluster] += affiliations[i];
                _counts[cluster]++;
                foreach (var term in terms) _all[term] += affiliations[i];
            }
        }

        var weight = _weights.Sum();
        for (var term = 0; term < _all.Length; term++) _all[term] /= weight > 0 ? weight : 1;
    }

    /// <summary>The affiliations of a cluster's members that have a term, over those of its members that have any.</summary>
    internal double Inside(int clusterRow, double weight) => weight / _weights[clusterRow];

    /// <summary>The same of all clusters.</summary>
    internal double All(int term) => _all[term];

    /// <summary>s · ln(s / all): see <see cref="ClusterTerm"/>.</summary>
    /// <param name="clusterRow">The cluster, with n members that have any term.</param>
    /// <param name="term">The term.</param>
    /// <param name="inside">Its share inside, above 0.</param>
    /// <param name="priorMembers">m, ≥ 0.</param>
    internal double Distinctiveness(int clusterRow, int term, double inside, double priorMembers)
    {
        var share = (_counts[clusterRow] * inside + priorMembers * _all[term]) / (_counts[clusterRow] + priorMembers);
        return share * NaturalLogarithm.Of(share / _all[term]);
    }
}
