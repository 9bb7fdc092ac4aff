package io.segmill.orchestration.cli.changing;

import io.segmill.core.project.Activation;
import io.segmill.core.reading.yaml.YamlEdit;
import io.segmill.core.reading.yaml.YamlScalar;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Changes of a segment's state in its file. */
final class StateChange {
    private static final List<String> BEHIND = List.of("state", "type", "description", "name");

    private StateChange() {}

    /** That state from now on, whatever moments were set; {@code active} goes without saying. */
    static String now(String text, String state) {
        String stated = state.equals("active") && !YamlEdit.has(text, "state")
                ? text
                : YamlEdit.set(text, "state", state, BEHIND);
        return YamlEdit.remove(YamlEdit.remove(stated, "activate-at"), "deactivate-at");
    }

    /**
     * Another state from a moment on. Moments that were reached decide on the state of now; where one of them gives way,
     * it is written as the state.
     *
     * @param key {@code activate-at} or {@code deactivate-at}
     * @param activation as the file has it
     */
    static String at(String text, String key, String moment, Activation activation, Instant now) {
        Optional<Instant> replaced = key.equals("activate-at") ? activation.activateAt() : activation.deactivateAt();
        String stated = text;
        if (replaced.filter(at -> !at.isAfter(now)).isPresent()) {
            stated = now(text, activation.at(now).name().toLowerCase(Locale.ROOT), activation, now);
        }
        return YamlEdit.set(stated, key, YamlScalar.of(moment), BEHIND);
    }

    /** That state from now on, and later what is set for later. */
    private static String now(String text, String state, Activation activation, Instant now) {
        String stated = YamlEdit.set(text, "state", state, BEHIND);
        if (activation.activateAt().filter(at -> !at.isAfter(now)).isPresent()) {
            stated = YamlEdit.remove(stated, "activate-at");
        }
        if (activation.deactivateAt().filter(at -> !at.isAfter(now)).isPresent()) {
            stated = YamlEdit.remove(stated, "deactivate-at");
        }
        return stated;
    }
}
