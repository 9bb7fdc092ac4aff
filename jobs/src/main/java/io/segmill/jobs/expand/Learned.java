package io.segmill.jobs.expand;

import java.util.List;

/**
 * What has been learned of the members of a segment.
 *
 * @param columns the numbers of the compared features that the model knows, among all
 * @param rare names of texts that are nearly all different, of which it knows nothing
 */
record Learned(
        List<Integer> columns,
        List<LearnedFeature> features,
        Likeness model,
        Separation separation,
        Sample sample,
        List<String> rare) {
    Learned {
        columns = List.copyOf(columns);
        features = List.copyOf(features);
        rare = List.copyOf(rare);
    }

    List<Levels> levels() {
        return features.stream().map(LearnedFeature::levels).toList();
    }
}
