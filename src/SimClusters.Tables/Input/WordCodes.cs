namespace SimClusters.Tables.Input;

/// <summary>What a word stands for, as a small number.</summary>
delegate byte CodeOfWord(ReadOnlySpan<byte> utf8);

/// <summary>The codes of the words that a batch of a Parquet column has, by where they stand: a dictionary has one place a word, so most rows are told by that alone.</summary>
sealed class WordCodes
{
    const int Size = 64;

    readonly nint[] _places = new nint[Size];
    readonly byte[] _codes = new byte[Size];

    /// <summary>Forgets the places: the strings of a batch before may be gone, and others stand where they stood.</summary>
    internal void Clear() => Array.Clear(_places);

    /// <param name="place">Where the word stands; an empty one may stand nowhere.</param>
    internal byte Of(nint place, ReadOnlySpan<byte> utf8, CodeOfWord codeOf)
    {
        if (place == 0) return codeOf(utf8);

        // The golden ratio spreads places that are some bytes apart.
        var slot = (int)((ulong)place * 0x9E3779B97F4A7C15 >> 58);
        if (_places[slot] == place) return _codes[slot];
        _places[slot] = place;
        return _codes[slot] = codeOf(utf8);
    }
}
