using System.Text;
using SimClusters.Graphs;

namespace SimClusters.Tables;

/// <summary>A user as the input called it: an integer or a string.</summary>
public readonly record struct NodeId : IComparable<NodeId>
{
    readonly string? _text;
    readonly long _integer;

    NodeId(long integer, string? text) => (_integer, _text) = (integer, text);

    public IdKind Kind => _text is null ? IdKind.Integer : IdKind.Text;

    /// <summary>The integer; 0 where the id is a string.</summary>
    public long Integer => _integer;

    public static NodeId Of(long integer) => new(integer, null);

    public static NodeId Of(string text) => new(0, text);

    /// <summary>The id of a row.</summary>
    public static NodeId At(NodeIndex ids, int row) =>
        ids.Kind == IdKind.Integer ? Of(ids.IntegerAt(row)) : Of(Encoding.UTF8.GetString(ids.TextAt(row)));

    /// <summary>What a person typed, in a model of this kind.</summary>
    /// <returns>False where the model has integers and this is none.</returns>
    public static bool TryParse(string typed, IdKind kind, out NodeId id)
    {
        id = kind == IdKind.Text ? Of(typed) : default;
        if (kind == IdKind.Text) return true;
        var isInteger = long.TryParse(typed, out var integer);
        id = Of(integer);
        return isInteger;
    }

    /// <summary>Integers by value, strings by ordinal UTF-8, as <see cref="NodeIndex"/> orders them.</summary>
    public int CompareTo(NodeId other) => _text is null || other._text is null
        ? _integer.CompareTo(other._integer)
        : Utf8().AsSpan().SequenceCompareTo(other.Utf8());

    public static bool operator <(NodeId left, NodeId right) => left.CompareTo(right) < 0;

    public static bool operator <=(NodeId left, NodeId right) => left.CompareTo(right) <= 0;

    public static bool operator >(NodeId left, NodeId right) => left.CompareTo(right) > 0;

    public static bool operator >=(NodeId left, NodeId right) => left.CompareTo(right) >= 0;

    public override string ToString() => _text ?? _integer.ToString();

    internal byte[] Utf8() => Encoding.UTF8.GetBytes(_text ?? "");
}
