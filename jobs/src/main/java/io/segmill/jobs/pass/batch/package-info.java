/** Column batches of rows, and how their columns are read. */
package io.segmill.jobs.pass.batch;
