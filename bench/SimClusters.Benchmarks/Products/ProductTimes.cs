using System.Diagnostics;

namespace SimClusters.Benchmarks.Products;

/// <summary>Runs each product on both sides, ours first, and keeps the seconds of those that are asked for.</summary>
/// <param name="network">Where DuckDB's tables are.</param>
/// <param name="filter">A part of the names that are asked for; empty for all.</param>
sealed class ProductTimes(ProductsNetwork network, string filter)
{
    readonly Dictionary<string, List<(double Ours, double Duck)>> _times = [];

    // By table, the product that DuckDB has made it of.
    readonly Dictionary<string, ProductSql> _made = [];

    /// <summary>Whether the round warms up: then its seconds are not kept, and its results are compared.</summary>
    internal bool IsFirstRound { get; set; }

    internal bool Wants(string name) => name.Contains(filter, StringComparison.OrdinalIgnoreCase);

    /// <summary>Ours is made in any case; the peer's only if its seconds are wanted.</summary>
    internal T Time<T>(string name, Func<T> ours, ProductSql sql)
    {
        var watch = Stopwatch.StartNew();
        var result = ours();
        var oursSeconds = watch.Elapsed.TotalSeconds;
        if (!Wants(name)) return result;
        if (sql.Input is not null) Ensure(sql.Input);
        watch.Restart();
        Make(sql);
        var duckSeconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine($"{name}: ours {oursSeconds:F3} s, DuckDB {duckSeconds:F2} s, {duckSeconds / oursSeconds:F1}x");
        if (IsFirstRound) return result;
        if (!_times.TryGetValue(name, out var all)) _times.Add(name, all = []);
        all.Add((oursSeconds, duckSeconds));
        return result;
    }

    internal void Report()
    {
        if (_times.Count == 0) return;
        Console.WriteLine("| Product | Ours, s | DuckDB, s | Median of the ratios | Single rounds |");
        Console.WriteLine("| --- | ---: | ---: | ---: | --- |");
        foreach (var (name, all) in _times)
        {
            double Median(Func<(double Ours, double Duck), double> of) => all.Select(of).Order().ElementAt(all.Count / 2);
            Console.WriteLine($"| {name} | {Median(one => one.Ours):F3} | {Median(one => one.Duck):F2} | {Median(one => one.Duck / one.Ours):F1} | {all.Min(one => one.Duck / one.Ours):F1}–{all.Max(one => one.Duck / one.Ours):F1} |");
        }
    }

    // Tables of one name follow each other: what is there may have been made of another product.
    void Ensure(ProductSql product)
    {
        if (_made.TryGetValue(product.Table, out var made) && made == product) return;
        if (product.Input is not null) Ensure(product.Input);
        Make(product);
    }

    void Make(ProductSql product)
    {
        network.Execute(product.Text);
        _made[product.Table] = product;
    }
}
