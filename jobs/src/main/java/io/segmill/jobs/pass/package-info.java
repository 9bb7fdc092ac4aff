/** One pass over the data that evaluates all segments of a run together. */
package io.segmill.jobs.pass;
