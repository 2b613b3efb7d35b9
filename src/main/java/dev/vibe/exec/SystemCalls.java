package dev.vibe.exec;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binding of the few system calls of Linux that the JDK does not make. To link it takes some 16 ms
 * of a processor, so it is done once, beside something that waits.
 *
 * <p>Every function is called with three words, which the calling conventions of all Linux systems
 * pass as they pass fewer and narrower ones: one signature is linked instead of three.
 */
final class SystemCalls {

  private static final Logger LOG = LoggerFactory.getLogger(SystemCalls.class);

  /** Options of prctl(2). */
  private static final long PR_SET_DUMPABLE = 4;

  private static final long PR_SET_CHILD_SUBREAPER = 36;

  /** Option of waitpid(2): do not wait. */
  private static final long WNOHANG = 1;

  private static final FunctionDescriptor THREE_WORDS =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG);

  private final MethodHandle call;
  private final MemorySegment prctl;
  private final MemorySegment waitpid;

  private SystemCalls(MethodHandle call, MemorySegment prctl, MemorySegment waitpid) {
    this.call = call;
    this.prctl = prctl;
    this.waitpid = waitpid;
  }

  /** Empty where there are none, or where native access is not enabled. */
  @SuppressWarnings("restricted") // the launcher enables native access
  static Optional<SystemCalls> link() {
    if (!Files.isReadable(Path.of("/proc/self/stat"))) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      SymbolLookup library = linker.defaultLookup();
      return Optional.of(
          new SystemCalls(
              linker.downcallHandle(THREE_WORDS),
              library.findOrThrow("prctl"),
              library.findOrThrow("waitpid")));
    } catch (UnsupportedOperationException
        | NoSuchElementException
        | IllegalCallerException
        | LinkageError e) {
      LOG.warn("no system calls", e);
      return Optional.empty();
    }
  }

  /**
   * From now on a process below this one whose parent ends becomes a child of this one, whatever
   * session, group and environment it gave itself. Whether the system does it.
   */
  boolean adoptOrphans() {
    return call(prctl, PR_SET_CHILD_SUBREAPER, 1, 0) == 0;
  }

  /**
   * From now on no other process may read the memory and the environment of this one, or trace it,
   * unless it may trace any. It leaves no core file either. Whether the system does it.
   */
  boolean hideMemory() {
    return call(prctl, PR_SET_DUMPABLE, 0, 0) == 0;
  }

  /** Takes the end of a child that has ended, so that the system forgets it. Does not wait. */
  void reap(long child) {
    call(waitpid, child, 0, WNOHANG);
  }

  /** Both functions give an {@code int}. */
  private int call(MemorySegment function, long first, long second, long third) {
    try {
      return (int) (long) call.invokeExact(function, first, second, third);
    } catch (Throwable e) {
      throw new IllegalStateException("a system call cannot throw", e);
    }
  }
}
