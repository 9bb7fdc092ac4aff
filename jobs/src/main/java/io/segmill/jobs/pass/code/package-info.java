/** How values travel from rows to customers: as longs where they fit, packed into bytes, interned where they do not. */
package io.segmill.jobs.pass.code;
