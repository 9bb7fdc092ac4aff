package io.segmill.orchestration.batch;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.project.Segment;
import io.segmill.core.run.History;
import io.segmill.core.run.RunRecord;
import io.segmill.core.run.TaskName;
import io.segmill.jobs.table.RunTables;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * What the processes of one run share.
 *
 * @param readBefore what tasks that were stopped in an earlier attempt had read: tables and their versions
 */
record NightContext(
        CheckedProject project,
        NightPlan plan,
        RunRecord run,
        History history,
        Warehouse warehouse,
        TableVersions versions,
        RunTables runTables,
        TaskBoard board,
        Map<TaskName, Map<String, Long>> readBefore,
        CancelSignal cancel,
        Clock clock) {
    /** Whether a segment takes part in this run, by the moment for which the run stands. */
    boolean isActive(Segment segment) {
        Instant moment = project.settings().momentOf(plan.asOf(), run.started());
        return segment.activation().at(moment) == Segment.State.ACTIVE;
    }
}
