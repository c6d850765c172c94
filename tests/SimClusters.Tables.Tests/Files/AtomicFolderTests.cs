using SimClusters.Tables.Files;

namespace SimClusters.Tables.Tests.Files;

public class AtomicFolderTests
{
    [Fact]
    public void Write_OverAFolder_LeavesNothingOfIt()
    {
        using var place = new TemporaryDirectory();
        AtomicFolder.Write(place.File("a/b"), folder => File.WriteAllText(Path.Combine(folder, "old"), ""));
        AtomicFolder.Write(place.File("a/b/"), folder => File.WriteAllText(Path.Combine(folder, "new"), ""));
        Assert.Equal(["new"], Names(place.File("a/b")));
        Assert.Equal(["b"], Names(place.File("a")));
    }

    [Fact]
    public void Write_ThatFails_LeavesWhatWasThere()
    {
        using var place = new TemporaryDirectory();
        AtomicFolder.Write(place.File("b"), folder => File.WriteAllText(Path.Combine(folder, "old"), ""));
        Assert.Throws<OperationCanceledException>(() => AtomicFolder.Write(place.File("b"), folder =>
        {
            File.WriteAllText(Path.Combine(folder, "new"), "");
            throw new OperationCanceledException();
        }));
        Assert.Equal(["old"], Names(place.File("b")));
        Assert.Equal(["b"], Names(place.Path));
    }

    // As a killed run leaves it: a lock that nobody holds, and half of a folder.
    [Fact]
    public void Write_AfterAKilledRun_ClearsItsPart()
    {
        using var place = new TemporaryDirectory();
        File.WriteAllText(place.File(".b.12345678.lock"), "");
        Directory.CreateDirectory(place.File(".b.12345678.partial"));
        AtomicFolder.Write(place.File("b"), folder => File.WriteAllText(Path.Combine(folder, "new"), ""));
        Assert.Equal(["b"], Names(place.Path));
    }

    [Fact]
    public void Write_OverALink_KeepsTheLink()
    {
        using var place = new TemporaryDirectory();
        Directory.CreateDirectory(place.File("of today"));
        Directory.CreateSymbolicLink(place.File("current"), place.File("of today"));
        AtomicFolder.Write(place.File("current"), folder => File.WriteAllText(Path.Combine(folder, "new"), ""));
        Assert.Equal(place.File("of today"), new DirectoryInfo(place.File("current")).LinkTarget);
        Assert.Equal(["new"], Names(place.File("of today")));
    }

    [Fact]
    public void Write_OverAFile_IsRefused()
    {
        using var place = new TemporaryDirectory();
        File.WriteAllText(place.File("b"), "");
        Assert.Contains("expected the name of a folder, found a file", Assert.Throws<IOException>(() => AtomicFolder.Write(place.File("b"), _ => { })).Message);
    }

    static IEnumerable<string?> Names(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName);
}
