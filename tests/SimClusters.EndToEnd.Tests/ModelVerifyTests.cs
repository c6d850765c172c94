using SimClusters.Cli;

namespace SimClusters.EndToEnd.Tests;

/// <summary>What verify says of a whole model, and of one with a byte that flipped.</summary>
public sealed class ModelVerifyTests : IDisposable
{
    readonly Tool _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public void Verify_WholeModel_Passes()
    {
        var report = Tool.Json("verify", Network.Model(_tool));
        Assert.Equal(0, report.GetProperty("failed").GetInt32());
        Assert.Equal(report.GetProperty("passed").GetInt32(), report.GetProperty("checks").GetArrayLength());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Verify_ByteFlippedInAnyFile_NamesTheFile(double place)
    {
        var model = Network.Model(_tool);
        foreach (var file in Directory.GetFiles(model))
        {
            var whole = File.ReadAllBytes(file);
            var broken = (byte[])whole.Clone();
            broken[(int)(place * (broken.Length - 1))] ^= 0x20;
            File.WriteAllBytes(file, broken);
            var (code, output, error) = Tool.Run("verify", model);
            Assert.Equal(file.EndsWith("manifest.json", StringComparison.Ordinal) ? ExitCodes.BadInput : ExitCodes.VerificationFailed, code);
            Assert.Contains(Path.GetFileName(file), output + error);
            Assert.Contains("build the model again", output + error);
            if (code == ExitCodes.BadInput) ExpectRefused(model);
            File.WriteAllBytes(file, whole);
        }

        Tool.Succeed("verify", model);
    }

    [Fact]
    public void Verify_FileThatIsMissingOrCut_IsTold()
    {
        var model = Network.Model(_tool);
        var table = Path.Combine(model, "known_for.parquet");
        File.WriteAllBytes(table, File.ReadAllBytes(table)[..^1]);
        Assert.Equal(ExitCodes.VerificationFailed, Tool.Run("verify", model).Code);
        Assert.Contains("known_for.parquet", Tool.Run("verify", model, "--quiet").Error);
        ExpectRefused(model);
        File.Delete(table);
        Assert.Equal(ExitCodes.VerificationFailed, Tool.Run("verify", model).Code);
        ExpectRefused(model);
        File.Delete(Path.Combine(model, "manifest.json"));
        Assert.Contains("manifest", _tool.Fail(ExitCodes.BadInput, "verify", model));
    }

    [Fact]
    public void Build_FromAModelWithAFlippedByte_RefusesIt()
    {
        var model = Network.Model(_tool);
        var table = Path.Combine(model, "similarity.parquet");
        var bytes = File.ReadAllBytes(table);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(table, bytes);
        Assert.Contains("damaged", _tool.Fail(ExitCodes.BadInput, "build", "--from", "interests", "--model", model, "--follows", Network.Follows(_tool), "--out", _tool["later"]));
    }

    [Fact]
    public void Verify_WhatIsNoModel_IsASentence()
    {
        Assert.Contains("none", _tool.Fail(ExitCodes.BadInput, "verify", _tool["none"]));
        Assert.Contains("manifest", _tool.Fail(ExitCodes.BadInput, "verify", Directory.CreateDirectory(_tool["empty"]).FullName));
        Assert.Contains("file", _tool.Fail(ExitCodes.BadInput, "verify", _tool.Write("file", "x")));
    }

    void ExpectRefused(string model)
    {
        _tool.Fail(ExitCodes.BadInput, "describe", model);
        _tool.Fail(ExitCodes.BadInput, "show", model, "--cluster", "1");
    }
}
