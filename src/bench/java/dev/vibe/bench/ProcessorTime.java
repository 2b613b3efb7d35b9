package dev.vibe.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Measure of the processor time of all processes that this one started and that have ended, and of
 * those they waited for. The kernel keeps it to the microsecond, and Java does not tell it.
 */
final class ProcessorTime {

  private static final int CHILDREN = -1;

  /** Larger than the structure is anywhere. */
  private static final int STRUCTURE_BYTES = 256;

  private final MethodHandle getrusage;

  ProcessorTime() {
    Linker linker = Linker.nativeLinker();
    getrusage =
        linker.downcallHandle(
            linker.defaultLookup().find("getrusage").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
  }

  /** User and system time. */
  double childrenMillis() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(STRUCTURE_BYTES, Long.BYTES);
      int failed = (int) getrusage.invokeExact(CHILDREN, usage);
      if (failed != 0) {
        throw new IllegalStateException("getrusage failed");
      }
      return time(usage, 0) + time(usage, 2L * Long.BYTES);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Seconds and microseconds; the latter are an int on some systems, with nothing behind them. */
  private static double time(MemorySegment usage, long at) {
    return usage.get(ValueLayout.JAVA_LONG, at) * 1e3
        + usage.get(ValueLayout.JAVA_INT, at + Long.BYTES) / 1e3;
  }
}
