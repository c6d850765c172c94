using System.IO.Hashing;

namespace SimClusters.Tables.Input;

/// <summary>A file that hashes its bytes as they are read, so that the manifest costs no second reading.</summary>
/// <remarks>XxHash128 does some 10 GB a second; it never is what reading waits for.</remarks>
sealed class HashingStream(Stream file) : Stream
{
    readonly XxHash128 _hash = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    /// <summary>The hash of no bytes at all.</summary>
    internal static string HashOfEmpty { get; } = Convert.ToHexStringLower(XxHash128.Hash([]));

    /// <summary>The hash of a whole file.</summary>
    internal static string HashOf(string path)
    {
        using var stream = new HashingStream(InputPaths.Open(path));
        return stream.Finish();
    }

    /// <summary>Reads what is left, and gives the hash of all bytes.</summary>
    internal string Finish()
    {
        var buffer = new byte[1 << 18];
        while (Read(buffer) > 0) continue;
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    public override int Read(Span<byte> buffer)
    {
        var count = file.Read(buffer);
        _hash.Append(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => file.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
