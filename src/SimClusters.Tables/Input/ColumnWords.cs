namespace SimClusters.Tables.Input;

/// <summary>What people call the columns of a log, as stems of <see cref="NamedColumns"/>; the first that is there is it.</summary>
static class ColumnWords
{
    internal static readonly string[] Users = ["user", "consumer", "liker", "faver", "fan", "actor", "person", "member", "account", "source", "src", "from", "who"];
    internal static readonly string[] Items = ["item", "tweet", "post", "status", "video", "image", "photo", "track", "song", "article", "message", "comment", "content", "object", "what"];
    internal static readonly string[] Authors = ["author", "creator", "producer", "owner", "publisher", "uploader", "artist", "seller", "itemauthor", "tweetauthor", "target", "dst", "to", "whose"];
    internal static readonly string[] Times = ["timestamp", "time", "ts", "timestampms", "eventtime", "eventtimems", "eventtimestamp", "createdat", "creationdate", "likedat", "at", "date", "datetime", "when"];
    internal static readonly string[] Kinds = ["kind", "event", "eventtype", "eventkind", "action", "actiontype", "type", "engagement", "engagementtype"];
    internal static readonly string[] Topics = ["topic", "topics", "category", "categories", "tag", "tags", "hashtag", "hashtags", "interest", "subject", "genre"];
}
