using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Tables.Input;

/// <summary>Two columns of ids, each in rows of its own, and which go together.</summary>
sealed record IdPairs(NodeIndex Rows, NodeIndex Columns, SparseMatrix Pairs, InputFile File, long BadCount, long DuplicateCount);

/// <summary>Finds and reads tables that say of things which belong together: a pair of ids a row.</summary>
static class PairColumns
{
    /// <summary>Both columns by name, else the first two.</summary>
    /// <exception cref="TableFormatException">There are no two columns.</exception>
    internal static (string First, string Second) Of(Relation relation, NamedColumns columns, string[] first, string[] second, string expected)
    {
        if (columns.Names.Length < 2) throw new TableFormatException(relation.Input, $"expected columns of {expected}, found {columns.InWords} alone.");
        var (one, other) = (columns.Find(null, first), columns.Find(null, second));
        return one is null || other is null || one == other ? (columns.Names[0], columns.Names[1]) : (one, other);
    }

    internal static IdPairs Read(DuckDbSession session, Relation relation, RelationColumn first, RelationColumn second, Execution execution)
    {
        var (blocks, file, badCount, _) = RelationReader.Read(session, relation, first, second, weight: null, isReversed: false, isStrict: false, maxBadRowsKept: 1, execution);
        var rows = IdNumbering.Number([.. blocks.Select(block => block.Sources)], execution);
        var columns = IdNumbering.Number([.. blocks.Select(block => block.Targets)], execution);
        var (pairs, duplicateCount) = EdgeGrouping.Group(rows.Count, columns.Count, blocks, execution);
        return new(rows, columns, pairs, file, badCount, duplicateCount);
    }
}
