/** How batches of rows become contributions to customers: which filters a row meets, and what it adds. */
package io.segmill.jobs.pass.rows;
