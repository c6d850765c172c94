namespace SimClusters.Numerics;

/// <summary>Where a fixed team of threads meets; the last to arrive does the serial part before any goes on.</summary>
/// <remarks>
/// Waits by spinning, then by yielding: for meetings some hundred microseconds apart, where waking a sleeping thread would cost as much as the work.
/// Which thread does the serial part is chance; what it sees is not, since everything written before an arrival is visible to it, and all it writes to those who go on.
/// </remarks>
sealed class SpinningBarrier
{
    readonly int _participantCount;
    int _missing;
    int _meeting;

    internal SpinningBarrier(int participantCount) => _missing = _participantCount = participantCount;

    /// <param name="serial">Run by the last to arrive, once a meeting.</param>
    /// <param name="failed">Whether a thread of the team has failed and will never arrive.</param>
    /// <returns>False when the team has failed; then leave.</returns>
    internal bool Arrive(Action serial, Func<bool> failed)
    {
        var meeting = Volatile.Read(ref _meeting);
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            serial();
            _missing = _participantCount;
            Volatile.Write(ref _meeting, meeting + 1);
            return true;
        }

        var spin = new SpinWait();
        while (Volatile.Read(ref _meeting) == meeting)
        {
            if (failed()) return false;
            spin.SpinOnce(sleep1Threshold: -1);
        }

        return true;
    }
}
