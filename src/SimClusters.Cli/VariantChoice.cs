using System.CommandLine;
using SimClusters.Embeddings;

namespace SimClusters.Cli;

/// <summary>The variants of vectors as a person names them.</summary>
static class VariantChoice
{
    static readonly (string Name, ProducerVariant Variant)[] s_names =
    [
        ("follow", ProducerVariant.Follow), ("fav", ProducerVariant.Fav), ("aggregatable-follow", ProducerVariant.AggregatableFollow), ("aggregatable-fav", ProducerVariant.AggregatableFav),
        ("aggregatable-log-fav", ProducerVariant.AggregatableLogFav), ("aggregatable-log-fav-relaxed", ProducerVariant.RelaxedAggregatableLogFav),
    ];

    /// <summary>An option that takes any variant.</summary>
    internal static Option<string> Any() => new Option<string>("--variant")
    {
        Description = "Which vectors: cosines by follow or fav, or ones that add up, the last three by favers.",
        DefaultValueFactory = _ => "follow",
    }.AcceptOnlyFromAmong([.. s_names.Select(one => one.Name)]);

    internal static ProducerVariant Of(string name) => Array.Find(s_names, one => one.Name == name).Variant;

    internal static string NameOf(ProducerVariant variant) => Array.Find(s_names, one => one.Variant == variant).Name;
}
