using SimClusters.Numerics;

namespace SimClusters.Graphs;

/// <summary>Names for people and communities that do not exist, so that a demonstration reads like a network and not like numbers.</summary>
/// <remarks>Distinct by construction: a name is a number written in lists of words, and the number is a bijection of the row.</remarks>
static class SyntheticNames
{
    internal static readonly string[] Categories =
    [
        "Music", "Sport", "Science", "Cooking", "Film and books", "Technology", "Outdoors", "Art and craft", "Games", "News and ideas",
    ];

    // Ten a category, in the order of the categories.
    static readonly string[][] s_interests =
    [
        ["Jazz piano", "Baroque choirs", "Modular synths", "Vinyl digging", "Fado", "Drum and bass", "Opera nights", "Folk fiddle", "Film scores", "Hip-hop production"],
        ["Trail running", "Women's football", "Judo", "Road cycling", "Track and field", "Cricket stats", "Open-water swimming", "Bouldering", "Table tennis", "Basketball tactics"],
        ["Deep-sea biology", "Exoplanets", "Protein folding", "Palaeontology", "Number theory", "Climate models", "Neuroscience", "Insect behaviour", "Volcanoes", "Quantum optics"],
        ["Sourdough", "Ramen at home", "Natural wine", "Fermentation", "Street tacos", "Speciality coffee", "Vegan baking", "Barbecue smoke", "Curry house", "Chocolate making"],
        ["Silent film", "Nordic noir", "Science fiction", "Anime", "Poetry", "Documentaries", "Horror films", "Translated novels", "Comics", "Screenwriting"],
        ["Rust systems", "Databases", "Open hardware", "Type design", "Web accessibility", "Robotics", "Compilers", "Home automation", "Privacy tools", "Machine learning"],
        ["Birdwatching", "Alpine hiking", "Wild camping", "Balcony gardens", "Mushroom foraging", "Sea kayaking", "Astrophotography", "Fly fishing", "Sled dogs", "Canal boats"],
        ["Watercolour", "Ceramics", "Street photography", "Quilting", "Calligraphy", "Woodturning", "Architecture", "Printmaking", "Textile dyeing", "Mosaics"],
        ["Speedrunning", "Board games", "Chess openings", "Retro consoles", "Tabletop roleplay", "Indie games", "Fighting games", "Crosswords", "Simulators", "Go and shogi"],
        ["City planning", "Election maps", "Slow travel", "Teaching maths", "Local radio", "Economics", "Museum curators", "Languages", "Railways", "Philosophy"],
    ];

    static readonly string[] s_cities =
    [
        "Lisbon", "Osaka", "Lagos", "Bogotá", "Leeds", "Lyon", "Hamburg", "Mumbai", "Toronto", "Seoul", "Nairobi", "Porto Alegre", "Gdańsk", "Melbourne",
        "Oaxaca", "Antwerp", "Tallinn", "Cape Town", "Valparaíso", "Hanoi", "Izmir", "Chicago", "Glasgow", "Bergen", "Accra", "Naples", "Kyoto", "Montréal",
    ];

    static readonly string[] s_given =
    [
        "Nina", "Mateo", "Aiko", "Tariq", "Ingrid", "Kwame", "Lucía", "Oleg", "Priya", "Jonas", "Amara", "Diego", "Yuki", "Farah", "Henrik", "Zola", "Camila",
        "Pavel", "Meera", "Felix", "Adaeze", "Rafael", "Hana", "Omar", "Freya", "Sipho", "Elena", "Marek", "Anjali", "Bruno", "Chidi", "Noor", "Haruto", "Leila",
        "Astrid", "Thabo", "Beatriz", "Ivan", "Kavya", "Emil", "Ngozi", "Tomás", "Mina", "Samir", "Sigrid", "Kofi", "Paloma", "Anton", "Rohan", "Clara", "Ife",
        "Hugo", "Sora", "Yasmin", "Lars", "Wanjiru", "Marisol", "Dmitri", "Isha", "Matilda", "Uche",
    ];

    static readonly string[] s_family =
    [
        "Okafor", "Lindqvist", "Tanaka", "Moreau", "Castillo", "Haddad", "Novak", "Mensah", "Iyer", "Brandt", "Silva", "Kowalski", "Sato", "Mbeki", "Rossi",
        "Petrov", "Nakamura", "Dubois", "Herrera", "Rahman", "Vogel", "Adeyemi", "Kapoor", "Jansen", "Costa", "Wójcik", "Mori", "Dlamini", "Ricci", "Volkov",
        "Yamada", "Laurent", "Vargas", "Aziz", "Keller", "Boateng", "Menon", "De Vries", "Pereira", "Zielińska", "Ito", "Ndlovu", "Conti", "Sokolov", "Watanabe",
        "Girard", "Mendoza", "Karimi", "Weiss", "Owusu", "Nair", "Bakker", "Almeida", "Horvat", "Kimura", "Zulu", "Greco", "Orlov", "Fujita",
    ];

    static readonly (string Language, string[] Countries)[] s_languages =
    [
        ("en", ["GB", "US", "NG", "IN", "AU", "CA"]), ("es", ["ES", "MX", "CO", "AR"]), ("ja", ["JP"]), ("pt", ["BR", "PT"]), ("fr", ["FR", "CA", "BE"]), ("de", ["DE", "AT", "CH"]),
    ];

    internal static string[] Countries(string language) => Array.Find(s_languages, entry => entry.Language == language).Countries;

    /// <summary>The community of a row: interests first, then interests of a city, then of its second, third circle.</summary>
    internal static SyntheticCommunity Community(int row, ulong seed)
    {
        var interestCount = Categories.Length * s_interests[0].Length;
        var (place, interest) = Math.DivRem(row, interestCount);
        var category = interest % Categories.Length;
        var name = s_interests[category][interest / Categories.Length];
        if (place > 0)
        {
            var (circle, city) = Math.DivRem(place - 1, s_cities.Length);
            name += circle == 0 ? $", {s_cities[city]}" : $", {s_cities[city]} {circle + 1}";
        }

        // Half of the communities speak English, the others one language each.
        var draw = CounterRandom.Below(CounterRandom.Bits(SyntheticStreams.Communities.Key(seed, row), 0), 2 * (s_languages.Length - 1));
        return new(name, category, s_languages[draw < s_languages.Length - 1 ? 0 : (int)draw - s_languages.Length + 2].Language);
    }

    /// <summary>The name of a user: given and family name, with an initial and then a number when the plain names are used up.</summary>
    internal static string Person(long userId, ulong seed)
    {
        var plainCount = s_given.Length * s_family.Length;
        var (round, index) = Math.DivRem(userId - 1, plainCount);

        // 1,597 is a prime that divides no count of names here, so the walk meets every plain name once a round.
        var number = (index * 1_597 + (long)(seed % (ulong)plainCount)) % plainCount;
        var given = s_given[number % s_given.Length];
        var family = s_family[number / s_given.Length];
        if (round == 0) return $"{given} {family}";

        var (repeat, letter) = Math.DivRem(round - 1, 26);
        return repeat == 0 ? $"{given} {(char)('A' + letter)}. {family}" : $"{given} {(char)('A' + letter)}. {family} {repeat + 1}";
    }
}
