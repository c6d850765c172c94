using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>A score and a key in one comparable word: the greater word has the higher score, then the lower key.</summary>
/// <remarks>
/// Scores are non-negative floats, whose bits ascend with the value; the key's complement makes ties go to the lower key.
/// Words of distinct keys are distinct, so the best k are one set, in whatever order they were offered.
/// </remarks>
static class Ranked
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Pack(float score, int key) => ((ulong)BitConverter.SingleToUInt32Bits(score) << 32) | ~(uint)key;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Score(ulong word) => BitConverter.UInt32BitsToSingle((uint)(word >> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Key(ulong word) => (int)~(uint)word;
}

/// <summary>The k greatest of distinct words, by quickselect.</summary>
static class TopK
{
    /// <summary>Moves the <paramref name="k"/> greatest words to the front, in no order. O(words) on average.</summary>
    internal static void MoveGreatestToFront(Span<ulong> words, int k)
    {
        while (k > 0 && k < words.Length)
        {
            var greaterCount = PartitionDescending(words);
            if (k <= greaterCount)
            {
                // The pivot stands at the end of the greater part: leave it out when it is not wanted.
                if (k == greaterCount) return;
                words = words[..greaterCount];
            }
            else
            {
                words = words[greaterCount..];
                k -= greaterCount;
            }
        }
    }

    /// <summary>Writes the <paramref name="max"/> greatest ranked words as entries, ascending by key, and says how many there are. Reorders the words.</summary>
    internal static int WriteGreatest(Span<ulong> words, int max, RowBlockWriter<float> output)
    {
        MoveGreatestToFront(words, max);
        var kept = words.Length > max ? words[..max] : words;

        // Key first, so that sorting the words sorts the keys.
        foreach (ref var word in kept) word = ((ulong)(uint)Ranked.Key(word) << 32) | (word >> 32);
        SortShort(kept);
        foreach (var word in kept) output.Add((int)(word >> 32), BitConverter.UInt32BitsToSingle((uint)word));
        return kept.Length;
    }

    /// <summary>Ascending order, by insertion while there are few: most rows of a product keep a handful, and a general sort's entry costs more than they do.</summary>
    internal static void SortShort(Span<ulong> words)
    {
        if (words.Length > 16)
        {
            words.Sort();
            return;
        }

        for (var i = 1; i < words.Length; i++)
        {
            var word = words[i];
            var hole = i;
            for (; hole > 0 && words[hole - 1] > word; hole--) words[hole] = words[hole - 1];
            words[hole] = word;
        }
    }

    // Hoare's partition around the median of three; gives how many words stand at the front, at least 1 and fewer than all.
    static int PartitionDescending(Span<ulong> words)
    {
        var pivot = MedianOfThree(words[0], words[words.Length / 2], words[^1]);
        int left = -1, right = words.Length;
        while (true)
        {
            do left++; while (words[left] > pivot);
            do right--; while (words[right] < pivot);
            if (left >= right) return right + 1 < words.Length ? right + 1 : right;
            (words[left], words[right]) = (words[right], words[left]);
        }
    }

    static ulong MedianOfThree(ulong a, ulong b, ulong c) =>
        Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
