/** Finds the customers who are most like the members of a segment, by a model that is learned from these. */
package io.segmill.jobs.expand;
