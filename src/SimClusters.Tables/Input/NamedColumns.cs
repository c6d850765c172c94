using SimClusters.Graphs;

namespace SimClusters.Tables.Input;

/// <summary>The columns of a relation, found by what people call them, or as an option names them.</summary>
sealed class NamedColumns
{
    readonly DuckDbSession _session;
    readonly Relation _relation;
    readonly string[] _types;
    readonly string[] _stems;

    internal NamedColumns(DuckDbSession session, Relation relation)
    {
        // A query is described as it stands: DESCRIBE runs nothing.
        var columns = session.Rows($"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {relation.Sql})", relation.Input);
        _session = session;
        _relation = relation;
        Names = [.. columns.Select(column => column[0]!)];
        _types = [.. columns.Select(column => column[1]!)];
        _stems = [.. Names.Select(Stem)];
    }

    internal string[] Names { get; }

    /// <summary>All of them, for a message.</summary>
    internal string InWords => $"'{string.Join("', '", Names)}'";

    /// <summary>The column that an option names, else the first that is known by one of these stems, else null.</summary>
    /// <exception cref="TableFormatException">The column that is named is not there.</exception>
    internal string? Find(string? wanted, string[] known)
    {
        if (wanted is null) return known.Select(word => Array.IndexOf(_stems, word)).Where(place => place >= 0).Select(place => Names[place]).FirstOrDefault();
        return Array.Find(Names, name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) ?? throw new TableFormatException(_relation.Input, $"expected a column '{wanted}', found {InWords}.");
    }

    internal string TypeOf(string name) => _types[Array.IndexOf(Names, name)];

    /// <summary>A column of ids.</summary>
    /// <param name="kind">What they must be; null: what they are.</param>
    /// <param name="asIn">What it is that wants them so.</param>
    /// <exception cref="TableFormatException">It holds no ids, or ids of another kind.</exception>
    internal RelationColumn Ids(string name, IdKind? kind, string asIn = "the follows") => RelationColumns.ColumnLike(_session, _relation, name, TypeOf(name), kind, asIn);

    /// <summary>A column of times.</summary>
    /// <exception cref="TableFormatException">It can be no time, or its first value is none.</exception>
    internal TimeColumn Time(string name, TimeFormat format) => TimeColumn.Of(_session, _relation, name, TypeOf(name), format);

    /// <summary>What the name of a column comes down to; of one without letters, itself.</summary>
    internal static string Stem(string name) => ColumnNames.Stem(name) is { Length: > 0 } stem ? stem : name;
}
