namespace SimClusters.Cli;

/// <summary>What <c>build</c> and <c>update</c> are asked for beside the knobs of the stages: where to start from, what to compare with, where to put it.</summary>
sealed record BuildRequest
{
    internal string? Output { get; init; }

    internal bool Overwrite { get; init; }

    internal string? KnownFor { get; init; }

    internal string? Initial { get; init; }

    /// <summary>The stage to start at: null, communities or interests.</summary>
    internal string? From { get; init; }

    internal string? Model { get; init; }

    /// <summary>Whether the model is carried on: its communities, favourites and options.</summary>
    internal bool IsUpdate { get; init; }

    internal string? Truth { get; init; }

    internal string? Version { get; init; }

    /// <summary>This request, checked before anything is read.</summary>
    /// <exception cref="ArgumentException">Options that exclude or need each other.</exception>
    internal BuildRequest Validated()
    {
        if (Output is null) throw new ArgumentException("build: expected --out with the model directory to make, found none.");
        if (From is not null && Model is null) throw new ArgumentException($"build: --from {From} takes tables of an earlier model: name it with --model.");
        if (From is not null && KnownFor is not null) throw new ArgumentException("build: --from and --known-for exclude each other: both say where communities come from.");
        if (KnownFor is not null && (Initial is not null || Model is not null)) throw new ArgumentException("build: --known-for takes communities as they are; --initial and --model are starts for finding some.");
        if (Initial is not null && Model is not null) throw new ArgumentException("build: --initial and --model both say where communities start from; name one.");
        return this;
    }
}
