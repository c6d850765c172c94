using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>The order of a run: epochs with revival between them, the greedy finish, the attaching.</summary>
/// <remarks>Spec: community detection §4, offline §4.2. Cost: some 15 ns an edge, direction and epoch on one thread.</remarks>
sealed class CommunityRun : IDisposable
{
    readonly CommunityGraph _graph;
    readonly CommunityAssignment _assignment;
    readonly CommunityOptions _options;
    readonly Execution _execution;
    readonly IProgress<EpochReport>? _listener;
    readonly CommunitySweep _sweep;
    readonly List<EpochReport> _reports = [];

    internal CommunityRun(
        CommunityGraph graph, CommunityAssignment assignment, CommunityOptions options, Execution execution, IProgress<EpochReport>? listener)
    {
        _graph = graph;
        _assignment = assignment;
        _options = options;
        _execution = execution;
        _listener = listener;
        _sweep = new(graph, assignment, options, execution);
    }

    /// <summary>A report an epoch, so far.</summary>
    internal IReadOnlyList<EpochReport> Reports => _reports;

    /// <summary>The epochs of the sampler; stops early once hardly any vertex moves.</summary>
    internal void Sample()
    {
        for (var epoch = 1; epoch <= _options.MaxEpochs; epoch++)
        {
            if (_options.ReviveEmpty) EmptyCommunities.Revive(_graph, _assignment, _options.Seed, epoch);
            var moved = _graph.Weighting switch
            {
                EdgeWeights.Cosine => Sweep<MetropolisHastings<CosineWeight>>(),
                EdgeWeights.Squared => Sweep<MetropolisHastings<SquaredWeight>>(),
                _ => Sweep<MetropolisHastings<UnitWeight>>(),
            };
            Report(moved, isFinish: false);
            if (epoch >= _options.MinEpochs && moved < _options.MinAcceptRate * _graph.ConnectedCount) break;
        }
    }

    /// <summary>Greedy epochs until fewer than one vertex in a thousand moves.</summary>
    internal void Finish()
    {
        for (var epoch = 1; epoch <= _options.MaxFinishEpochs; epoch++)
        {
            if (_options.ReviveEmpty) EmptyCommunities.Revive(_graph, _assignment, _options.Seed, _reports.Count + 1);
            var moved = _graph.Weighting switch
            {
                EdgeWeights.Cosine => Sweep<GreedyMove<CosineWeight>>(),
                EdgeWeights.Squared => Sweep<GreedyMove<SquaredWeight>>(),
                _ => Sweep<GreedyMove<UnitWeight>>(),
            };
            Report(moved, isFinish: true);
            if (moved * 1_000 < _graph.ConnectedCount) break;
        }
    }

    /// <summary>Sweeps until nothing more can be reached; then islands without a community take the empty ones that are left.</summary>
    internal void Attach()
    {
        do
        {
            while (AttachSweep() > 0)
            {
            }
        }
        while (EmptyCommunities.SeedIsland(_graph, _assignment));
    }

    public void Dispose() => _sweep.Dispose();

    long AttachSweep() => _graph.Weighting switch
    {
        EdgeWeights.Cosine => Sweep<AttachMove<CosineWeight>>(),
        EdgeWeights.Squared => Sweep<AttachMove<SquaredWeight>>(),
        _ => Sweep<AttachMove<UnitWeight>>(),
    };

    long Sweep<TStep>()
        where TStep : struct, IVertexStep =>
        _sweep.Run<TStep>(CounterRandom.Key(CounterRandom.Key(_options.Seed, 0), (ulong)_reports.Count + 1));

    void Report(long moved, bool isFinish)
    {
        double? objective = _options.MeasureEpochs
            ? CommunityObjective.Of(_graph, _assignment, _options.WeightCoefficient, _execution).Value
            : null;
        var unassigned = 0;
        for (var vertex = 0; vertex < _graph.VertexCount; vertex++)
            if (_assignment.Labels[vertex] == KnownFor.None && _graph.Matrix.RowLength(vertex) > 0) unassigned++;
        var report = new EpochReport(
            _reports.Count + 1, isFinish, moved / (double)Math.Max(1, _graph.ConnectedCount), moved, _assignment.EmptyCount, unassigned, objective);
        _reports.Add(report);
        _listener?.Report(report);
    }
}
