package io.segmill.core.checking;

import io.segmill.core.binding.Catalog;
import io.segmill.core.definition.Literal;
import io.segmill.core.problem.Code;
import io.segmill.core.problem.Problems;
import java.util.List;

/** What is referred to is exactly the key of its source: else one row could mean many. */
final class KeyRule {
    private KeyRule() {}

    /** Whether it is, as far as the key could be read; told when not. */
    static boolean check(
            Catalog.Table table, String column, Literal at, String reason, Catalog catalog, Problems problems) {
        if (table.key().isEmpty() || table.key().get().equals(List.of(column))) {
            return true;
        }
        String shown = catalog.shown(column);
        if (table.key().get().isEmpty()) {
            problems.error(
                    Code.KEY_NEEDED,
                    at.location(),
                    "source '" + table.source() + "' has no key, and " + reason,
                    "write key: [" + shown + "] in sources/" + table.source() + ".yaml");
        } else {
            problems.error(
                    Code.KEY_MISMATCH,
                    at.location(),
                    "'" + shown + "' is not the key of source '" + table.source() + "', and " + reason,
                    "its key is [" + String.join(", ", catalog.shown(table.key().get()))
                            + "]: name that column here, or change the key in sources/" + table.source() + ".yaml");
        }
        return false;
    }
}
