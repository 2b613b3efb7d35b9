/**
 * The ledger of a run, and commits that hold exactly that.
 *
 * <p>What a person staged, and their hunks in a file that the run touched as well, stay as they
 * are.
 */
@NullMarked
package dev.vibe.git.commit;

import org.jspecify.annotations.NullMarked;
