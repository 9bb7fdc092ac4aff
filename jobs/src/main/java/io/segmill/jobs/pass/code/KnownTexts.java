package io.segmill.jobs.pass.code;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** Texts that are known before others come, numbered in their order; for all threads of a process. */
public final class KnownTexts {
    private final UTF8String[] texts;
    private final Map<UTF8String, Integer> numbers;

    public KnownTexts(Collection<UTF8String> some) {
        this.texts = some.stream().distinct().sorted(UTF8String::binaryCompare).toArray(UTF8String[]::new);
        this.numbers = new HashMap<>(2 * texts.length);
        for (int number = 0; number < texts.length; number++) {
            numbers.put(texts[number], number);
        }
    }

    int count() {
        return texts.length;
    }

    /** The number of a text; null if it is not known. */
    Integer number(UTF8String text) {
        return numbers.get(text);
    }

    UTF8String text(int number) {
        return texts[number];
    }
}
