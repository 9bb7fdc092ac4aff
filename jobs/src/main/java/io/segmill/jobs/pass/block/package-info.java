/** What becomes of a bin of customers: their rows are accumulated, conditions answered for all of them at once. */
package io.segmill.jobs.pass.block;
