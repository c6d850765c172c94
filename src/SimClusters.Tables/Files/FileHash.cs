using System.IO.Hashing;

namespace SimClusters.Tables.Files;

/// <summary>XxHash128 of a file, as 32 hexadecimal digits: finds damage and confusion, not malice.</summary>
public static class FileHash
{
    /// <summary>Reads the file once, at the speed of the disk.</summary>
    public static string Of(string path)
    {
        var hash = new XxHash128();
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20, FileOptions.SequentialScan);
        hash.Append(file);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
