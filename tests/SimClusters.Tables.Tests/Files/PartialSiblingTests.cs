using SimClusters.Tables.Files;

namespace SimClusters.Tables.Tests.Files;

/// <summary>What an extension does to a model's name, and takes back when it finds that another run was faster.</summary>
public class PartialSiblingTests
{
    [Fact]
    public void PutBack_AfterReplace_IsAsBefore()
    {
        using var place = new TemporaryDirectory();
        Directory.CreateDirectory(place.File("model"));
        File.WriteAllText(place.File("model/old"), "");
        using (var sibling = PartialSibling.For(place.File("model")))
        {
            Directory.CreateDirectory(sibling.Path);
            File.WriteAllText(Path.Combine(sibling.Path, "new"), "");
            var displaced = sibling.Replace(place.File("model"));
            Assert.True(File.Exists(place.File("model/new")) && File.Exists(Path.Combine(displaced, "old")));
            sibling.PutBack(place.File("model"), displaced);
            Assert.True(File.Exists(place.File("model/old")) && File.Exists(Path.Combine(sibling.Path, "new")));

            // Where the swap has no single step, the old target waits aside.
            Directory.Move(place.File("model"), sibling.Aside);
            Directory.Move(sibling.Path, place.File("model"));
            sibling.PutBack(place.File("model"), sibling.Aside);
            Assert.True(File.Exists(place.File("model/old")) && File.Exists(Path.Combine(sibling.Path, "new")));
        }

        Assert.Equal(["model"], Directory.EnumerateFileSystemEntries(place.Path).Select(Path.GetFileName));
        Assert.True(File.Exists(place.File("model/old")));
    }

    [Fact]
    public void LinkOrCopy_GivesTheSameBytesAndLeavesThemWhenTheFirstNameGoes()
    {
        using var place = new TemporaryDirectory();
        File.WriteAllText(place.File("one"), "text");
        DurableFiles.LinkOrCopy(place.File("one"), place.File("other"));
        File.Delete(place.File("one"));
        Assert.Equal("text", File.ReadAllText(place.File("other")));
        Assert.Throws<FileNotFoundException>(() => DurableFiles.LinkOrCopy(place.File("one"), place.File("third")));
        File.WriteAllText(place.File("one"), "another");
        Assert.Throws<IOException>(() => DurableFiles.LinkOrCopy(place.File("one"), place.File("other")));
    }
}
