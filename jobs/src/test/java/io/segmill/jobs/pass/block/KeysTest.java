package io.segmill.jobs.pass.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmill.core.schema.DataType;
import io.segmill.jobs.pass.code.Coding;
import io.segmill.jobs.pass.code.Packed;
import io.segmill.jobs.pass.code.Unpacked;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class KeysTest {
    /** As chunks hold keys of a bin. */
    private static Unpacked chunk(long base, long... keys) {
        Packed packed = new Packed(16);
        for (long key : keys) {
            packed.signed(key - base);
        }
        return new Unpacked(packed.toBytes());
    }

    private static void assert_places(Keys keys, long base, long[] asked, int... places) {
        Unpacked chunk = chunk(base, asked);
        for (int index = 0; index < asked.length; index++) {
            assertThat(keys.next(chunk)).as("place of " + asked[index]).isEqualTo(places[index]);
        }
    }

    @Test
    void dense_keys_have_places_and_those_between_and_beside_them_have_none() {
        Keys keys = Keys.ofLongs(10, new long[] {10, 11, 14, 20});
        assert_places(keys, 10, new long[] {20, 9, 10, 12, 14, 21, 11, Long.MIN_VALUE}, 3, -1, 0, -1, 2, -1, 1, -1);
    }

    @Test
    void sparse_keys_up_to_the_ends_of_all_longs_have_places() {
        long[] all = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, Long.MAX_VALUE};
        for (long base : new long[] {0, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assert_places(Keys.ofLongs(base, all), base, all, 0, 1, 2, 3, 4);
            assert_places(Keys.ofLongs(base, all), base, new long[] {1, Long.MAX_VALUE - 1, -2}, -1, -1, -1);
        }
    }

    @Test
    void one_key_and_none_are_fine() {
        assert_places(Keys.ofLongs(0, new long[] {Long.MAX_VALUE}), 0, new long[] {Long.MAX_VALUE, 0}, 0, -1);
        assert_places(Keys.ofLongs(0, new long[0]), 0, new long[] {0}, -1);
    }

    @Test
    void texts_have_places_and_strangers_are_noted() {
        UTF8String[] ascending =
                Stream.of("", "a", "\u00e9").map(UTF8String::fromString).toArray(UTF8String[]::new);
        Keys keys = Keys.ofTexts(ascending);
        Packed packed = new Packed(16);
        Stream.of("\u00e9", "b", "", "a").map(UTF8String::fromString).forEach(packed::text);
        Unpacked chunk = new Unpacked(packed.toBytes());
        Set<Object> strangers = new HashSet<>();
        assertThat(keys.next(chunk, strangers)).isEqualTo(2);
        assertThat(keys.next(chunk, strangers)).isEqualTo(-1);
        assertThat(keys.next(chunk, strangers)).isEqualTo(0);
        assertThat(keys.next(chunk, strangers)).isEqualTo(1);
        assertThat(strangers).containsExactly(UTF8String.fromString("b"));
        assertThat(keys.value(2, Coding.of(DataType.STRING))).isEqualTo("\u00e9");
        assertThat(keys.internal(1, Coding.of(DataType.STRING))).isEqualTo(UTF8String.fromString("a"));
    }

    @Test
    void strange_numbers_are_noted_as_keys_not_as_distances() {
        Keys keys = Keys.ofLongs(100, new long[] {100, 101});
        Set<Object> strangers = new HashSet<>();
        Unpacked chunk = chunk(100, 101, 7);
        assertThat(keys.next(chunk, strangers)).isEqualTo(1);
        assertThat(keys.next(chunk, strangers)).isEqualTo(-1);
        assertThat(strangers).containsExactly(7L);
        assertThat(keys.value(1, Coding.of(DataType.BIGINT))).isEqualTo(101L);
    }
}
