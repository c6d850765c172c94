using System.CommandLine;
using SimClusters.Tables;

namespace SimClusters.Cli;

/// <summary>simclusters export MODEL --table NAME --out FILE</summary>
static class ExportCommand
{
    internal static Verb Create()
    {
        var path = ModelArguments.Model();
        var table = new Option<string>("--table") { Description = "Table of the model, such as known_for or interested_in; 'describe' lists them.", Required = true };
        var output = new Option<string>("--out") { Description = $"File to write; its name tells the form: {TableExport.KnownForms}.", Required = true };
        return new Verb("export", "A table of a model as CSV, TSV, JSON or Parquet.", "simclusters export model --table known_for --out known_for.csv")
        { path, table, output, CommonOptions.Overwrite }.Runs((arguments, host) =>
        {
            var model = ModelDirectory.Open(arguments.GetRequiredValue(path), verifyHashes: false);
            var file = arguments.GetRequiredValue(output);
            host.Report.Step(
                "export", execution =>
                {
                    TableExport.Export(model, arguments.GetRequiredValue(table), file, host.Overwrite, execution.ThreadCount);
                    return new FileInfo(file).Length;
                },
                length => $"{file}, {Quantity.Bytes(length)}");
            host.Report.Figure("out", null, file);
            host.Report.End();
            return ExitCodes.Ok;
        });
    }
}
