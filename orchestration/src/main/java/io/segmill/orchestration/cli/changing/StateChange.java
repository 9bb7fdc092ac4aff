package io.segmill.orchestration.cli.changing;

import io.segmill.core.reading.yaml.YamlEdit;
import io.segmill.core.reading.yaml.YamlScalar;
import java.util.List;

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

    /** @param key {@code activate-at} or {@code deactivate-at} */
    static String at(String text, String key, String moment) {
        return YamlEdit.set(text, key, YamlScalar.of(moment), BEHIND);
    }
}
