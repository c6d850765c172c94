using SimClusters.Communities;
using SimClusters.Graphs;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>The communities of an earlier model, and where its producers stand in the graph of now.</summary>
/// <remarks>Producers that are gone lose their place, new ones have none yet; ids are never renumbered.</remarks>
sealed class PreviousCommunities : IDisposable
{
    PreviousCommunities(Model model, NodeIndex producers, KnownFor knownFor)
    {
        Model = model;
        Producers = producers;
        KnownFor = knownFor;
    }

    internal Model Model { get; }

    /// <summary>The earlier model's producers, in rows of their own.</summary>
    internal NodeIndex Producers { get; }

    internal KnownFor KnownFor { get; }

    internal static PreviousCommunities Read(Host host, Model model) => host.Report.Read(
        "communities before", _ =>
        {
            var producers = model.ReadProducers();
            return new PreviousCommunities(model, producers, model.ReadKnownFor(producers));
        },
        read => $"{read.KnownFor.ClusterCount:N0} communities of {read.Producers.Count:N0} producers");

    /// <summary>Makes sure that a model and the follows of now name users alike.</summary>
    /// <exception cref="InputException">The model's ids are of another kind.</exception>
    internal static void CheckIds(Model model, NodeIndex producers)
    {
        if (producers.Count > 0 && model.Manifest.IdKind != producers.Kind)
            throw new InputException($"{model.Path}: its ids are {InWords(model.Manifest.IdKind)}, those of the follows are {InWords(producers.Kind)}; the model and the follows must come from one network.");
    }

    /// <summary>By row of the graph's producers, the community before, or none.</summary>
    /// <exception cref="InputException">The model's ids are of another kind.</exception>
    internal int[] LabelsIn(Host host, NodeIndex producers)
    {
        CheckIds(Model, producers);
        var map = RowMap.Of(producers, Producers);
        int[] labels = [.. map.Select(row => row == RowMap.None ? KnownFor.None : KnownFor.Clusters[row])];
        var (there, placed) = (map.Count(row => row != RowMap.None), labels.Count(label => label != KnownFor.None));
        host.Say($"  of {Producers.Count:N0} producers before, {Producers.Count - there:N0} are gone; {placed:N0} of {producers.Count:N0} keep a community to start in, {producers.Count - there:N0} are new");
        return labels;
    }

    public void Dispose() => Producers.Dispose();

    /// <summary>"integers", "text".</summary>
    internal static string InWords(IdKind kind) => kind == IdKind.Integer ? "integers" : "text";
}
