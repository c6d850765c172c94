using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>Which items a request lets count by the log and by their age.</summary>
static class ItemGates
{
    /// <summary>Null where all do.</summary>
    /// <exception cref="ArgumentException">Age is limited, and creation times are not known.</exception>
    internal static ItemGate? Of(EventLog log, PairRequest request, ItemFacts? facts, Execution execution)
    {
        var options = request.Options;
        if (!options.LimitsItemAge && options.RequiredOfItem == EventKinds.None) return null;
        var gate = new ItemGate(log.Items.Count);
        if (options.LimitsItemAge) gate.RefuseByAge(log.Items, options.AgeSource, facts, request.StartMs, execution);
        if (options.RequiredOfItem == EventKinds.None) return gate;
        using var has = ItemsWith(log, options.RequiredOfItem, request, execution);
        gate.Refuse(ItemVerdict.LacksRequired, key => !has[key], execution);
        return gate;
    }

    // By key: whether there is an event of one of the kinds in the window.
    static NativeArray<bool> ItemsWith(EventLog log, EventKinds kinds, PairRequest request, Execution execution)
    {
        var has = new NativeArray<bool>(log.Items.Count);
        ParallelRows.Run(log.Blocks.Count, 1, execution.WithoutProgress(), (index, _, _) =>
        {
            var block = log.Blocks[index];
            var items = log.Items.In(block.Items);
            for (var i = 0; i < items.Length; i++)
                if (kinds.Has(block.Kinds[i]) && block.TimesMs[i] >= request.StartMs && block.TimesMs[i] <= request.NowMs) has[items[i] - log.Items.Base] = true;
        });
        return has;
    }
}
