using System.Runtime.InteropServices;

namespace SimClusters.Events;

/// <summary>One event that counts, by keys. Compares by item, user and time; of one instant, what takes back comes last.</summary>
/// <param name="Item">Its item's key.</param>
/// <param name="User">Its user's key.</param>
/// <param name="Stamp">Time, whether it takes back, and kind, from the top down.</param>
[StructLayout(LayoutKind.Sequential)]
readonly record struct EventRecord(int Item, int User, long Stamp) : IComparable<EventRecord>
{
    const int KindBits = 4, UndoBit = 1 << KindBits;

    internal long TimeMs => Stamp >> (KindBits + 1);

    internal bool IsUndo => (Stamp & UndoBit) != 0;

    internal EventKind Kind => (EventKind)(Stamp & (UndoBit - 1));

    /// <summary>The parts of a stamp beside its time.</summary>
    internal static long Stamped(long timeMs, EventKind kind, bool isUndo) => (timeMs << (KindBits + 1)) | (isUndo ? UndoBit : 0L) | (byte)kind;

    public int CompareTo(EventRecord other)
    {
        if (Item != other.Item) return Item.CompareTo(other.Item);
        return User != other.User ? User.CompareTo(other.User) : Stamp.CompareTo(other.Stamp);
    }
}
