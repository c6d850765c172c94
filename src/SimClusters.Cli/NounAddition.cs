using System.CommandLine;
using SimClusters.Embeddings;
using SimClusters.Graphs;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>The vectors of one variant of nouns on their way into a model, with their figures.</summary>
static class NounAddition
{
    /// <summary>Makes and writes them; where the score needs favourites and the model has none, says so and writes nothing.</summary>
    internal static void Add(Host host, ModelAddition addition, NounVariant variant, NounEngagements engagements, NounEmbeddingsOptions options)
    {
        var table = NounEmbeddingsTable.NameOf(variant);
        if (addition.Interests.Norms(options.Score).All(norm => norm == 0))
        {
            host.Report.Advise($"{table} is left out: it is made of what consumers like, and the model was built without favourites.");
            return;
        }

        using var made = Make(host, addition, variant, engagements, options);
        Write(host, addition, engagements, made, options);
    }

    /// <summary>The knobs that a run made vectors with, as they are typed; none where it made no such vectors.</summary>
    internal static IEnumerable<(string Name, string Value)> Options(ManifestAddition addition, NounVariant variant, Option top, Option minScore, Option minUsers)
    {
        if (addition.OptionsOf<NounEmbeddingsOptions>(NounEmbeddingsTable.NameOf(variant)) is not { } made) return [];
        var preset = NounEmbeddingsOptions.Of(variant);
        return
        [
            .. AdditionCommand.Option(top, made.MaxClustersPerNoun, preset.MaxClustersPerNoun), .. AdditionCommand.Option(minScore, made.MinScore, preset.MinScore),
            .. AdditionCommand.Option(minUsers, made.MinUsersPerNoun, preset.MinUsersPerNoun),
        ];
    }

    /// <summary>The vectors, as a step.</summary>
    internal static NounEmbeddings Make(Host host, ModelAddition addition, NounVariant variant, NounEngagements engagements, NounEmbeddingsOptions options) => host.Report.Step(
        NounEmbeddingsTable.NameOf(variant), execution => NounEmbeddingsBuilder.Build(variant, engagements, addition.Consumers, addition.Interests, options, execution),
        made => $"{made.ByNoun.EntryCount:N0} entries, {made.ByCluster.EntryCount:N0} by community");

    internal static void Write(Host host, ModelAddition addition, NounEngagements engagements, NounEmbeddings made, NounEmbeddingsOptions options)
    {
        var table = NounEmbeddingsTable.NameOf(made.Variant);
        var withVector = Enumerable.Range(0, made.ByNoun.RowCount).Count(row => made.ByNoun.RowLength(row) > 0);
        addition.AddOptions(table, options);
        void Figure(string name, string label, long count, bool isAlwaysShown) => addition.Tell(table, name, label, count, isAlwaysShown);
        var known = RowMap.Of(engagements.Users, addition.Consumers);
        Figure("nouns", table, engagements.Nouns.Count, true);
        Figure("users", "  users", engagements.Users.Count, true);
        Figure("users_without_interests", "  users without interests in this model", known.Count(row => row == RowMap.None), false);
        Figure("removed_by_min_users", "  with too few users", made.RemovedByMinUsers, false);
        Figure("with_vector", "  with a vector", withVector, true);
        Figure("entries", "  entries", made.ByNoun.EntryCount, true);
        Figure("removed_by_threshold", "  entries at or below the least score", made.RemovedByThreshold, false);
        Figure("removed_by_truncation", "  entries beyond --top", made.RemovedByTruncation, false);
        if (withVector == 0) host.Report.Advise($"{table} is empty: none of the {engagements.Nouns.Count:N0} has a vector{(made.RemovedByMinUsers > 0 ? $", and {made.RemovedByMinUsers:N0} have too few users" : "")}.");
        addition.Write(table, (writer, execution) => writer.WriteNounEmbeddings(engagements.Nouns, made, execution));
    }
}
