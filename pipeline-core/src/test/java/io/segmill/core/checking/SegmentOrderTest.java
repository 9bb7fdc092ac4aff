package io.segmill.core.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentOrderTest {
    /** Written {@code a>b,c b>c c>}: a refers to b and c. */
    private static SortedMap<String, SortedSet<String>> references(String written) {
        SortedMap<String, SortedSet<String>> references = new TreeMap<>();
        for (String word : written.split(" ", -1)) {
            String[] sides = word.split(">", -1);
            references.put(
                    sides[0], sides[1].isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(sides[1].split(","))));
        }
        return references;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a> b> c>                      | a b c   | []
                    a>b b>c c>                    | c b a   | []
                    a>b,c b>d c>d d>              | d b c a | []
                    a>gone                        | a       | []
                    a>a                           | ''      | [[a, a]]
                    a>b b>a c>a d>                | d       | [[a, b, a]]
                    a>b b>c c>a                   | ''      | [[a, b, c, a]]
                    a>b b>a c>d d>c               | ''      | [[a, b, a], [c, d, c]]
                    a>b b>c,d c>a d>a             | ''      | [[a, b, c, a], [d, a, b, d]]
                    """)
    void each_comes_after_those_that_it_refers_to(String written, String sorted, String cycles) {
        assertThat(String.join(" ", SegmentOrder.sorted(references(written)))).isEqualTo(sorted);
        assertThat(SegmentOrder.cycles(references(written))).hasToString(cycles);
    }

    @Test
    void a_chain_of_thousands_needs_no_deep_stack() {
        SortedMap<String, SortedSet<String>> references = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            references.put("s" + i, i == 0 ? new TreeSet<>() : new TreeSet<>(List.of("s" + (i - 1))));
        }
        assertThat(SegmentOrder.sorted(references))
                .hasSize(20_000)
                .startsWith("s0", "s1")
                .endsWith("s19999");
        references.put("s0", new TreeSet<>(List.of("s19999")));
        assertThat(SegmentOrder.cycles(references)).hasSize(1);
    }
}
