using System.Text.Json.Nodes;
using SimClusters.Tables;
using Spectre.Console;

namespace SimClusters.Cli;

/// <summary>simclusters verify MODEL: every hash and every invariant.</summary>
static class VerifyCommand
{
    internal static Verb Create()
    {
        var path = ModelArguments.Model();
        return new Verb("verify", "Check a model: every file's hash, and what its tables must hold to.", "simclusters verify model")
        { path }.Runs((arguments, host) =>
        {
            var checks = ModelVerifier.Verify(arguments.GetRequiredValue(path), host.Execution.Cancellation);
            foreach (var check in checks)
            {
                host.Answer.MarkupLine(check.Passed ? $"[green]ok[/]      {Markup.Escape(check.Name)}" : $"[red]failed[/]  {Markup.Escape(check.Name)}");
                if (!check.Passed) host.Answer.WriteLine($"        {check.Problem}");
                if (!check.Passed && host.Quiet) arguments.InvocationConfiguration.Error.WriteLine($"simclusters: failed: {check.Name}: {check.Problem}");
            }

            var failed = checks.Count(check => !check.Passed);
            host.Answer.WriteLine(failed == 0 ? $"All {checks.Count} checks passed." : $"{failed} of {checks.Count} checks failed: build the model again.");
            host.WriteJson(new JsonObject
            {
                ["passed"] = checks.Count - failed,
                ["failed"] = failed,
                ["checks"] = new JsonArray([.. checks.Select(check => new JsonObject { ["name"] = check.Name, ["problem"] = check.Problem })]),
            });
            return failed == 0 ? ExitCodes.Ok : ExitCodes.VerificationFailed;
        });
    }
}
