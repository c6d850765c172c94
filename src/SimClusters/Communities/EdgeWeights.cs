namespace SimClusters.Communities;

/// <summary>What an edge of the similarity graph weighs to the sampler.</summary>
public enum EdgeWeights : byte
{
    /// <summary>The cosine w itself.</summary>
    Cosine,

    /// <summary>10·w², in single precision: strong ties count for more. What production usually ran on.</summary>
    Squared,

    /// <summary>1 for every edge.</summary>
    One,
}
