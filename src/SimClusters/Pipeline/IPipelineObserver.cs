using SimClusters.Communities;
using SimClusters.Numerics;

namespace SimClusters.Pipeline;

/// <summary>The stages of a run, in order.</summary>
public enum PipelineStage
{
    Similarity,
    Communities,
    Engagements,
    Interests,
    Producers,
    Clusters,
}

/// <summary>Who is told where a run is: the host measures time, shows progress, and says on how many threads a stage may run.</summary>
public interface IPipelineObserver
{
    /// <summary>A stage begins; the execution that it gets.</summary>
    Execution Begin(PipelineStage stage);

    /// <summary>The stage is done and its tables are with the sink.</summary>
    /// <param name="stage">As in <see cref="Begin"/>.</param>
    /// <param name="summary">What came out, in one line.</param>
    void End(PipelineStage stage, string summary);

    /// <summary>An epoch of the sampler has ended.</summary>
    void Epoch(EpochReport report);
}
