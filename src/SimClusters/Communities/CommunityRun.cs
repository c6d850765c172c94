using SimClusters.Numerics;

namespace SimClusters.Communities;

/// <summary>The order of a run: epochs with revival between them, the greedy finish, and the last step, which attaches and settles.</summary>
/// <remarks>Spec: community detection §4, offline §4.2. Cost: see CommunitiesComparison in bench for the time of an epoch.</remarks>
sealed class CommunityRun : IDisposable
{
    /// <summary>A greedy phase ends after an epoch that moved fewer than one vertex in so many.</summary>
    const int SettledShare = 1_000;

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

    /// <summary>Fills communities that the start left empty: from vertices without one, and where k has grown by splitting the largest.</summary>
    internal void Seed()
    {
        Revive();
        if (_options.FirstNewCommunity is { } first) EmptyCommunities.SplitLargest(_graph, _assignment, first, _options.Seed);
    }

    /// <summary>The epochs of the sampler; stops early once hardly any vertex moves.</summary>
    internal void Sample()
    {
        for (var epoch = 1; epoch <= _options.MaxEpochs; epoch++)
        {
            var moved = SampleOnce(EpochPhase.Sample, _options.WeightCoefficient);
            if (epoch >= _options.MinEpochs && moved < _options.MinAcceptRate * _graph.ConnectedCount) break;
        }
    }

    /// <summary>Greedy epochs, at the same objective.</summary>
    internal void Finish()
    {
        for (var epoch = 0; epoch < _options.MaxFinishEpochs; epoch++)
        {
            Revive();
            var moved = _graph.Weighting switch
            {
                EdgeWeights.Cosine => Sweep<GreedyMove<CosineWeight>>(EpochPhase.Finish, _options.WeightCoefficient),
                EdgeWeights.Squared => Sweep<GreedyMove<SquaredWeight>>(EpochPhase.Finish, _options.WeightCoefficient),
                _ => Sweep<GreedyMove<UnitWeight>>(EpochPhase.Finish, _options.WeightCoefficient),
            };
            if (moved * SettledShare < _graph.ConnectedCount) break;
        }
    }

    /// <summary>Gives every vertex that has an edge a community, and lets all of them settle.</summary>
    /// <remarks>
    /// <para>
    /// Joining pays above a density of about 1 / (wtCoeff + 1). The published coefficient leaves a few large communities and a crowd outside, whom to attach as
    /// it is costs much precision. So the coefficient follows the graph here: with F the edge F1 so far, greedy sweeps, in which no vertex is left
    /// out, run at density F / 2: there 2·tp − F·(tp + missing) is positive exactly when a move raises F, which is Dinkelbach's way to the best
    /// of a ratio (1967). Between two such rounds, epochs of the sampler at density F make the communities even; what they gain is kept, and what they lose is not.
    /// </para>
    /// <para>Islands that no community reaches take the empty ones that are left, unless empty ones are not revived.</para>
    /// <para>Memory: 4 bytes a vertex, the labels to return to.</para>
    /// </remarks>
    internal void Settle()
    {
        SettleGreedily();
        var labels = (int[])_assignment.Labels.Clone();
        var f1 = EdgeF1();
        for (var epoch = 1; epoch <= _options.MaxSettleEpochs; epoch++)
        {
            var moved = SampleOnce(EpochPhase.Settle, CoefficientAtDensity(Math.Min(0.5, EdgeF1())));
            if (moved < _options.MinAcceptRate * _graph.ConnectedCount) break;
        }

        SettleGreedily();
        if (EdgeF1() > f1) return;
        for (var vertex = 0; vertex < labels.Length; vertex++) _assignment.Move(vertex, labels[vertex]);
    }

    void SettleGreedily()
    {
        for (var sweep = 0; ; sweep++)
        {
            var attached = UnassignedCount();
            var moved = SettleOnce(CoefficientAtDensity(EdgeF1() / 2));
            attached -= _reports[^1].UnassignedCount;
            if (attached > 0 || Revive() > 0) continue;
            if (sweep >= _options.MaxSettleEpochs || moved * SettledShare < _graph.ConnectedCount) break;
        }
    }

    public void Dispose() => _sweep.Dispose();

    long SampleOnce(EpochPhase phase, double coefficient)
    {
        Revive();
        return _graph.Weighting switch
        {
            EdgeWeights.Cosine => Sweep<MetropolisHastings<CosineWeight>>(phase, coefficient),
            EdgeWeights.Squared => Sweep<MetropolisHastings<SquaredWeight>>(phase, coefficient),
            _ => Sweep<MetropolisHastings<UnitWeight>>(phase, coefficient),
        };
    }

    long SettleOnce(double coefficient) => _graph.Weighting switch
    {
        EdgeWeights.Cosine => Sweep<SettleMove<CosineWeight>>(EpochPhase.Settle, coefficient),
        EdgeWeights.Squared => Sweep<SettleMove<SquaredWeight>>(EpochPhase.Settle, coefficient),
        _ => Sweep<SettleMove<UnitWeight>>(EpochPhase.Settle, coefficient),
    };

    int Revive() => _options.ReviveEmpty ? EmptyCommunities.Revive(_graph, _assignment, _options.Seed, _reports.Count + 1) : 0;

    // Where nothing is inside any community yet, there is nothing to follow.
    double CoefficientAtDensity(double density) => density is > 0 and < 1 ? 1 / density - 1 : _options.WeightCoefficient;

    double EdgeF1()
    {
        var inside = CommunityObjective.Of(_graph, _assignment, _options.WeightCoefficient, _execution).InsideEntries;
        var predicted = _assignment.Sizes.Sum(size => size * (size - 1.0));
        return 2 * inside / Math.Max(1, predicted + _graph.Matrix.EntryCount);
    }

    long Sweep<TStep>(EpochPhase phase, double coefficient)
        where TStep : struct, IVertexStep
    {
        var moved = _sweep.Run<TStep>(CommunitySweep.EpochKey(_options.Seed, _reports.Count + 1), coefficient);
        double? objective = _options.MeasureEpochs
            ? CommunityObjective.Of(_graph, _assignment, _options.WeightCoefficient, _execution).Value
            : null;
        var report = new EpochReport(
            _reports.Count + 1, phase, moved / (double)Math.Max(1, _graph.ConnectedCount), moved, _assignment.EmptyCount, UnassignedCount(), objective);
        _reports.Add(report);
        _listener?.Report(report);
        return moved;
    }

    int UnassignedCount()
    {
        var count = 0;
        for (var vertex = 0; vertex < _graph.VertexCount; vertex++)
            if (_assignment.Labels[vertex] == KnownFor.None && _graph.Matrix.RowLength(vertex) > 0) count++;
        return count;
    }
}
