using SimClusters.Graphs;
using SimClusters.Numerics;

namespace SimClusters.Embeddings;

/// <summary>N of the topic follow graph: who follows which topic, told apart by language where that is known.</summary>
public static class TopicFollowersBuilder
{
    const int BlockSize = 32_768;

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
        if (users is { Languages: null }) throw new ArgumentException("Topics are told apart by their followers' languages, and the table of users does not say any.", nameof(users));
        execution = (execution ?? Execution.Default).WithoutProgress();
        var languageOf = LanguagesOf(follows.Users, users, execution);
        int[] kept = KeptUsers(follows, languageOf, execution);
        using var byUser = NounsByUser(follows, kept, languageOf, users?.Languages?.Words.Count ?? 1, execution);
        var byWord = Transpose.Of(byUser, execution);

        // Words without a follower are no nouns; the others keep their order, and so do their followers.
        int[] words = [.. Enumerable.Range(0, byWord.RowCount).Where(word => byWord.RowLength(word) > 0)];
        var offsets = new NativeArray<long>(words.Length + 1L);
        for (var noun = 0; noun < words.Length; noun++) offsets[noun + 1L] = byWord.Offsets[words[noun] + 1L];
        byWord.Offsets.Dispose();
        return new(NounsOf(words, users?.Languages?.Words.Count ?? 1, follows.Topics, users), follows.Users.Picked(kept), new SparseMatrix(kept.Length, offsets, byWord.Keys, values: null));
    }

    // By user of the follows: the language's row, 0 for all where there are none.
    static int[] LanguagesOf(NodeIndex followers, Users? users, Execution execution)
    {
        if (users is null) return new int[followers.Count];
        var languageOf = users.RowsOf(followers, execution);
        var wordOf = users.Languages!.WordOf;
        ParallelRows.Run(languageOf.Length, BlockSize, execution, (_, first, end) =>
        {
            foreach (ref var row in languageOf.AsSpan(first..end)) row = row == RowMap.None ? RowMap.None : wordOf[row];
        });
        return languageOf;
    }

    // Those who follow a topic and have a language, ascending.
    static int[] KeptUsers(UserTopics follows, int[] languageOf, Execution execution)
    {
        var blocks = new int[(languageOf.Length + BlockSize - 1) / BlockSize][];
        ParallelRows.Run(languageOf.Length, BlockSize, execution, (block, first, end) =>
        {
            var (kept, count) = (new int[end - first], 0);
            for (var user = first; user < end; user++)
            {
                kept[count] = user;
                count += languageOf[user] != RowMap.None && follows.Pairs.RowLength(user) > 0 ? 1 : 0;
            }

            blocks[block] = kept[..count];
        });
        return [.. blocks.SelectMany(block => block)];
    }

    // A noun is a topic and a language in one word, so that nouns ascend by both.
    static SparseMatrix NounsByUser(UserTopics follows, int[] kept, int[] languageOf, int languageCount, Execution execution)
    {
        var wordCount = checked(follows.Topics.Count * languageCount);
        var offsets = new NativeArray<long>(kept.Length + 1L);
        for (var row = 0; row < kept.Length; row++) offsets[row + 1L] = offsets[row] + follows.Pairs.RowLength(kept[row]);
        var words = new NativeArray<int>(offsets[kept.Length], cleared: false);
        ParallelRows.Run(kept.Length, BlockSize, execution, (_, first, end) =>
        {
            var to = offsets[first];
            for (var row = first; row < end; row++)
                foreach (var topic in follows.Pairs.RowKeys(kept[row])) words[to++] = topic * languageCount + languageOf[kept[row]];
        });
        return new(wordCount, offsets, words, values: null);
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
