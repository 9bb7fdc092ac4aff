/** Changes definitions' files so that nothing but the intended characters changes. */
package io.segmill.core.editing;
