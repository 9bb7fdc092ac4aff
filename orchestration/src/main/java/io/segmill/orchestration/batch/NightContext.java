package io.segmill.orchestration.batch;

import io.segmill.core.checking.CheckedProject;
import io.segmill.core.run.History;
import io.segmill.core.run.RunRecord;
import io.segmill.jobs.table.RunTables;
import io.segmill.jobs.table.TableVersions;
import io.segmill.jobs.table.Warehouse;
import java.time.Clock;

/** What the processes of one run share. */
record NightContext(
        CheckedProject project,
        NightPlan plan,
        RunRecord run,
        History history,
        Warehouse warehouse,
        TableVersions versions,
        RunTables runTables,
        TaskBoard board,
        CancelSignal cancel,
        Clock clock) {}
