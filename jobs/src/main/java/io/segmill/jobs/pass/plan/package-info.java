/** What the segments of a run ask together, each thing once. */
package io.segmill.jobs.pass.plan;
