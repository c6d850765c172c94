using System.IO.Compression;

namespace SimClusters.Tables.Input;

/// <summary>Hands out a text file in blocks of whole lines, in order, to any number of threads.</summary>
/// <remarks>
/// Reading is sequential, under a lock: gzip allows nothing else, and a page cache gives some 3 GB a second, many times what a
/// thread parses. Memory: one block a thread. A line longer than a block makes that thread's block longer.
/// </remarks>
sealed class TextBlocks : IDisposable
{
    const int MaxLineBytes = 1 << 26;

    readonly Lock _gate = new();
    readonly string _path;
    readonly int _blockBytes;
    readonly HashingStream _file;
    readonly Stream _text;
    byte[] _rest = [];
    int _nextBlock;
    bool _ended;

    /// <param name="path">The file; gzip is told by its first bytes.</param>
    /// <param name="blockBytes">Bytes a block, about.</param>
    /// <param name="skipBytes">Bytes of text to leave out at the start, such as a header.</param>
    internal TextBlocks(string path, int blockBytes, long skipBytes = 0)
    {
        _path = path;
        _blockBytes = blockBytes;
        var file = InputPaths.Open(path);
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        SizeBytes = file.Length;
        _file = new(file);
        _text = isGzip ? new GZipStream(_file, CompressionMode.Decompress) : _file;
        Skip(skipBytes);
    }

    /// <summary>Bytes of the file as it lies on the disk.</summary>
    internal long SizeBytes { get; }

    /// <summary>How far the file is read, in bytes of the disk.</summary>
    internal long ReadBytes => _file.Position;

    /// <summary>The first bytes of a file's text.</summary>
    internal static byte[] Head(string path, int count)
    {
        using var blocks = new TextBlocks(path, count);
        var head = new byte[count];
        return head[..blocks.Fill(head)];
    }

    /// <summary>The next block: whole lines, the last of the file perhaps without its end.</summary>
    /// <param name="buffer">The thread's own memory, grown where needed.</param>
    /// <param name="block">Its number, from 0 on.</param>
    /// <param name="length">Its bytes.</param>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="TableFormatException">A line is longer than 64 MB, or the gzip data are broken.</exception>
    internal bool TryTake(ref byte[] buffer, out int block, out int length)
    {
        lock (_gate)
        {
            block = _nextBlock;
            length = _rest.Length;
            if (_ended && length == 0) return false;

            if (buffer.Length < length + _blockBytes) buffer = new byte[length + _blockBytes];
            _rest.CopyTo(buffer, 0);
            _rest = [];
            while (!_ended)
            {
                var searched = length;
                length += Fill(buffer.AsSpan(length));
                _ended = length < buffer.Length;
                var lastEnd = buffer.AsSpan(searched, length - searched).LastIndexOf((byte)'\n');
                if (_ended) break;
                if (lastEnd >= 0)
                {
                    var end = searched + lastEnd + 1;
                    _rest = buffer[end..length];
                    length = end;
                    break;
                }

                if (length >= MaxLineBytes) throw new TableFormatException(_path, "expected lines of text, found a line of more than 64 MB. Is this a text file?");
                Array.Resize(ref buffer, length * 2);
            }

            if (length == 0) return false;
            _nextBlock++;
            return true;
        }
    }

    /// <summary>The hash of the file's bytes, once all blocks are taken.</summary>
    internal string Hash() => _file.Finish();

    void Skip(long count)
    {
        var buffer = new byte[(int)Math.Min(count, 1 << 16)];
        while (count > 0)
        {
            var read = Fill(buffer.AsSpan(0, (int)Math.Min(count, buffer.Length)));
            if (read == 0) return;
            count -= read;
        }
    }

    int Fill(Span<byte> buffer)
    {
        try
        {
            return _text.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new TableFormatException(_path, $"expected gzip data, found them broken or cut off. {exception.Message}");
        }
    }

    public void Dispose()
    {
        _text.Dispose();
        _file.Dispose();
    }
}
