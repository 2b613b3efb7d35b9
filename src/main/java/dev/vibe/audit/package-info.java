/**
 * Record of what a session does that others can check: one line of JSON before and one after each
 * action, chained by digests, in a file, on standard output and at collectors.
 *
 * <p>Nothing of it is loaded where no sink is configured. The forms of records are described in
 * {@code docs/audit.md}.
 */
@NullMarked
package dev.vibe.audit;

import org.jspecify.annotations.NullMarked;
