using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>N of the topic follow graph: who follows which topic, told apart by language where that is known.</summary>
public static class TopicFollowersBuilder
{
    /// <param name="follows">Users × topics.</param>
    /// <param name="users">Whose languages tell topics apart; null: one row a topic. Who is not in the table or has no language is left out, before anybody is counted.</param>
    /// <param name="execution">Threads and cancellation.</param>
    /// <returns>
    /// Topics, or topics by language, × users; all weights are 1, so that a row's norm is √followers. Only topics and languages that have a follower are there.
    /// </returns>
    /// <exception cref="ArgumentException">The table of users does not say what language anybody has.</exception>
    /// <remarks>
    /// Time: some steps a follow. Memory: the result, and 16 bytes a follow. Inferred languages would be several a user, each with a weight: rows of the same kind.
    /// Source: TfgBasedTopicEmbeddingsBaseApp.scala; entities_and_indexes.md §4.2, §4.3. A user without a country is dropped there; countries play no part here.
    /// </remarks>
    public static NounEngagements Build(UserTopics follows, Users? users, Execution? execution = null)
    {
        execution ??= Execution.Default;
        if (users is not null && users.Languages is null) throw new ArgumentException("The table of users has no languages, and topics are told apart by those.", nameof(users));
        var languageOf = LanguagesOf(follows.Users, users);
        int[] kept = [.. Enumerable.Range(0, follows.Users.Count).Where(user => languageOf[user] != RowMap.None && follows.Pairs.RowLength(user) > 0)];

        // A noun is a topic and a language in one word, so that nouns ascend by both.
        var languageCount = users?.Languages?.Words.Count ?? 1;
        var counts = new int[(long)follows.Topics.Count * languageCount];
        foreach (var user in kept)
            foreach (var topic in follows.Pairs.RowKeys(user)) counts[(long)topic * languageCount + languageOf[user]]++;
        int[] words = [.. Enumerable.Range(0, counts.Length).Where(word => counts[word] > 0)];

        var offsets = new NativeArray<long>(words.Length + 1L);
        for (var noun = 0; noun < words.Length; noun++)
        {
            offsets[noun + 1] = offsets[noun] + counts[words[noun]];
            counts[words[noun]] = noun;
        }

        var keys = new NativeArray<int>(offsets[words.Length], cleared: false);
        var next = new long[words.Length];
        for (var noun = 0; noun < words.Length; noun++) next[noun] = offsets[noun];
        for (var row = 0; row < kept.Length; row++)
            foreach (var topic in follows.Pairs.RowKeys(kept[row])) keys[next[counts[(long)topic * languageCount + languageOf[kept[row]]]]++] = row;
        return new(NounsOf(words, languageCount, follows.Topics, users), follows.Users.Picked(kept), new SparseMatrix(kept.Length, offsets, keys, values: null));
    }

    // By user of the follows: the language's row, 0 for all where there are none.
    static int[] LanguagesOf(NodeIndex followers, Users? users)
    {
        if (users is null) return new int[followers.Count];
        var rows = users.RowsOf(followers);
        return [.. rows.Select(row => row == RowMap.None ? RowMap.None : users.Languages!.WordOf[row])];
    }

    static Nouns NounsOf(int[] words, int languageCount, NodeIndex topics, Users? users)
    {
        if (users is null) return new(topics.Picked(words));
        var (idOf, ids) = Distinct([.. words.Select(word => word / languageCount)]);
        var (languageOf, languages) = Distinct([.. words.Select(word => word % languageCount)]);
        return new(topics.Picked(ids), users.Languages!.Words.Picked(languages), idOf, languageOf);
    }

    // The distinct rows, and by noun which of them it has.
    static (int[] Of, int[] Distinct) Distinct(int[] rows)
    {
        int[] distinct = [.. rows.Distinct().Order()];
        return ([.. rows.Select(row => Array.BinarySearch(distinct, row))], distinct);
    }
}
