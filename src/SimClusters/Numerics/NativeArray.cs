using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SimClusters.Numerics;

/// <summary>A fixed-length array in native memory, indexed by 64-bit offsets: graphs outgrow 2³¹ entries.</summary>
/// <remarks>
/// Size: Length · sizeof(T), outside the garbage-collected heap. Kernels take <see cref="Slice"/>s, never the array.
/// The owner disposes it as soon as no later stage reads it; a finalizer catches what is forgotten.
/// </remarks>
public sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    T* _pointer;
    nuint _bytes;

    /// <param name="length">Entries, ≥ 0.</param>
    /// <param name="cleared">Whether the entries start as zero; without it they start as anything.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    /// <exception cref="OutOfMemoryException">The memory is not to be had.</exception>
    public NativeArray(long length, bool cleared = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _bytes = BytesOf(length);
        _pointer = (T*)NativePages.Allocate(_bytes, cleared);
    }

    ~NativeArray() => Free();

    /// <summary>Entries; none any more once it is disposed.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that the array holds.</summary>
    public long SizeBytes => Length * sizeof(T);

    /// <summary>One entry. Checked in debug builds only: hot loops use <see cref="Slice"/>.</summary>
    public ref T this[long index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((ulong)index < (ulong)Length);
            return ref _pointer[index];
        }
    }

    /// <summary>The raw memory, for kernels that a benchmark has let off the span's checks.</summary>
    internal T* Pointer => _pointer;

    /// <summary>A copy of <paramref name="source"/> in native memory.</summary>
    public static NativeArray<T> From(ReadOnlySpan<T> source)
    {
        var copy = new NativeArray<T>(source.Length, cleared: false);
        source.CopyTo(copy.Slice(0, source.Length));
        return copy;
    }

    /// <summary>A window of at most 2³¹ − 1 entries, such as one row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The window leaves the array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Slice(long start, int length)
    {
        if ((ulong)start > (ulong)Length || (ulong)(uint)length > (ulong)(Length - start))
            ThrowOutside(start, length);
        return new(_pointer + start, length);
    }

    /// <summary>The whole array as one span.</summary>
    /// <exception cref="OverflowException">It has more than 2³¹ − 1 entries.</exception>
    public Span<T> AsSpan() => new(_pointer, checked((int)Length));

    /// <summary>Gives back the end of the array, for results whose length shows only when they are there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter already.</exception>
    internal void Shorten(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        _bytes = NativePages.Shorten(_pointer, _bytes, BytesOf(length));
        Length = length;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    // At least one entry, so that an empty array has a pointer of its own.
    static nuint BytesOf(long length) => checked((nuint)Math.Max(1, length) * (nuint)sizeof(T));

    void Free()
    {
        NativePages.Free(_pointer, _bytes);
        _pointer = null;
        Length = 0;
    }

    void ThrowOutside(long start, int length) => throw new ArgumentOutOfRangeException(
        nameof(start), $"Entries {start} to {start + length} of an array of {Length}.");
}
