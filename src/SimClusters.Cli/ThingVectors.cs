using SimClusters.Numerics;
using SimClusters.Retrieval;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>A whole table of vectors of things, to find in it what is near to one of them.</summary>
/// <remarks>Exact: every vector is looked at. Reads the table once; 8 bytes an entry.</remarks>
sealed class ThingVectors : IDisposable
{
    readonly Embeddings.Nouns _things;
    readonly SparseMatrix _vectors;

    ThingVectors(Embeddings.Nouns things, SparseMatrix vectors) => (_things, _vectors) = (things, vectors);

    internal static ThingVectors Read(Model model, ThingSource source, Execution execution)
    {
        if (source.Variant is { } variant)
        {
            var (nouns, byNoun) = NounEmbeddingsTable.Read(model.FileOf(source.Table), model.Manifest.ClusterCount, variant, execution);
            return new(nouns, byNoun);
        }

        var items = model.ReadItemEmbeddings(source.Preset!);
        return new(new(items.Items), items.Scores);
    }

    /// <summary>What is nearest to a thing, itself left out.</summary>
    internal IReadOnlyList<(NodeId Id, string? Language, double Cosine)> NearestTo(Thing thing, int max) =>
    [
        .. ExactSearch.Find(_vectors, [.. thing.Vector.Select(entry => (entry.Cluster.Row, entry.Score))], max + 1)
            .Select(near => (Id: IdAt(near.Row), Language: LanguageAt(near.Row), near.Cosine)).Where(near => near.Id != thing.Id || near.Language != thing.Language).Take(max),
    ];

    public void Dispose()
    {
        _things.Dispose();
        _vectors.Dispose();
    }

    NodeId IdAt(int row) => NodeId.At(_things.Ids, _things.IdOf is { } idOf ? idOf[row] : row);

    string? LanguageAt(int row) => _things.LanguageOf is { } languageOf ? _things.Languages!.NameAt(languageOf[row]) : null;
}
