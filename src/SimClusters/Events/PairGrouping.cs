using SimClusters.Numerics;

namespace SimClusters.Events;

/// <summary>What one pass over a log is asked for.</summary>
/// <param name="Options">Which events make pairs.</param>
/// <param name="NowMs">Until when.</param>
/// <param name="MinUsers">Items with fewer users are left out.</param>
/// <param name="Gate">Which items count; null: all.</param>
sealed record PairRequest(EngagementPairOptions Options, long NowMs, int MinUsers, ItemGate? Gate)
{
    internal long StartMs => Options.Window is { } window ? Math.Max(0, NowMs - (long)Math.Ceiling(window.TotalMilliseconds)) : 0;
}

/// <summary>Groups the events of a log by item and user, and settles each pair.</summary>
static class PairGrouping
{
    internal static ItemPairs Of(EventLog log, PairRequest request, PairTolls tolls, Execution execution)
    {
        var records = new List<EventRecord>();
        foreach (var block in log.Blocks)
        {
            execution.Cancellation.ThrowIfCancellationRequested();
            Select(log, block, request, tolls, records);
        }

        records.Sort();
        return Settle(NativeArray<EventRecord>.From(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(records)), request, tolls);
    }

    static void Select(EventLog log, EventBlock block, PairRequest request, PairTolls tolls, List<EventRecord> records)
    {
        var users = log.Users.In(block.Users);
        var items = log.Items.In(block.Items);
        var options = request.Options;
        for (var i = 0; i < block.Count; i++)
        {
            var (kind, timeMs, item) = (block.Kinds[i], block.TimesMs[i], items[i] - log.Items.Base);
            if (!options.Read.Has(kind)) tolls.OtherKinds++;
            else if (timeMs < 0) tolls.BeforeEpoch++;
            else if (timeMs > request.NowMs) tolls.AfterNow++;
            else if (timeMs < request.StartMs) tolls.OutOfWindow++;
            else if (request.Gate is not null && request.Gate.Verdicts[item] != 0) tolls.ByVerdict[request.Gate.Verdicts[item]]++;
            else records.Add(new(item, users[i] - log.Users.Base, EventRecord.Stamped(timeMs, kind, options.Undoing.Has(kind))));
        }
    }

    static ItemPairs Settle(NativeArray<EventRecord> records, PairRequest request, PairTolls tolls)
    {
        var (items, starts, counts, userCounts) = (new List<int>(), new List<long>(), new List<int>(), new List<int>());
        var ruling = new PairRuling(request.Options, tolls);
        for (long start = 0, end; start < records.Length; start = end)
        {
            for (end = start + 1; end < records.Length && records[end].Item == records[start].Item; end++) continue;
            var all = records.Slice(start, (int)(end - start));
            var contributingCount = 0;
            foreach (var one in all) contributingCount += request.Options.Contributing.Has(one.Kind) ? 1 : 0;
            if (contributingCount < request.MinUsers)
            {
                tolls.FewEvents += all.Length;
                continue;
            }

            var (count, userCount) = SettleItem(all, ruling);
            tolls.Pairs += count;
            if (count == 0 || userCount < request.MinUsers) continue;
            items.Add(all[0].Item);
            starts.Add(start);
            counts.Add(count);
            userCounts.Add(userCount);
        }

        return new([.. items], [.. starts], [.. counts], [.. userCounts], records);
    }

    static (int Count, int UserCount) SettleItem(Span<EventRecord> all, PairRuling ruling)
    {
        int count = 0, userCount = 0;
        for (int start = 0, end; start < all.Length; start = end)
        {
            for (end = start + 1; end < all.Length && all[end].User == all[start].User; end++) continue;
            var standing = ruling.Settle(all[start..end]);
            all.Slice(start, standing).CopyTo(all[count..]);
            count += standing;
            if (standing > 0) userCount++;
        }

        return (count, userCount);
    }
}
