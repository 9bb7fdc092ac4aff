package io.segmill.jobs.pass.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class PackedTest {
    private static final long[] LONGS = {
        0,
        1,
        -1,
        63,
        64,
        -64,
        -65,
        127,
        128,
        16_383,
        16_384,
        Integer.MIN_VALUE,
        Integer.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE
    };

    @Test
    void numbers_of_either_sign_come_back_in_their_order() {
        Packed packed = new Packed(1);
        for (long value : LONGS) {
            packed.signed(value);
            packed.unsigned(value);
        }
        Unpacked unpacked = new Unpacked(packed.toBytes());
        for (long value : LONGS) {
            assertThat(unpacked.isAtEnd()).isFalse();
            assertThat(unpacked.signed()).isEqualTo(value);
            assertThat(unpacked.unsigned()).isEqualTo(value);
        }
        assertThat(unpacked.isAtEnd()).isTrue();
    }

    @Test
    void numbers_of_every_length_take_a_byte_for_seven_bits_and_nine_beyond_56() {
        for (int bits = 1; bits <= 64; bits++) {
            long greatest = -1L >>> (64 - bits);
            long least = 1L << (bits - 1);
            for (long value : new long[] {least, greatest, least | 1, least | 0x55}) {
                Packed packed = new Packed(1);
                packed.unsigned(7);
                packed.unsigned(value);
                int length = 64 - Long.numberOfLeadingZeros(value);
                assertThat(packed.length()).as(length + " bits").isEqualTo(1 + (length > 56 ? 9 : (length + 6) / 7));
                packed.unsigned(value);
                Unpacked unpacked = new Unpacked(packed.toBytes());
                assertThat(unpacked.unsigned()).isEqualTo(7);
                assertThat(unpacked.unsigned()).isEqualTo(value);
                assertThat(unpacked.unsigned()).isEqualTo(value);
                assertThat(unpacked.isAtEnd()).isTrue();
            }
        }
    }

    @Test
    void small_numbers_take_few_bytes() {
        Packed packed = new Packed(16);
        packed.signed(-64);
        assertThat(packed.length()).isEqualTo(1);
        packed.signed(64);
        assertThat(packed.length()).isEqualTo(3);
        packed.unsigned(127);
        assertThat(packed.length()).isEqualTo(4);
    }

    @Test
    void texts_of_any_length_come_back_between_numbers() {
        Random random = new Random(1);
        Packed packed = new Packed(4);
        String[] texts = {"", "a", "\u00e9\uD83D\uDE00", "x".repeat(127), "y".repeat(128), "z".repeat(70_000)};
        for (String text : texts) {
            packed.text(UTF8String.fromString(text));
            packed.signed(text.length());
        }
        Unpacked unpacked = new Unpacked(packed.toBytes());
        for (String text : texts) {
            assertThat(unpacked.text().toString()).isEqualTo(text);
            assertThat(unpacked.signed()).isEqualTo(text.length());
        }
        assertThat(unpacked.isAtEnd()).isTrue();
        for (int run = 0; run < 1_000; run++) {
            long value = random.nextLong() >> random.nextInt(64);
            packed.clear();
            packed.signed(value);
            assertThat(new Unpacked(packed.toBytes()).signed()).isEqualTo(value);
        }
    }
}
