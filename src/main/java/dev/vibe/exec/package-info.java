/**
 * Commands as process groups of their own, with bounded output, a time limit and a filtered
 * environment.
 *
 * <p>A command never has a terminal or the session's standard streams; nothing that a runner
 * started outlives {@link dev.vibe.exec.CommandRunner#close()}, where orphans come to vibe's own
 * process (Linux, {@link dev.vibe.exec.OwnProcess}); elsewhere a process that has both left its
 * group and wiped its environment does. Memory does not grow with the output.
 */
@NullMarked
package dev.vibe.exec;

import org.jspecify.annotations.NullMarked;
