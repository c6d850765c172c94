namespace SimClusters.Interests;

public static class InterestedInBuilder;
