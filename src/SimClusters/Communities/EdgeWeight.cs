namespace SimClusters.Communities;

/// <summary><see cref="EdgeWeights"/> as a type, so that each weighting compiles to its own loop over the stored cosines.</summary>
/// <remarks>Implemented by empty structs. The graph is never copied to weigh it: a weight is made from the cosine where it is read.</remarks>
interface IEdgeWeight
{
    /// <summary>Whether the stored value is read at all.</summary>
    static abstract bool ReadsValue { get; }

    /// <param name="cosine">The stored value.</param>
    static abstract float Of(float cosine);
}

readonly struct CosineWeight : IEdgeWeight
{
    public static bool ReadsValue => true;

    public static float Of(float cosine) => cosine;
}

readonly struct SquaredWeight : IEdgeWeight
{
    public static bool ReadsValue => true;

    public static float Of(float cosine) => 10f * (cosine * cosine);
}

readonly struct UnitWeight : IEdgeWeight
{
    public static bool ReadsValue => false;

    public static float Of(float cosine) => 1f;
}
