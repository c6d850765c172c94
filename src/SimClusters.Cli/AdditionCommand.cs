using System.CommandLine;
using System.Globalization;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>A run that added tables to a model as a line to type: what does the same to another model.</summary>
/// <remarks>It has the inputs and the options of the lineage that are behind tables which are still the run's. How columns were named and read is not in there, and an input of several files is three dots.</remarks>
static class AdditionCommand
{
    /// <param name="addition">The run.</param>
    /// <param name="model">To which model this time.</param>
    internal static string Of(ManifestAddition addition, string model) =>
        string.Join(' ', [$"simclusters {addition.Verb} --model {Quoted(model)}", .. Inputs(addition).Concat(Options(addition)).Distinct().Select(option => $"{option.Name} {Quoted(option.Value)}")]);

    /// <summary>An option with its value, where that is another than by default.</summary>
    internal static IEnumerable<(string Name, string Value)> Option<T>(Option option, T value, T byDefault) =>
        EqualityComparer<T>.Default.Equals(value, byDefault) ? [] : [(option.Name, string.Create(CultureInfo.InvariantCulture, $"{value}"))];

    static IEnumerable<(string Name, string Value)> Options(ManifestAddition addition) => addition.Verb switch
    {
        "index" => IndexCommand.Options(addition),
        "topics" => TopicsCommand.Options(addition),
        "entities" => EntitiesCommand.Options(addition),
        "recommend" => RecommendCommand.Options(addition),
        _ => [],
    };

    // A role of the lineage is the name of its option, but for one.
    static IEnumerable<(string Name, string Value)> Inputs(ManifestAddition addition) => addition.Inputs.Where(input => addition.Verb != "topics" || TopicsCommand.Needs(addition, input.Role)).GroupBy(input => input.Role, StringComparer.Ordinal)
        .Select(role => (role.Key == "denied" ? "--deny" : $"--{role.Key.Replace('_', '-')}", role.Count() == 1 ? role.First().Path : "…"));

    static string Quoted(string word) => word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./:,=…".Contains(letter, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
