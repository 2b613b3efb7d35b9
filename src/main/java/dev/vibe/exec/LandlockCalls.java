package dev.vibe.exec;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binding of the system calls of Landlock, which the thread that makes them gives up rights with,
 * for itself and all that it starts. See landlock(7).
 */
public final class LandlockCalls {

  private static final Logger LOG = LoggerFactory.getLogger(LandlockCalls.class);

  /** Numbers of the calls, the same on every kind of processor. */
  private static final long CREATE_RULESET = 444;

  private static final long ADD_RULE = 445;
  private static final long RESTRICT_SELF = 446;
  private static final long VERSION_ONLY = 1;
  private static final long PATH_BENEATH = 1;
  private static final long PR_SET_NO_NEW_PRIVS = 38;
  private static final int O_PATH_CLOEXEC = 0x280000;

  /** Rights on files: to run, write, read, list; then those to make, remove and move. */
  private static final long EXECUTE = 1;

  private static final long WRITE_FILE = 1 << 1;
  private static final long READ_FILE = 1 << 2;
  private static final long READ_DIR = 1 << 3;
  private static final long TRUNCATE = 1 << 14;
  private static final long IOCTL_DEV = 1 << 15;

  /** All there were in the first version. */
  private static final long FIRST = (1 << 13) - 1;

  private static final long REFER = 1 << 13;

  /** Of characters and of blocks: root could read a disk by one of its own. */
  private static final long MAKE_DEVICES = 1 << 6 | 1 << 11;

  /** Versions that brought a right. */
  private static final int WITH_REFER = 2;

  private static final int WITH_TRUNCATE = 3;
  private static final int WITH_TCP = 4;
  private static final int WITH_IOCTL = 5;
  private static final int WITH_SCOPES = 6;

  private static final long BIND_AND_CONNECT = 3;

  /** Abstract Unix sockets, and signals. */
  private static final long SCOPES = 3;

  private static final FunctionDescriptor FIVE_WORDS =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG);

  private final MethodHandle call;
  private final MemorySegment syscall;
  private final MemorySegment prctl;
  private final MemorySegment open;
  private final MemorySegment close;
  private final int version;

  private LandlockCalls(MethodHandle call, SymbolLookup library) {
    this.call = call;
    this.syscall = library.findOrThrow("syscall");
    this.prctl = library.findOrThrow("prctl");
    this.open = library.findOrThrow("open");
    this.close = library.findOrThrow("close");
    this.version = (int) call(syscall, CREATE_RULESET, 0, 0, VERSION_ONLY, 0);
  }

  /** State of TCP. */
  public enum Tcp {
    OPEN,
    CLOSED
  }

  /**
   * Rules that a thread puts itself under.
   *
   * @param readable to be read and run with all below; names can be listed everywhere
   * @param writable to be read and written with all below
   */
  public record Rules(List<Path> readable, List<Path> writable, Tcp tcp) {
    public Rules {
      readable = List.copyOf(readable);
      writable = List.copyOf(writable);
    }
  }

  /** Empty where the kernel has no Landlock, or where native access is not enabled. */
  @SuppressWarnings("restricted") // the launcher enables native access
  public static Optional<LandlockCalls> link() {
    if (!Files.isReadable(Path.of("/proc/self/stat"))) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      LandlockCalls calls =
          new LandlockCalls(linker.downcallHandle(FIVE_WORDS), linker.defaultLookup());
      return Optional.of(calls).filter(linked -> linked.version > 0);
    } catch (UnsupportedOperationException
        | NoSuchElementException
        | IllegalCallerException
        | LinkageError e) {
      LOG.warn("no Landlock", e);
      return Optional.empty();
    }
  }

  /** Version of Landlock that the kernel has. */
  public int version() {
    return version;
  }

  /** Whether it can close TCP. */
  public boolean closesTcp() {
    return version >= WITH_TCP;
  }

  /**
   * Puts the calling thread under rules, for good: to be called on a thread of its own.
   *
   * @throws IOException when the system does not do it; the thread must not start anything then
   */
  public void restrictThread(Rules rules) throws IOException {
    long files = FIRST;
    files |= version >= WITH_REFER ? REFER : 0;
    files |= version >= WITH_TRUNCATE ? TRUNCATE : 0;
    files |= version >= WITH_IOCTL ? IOCTL_DEV : 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(3 * Long.BYTES, Long.BYTES);
      attributes.setAtIndex(ValueLayout.JAVA_LONG, 0, files);
      long tcp = rules.tcp() == Tcp.CLOSED && closesTcp() ? BIND_AND_CONNECT : 0;
      attributes.setAtIndex(ValueLayout.JAVA_LONG, 1, tcp);
      attributes.setAtIndex(ValueLayout.JAVA_LONG, 2, version >= WITH_SCOPES ? SCOPES : 0);
      long size = version >= WITH_SCOPES ? 24 : version >= WITH_TCP ? 16 : 8;
      long set = call(syscall, CREATE_RULESET, attributes.address(), size, 0, 0);
      check(set, "landlock_create_ruleset");
      try {
        allow(arena, set, Path.of("/"), READ_DIR);
        for (Path path : rules.readable()) {
          allow(arena, set, path, READ_FILE | READ_DIR | EXECUTE);
        }
        for (Path path : rules.writable()) {
          allow(arena, set, path, files & ~MAKE_DEVICES);
        }
        check(call(prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
        check(call(syscall, RESTRICT_SELF, set, 0, 0, 0), "landlock_restrict_self");
      } finally {
        call(close, set, 0, 0, 0, 0);
      }
    }
  }

  /** What is gone meanwhile needs no rule. */
  private void allow(Arena arena, long set, Path path, long rights) throws IOException {
    MemorySegment name = arena.allocateFrom(path.toString());
    long file = call(open, name.address(), O_PATH_CLOEXEC, 0, 0, 0);
    if ((int) file < 0) {
      return;
    }
    try {
      boolean isFolder = Files.isDirectory(path);
      long onFile = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;
      long known =
          version >= WITH_IOCTL ? -1 : version >= WITH_TRUNCATE ? ~IOCTL_DEV : FIRST | REFER;
      MemorySegment rule = arena.allocate(12, Long.BYTES);
      rule.set(ValueLayout.JAVA_LONG, 0, rights & (isFolder ? -1 : onFile) & known);
      rule.set(ValueLayout.JAVA_INT, Long.BYTES, (int) file);
      check(
          call(syscall, ADD_RULE, set, PATH_BENEATH, rule.address(), 0),
          "landlock_add_rule " + path);
    } finally {
      call(close, file, 0, 0, 0, 0);
    }
  }

  private static void check(long result, String what) throws IOException {
    if ((int) result < 0) {
      throw new IOException(what + " failed");
    }
  }

  /** All these functions take words and give one. */
  private long call(
      MemorySegment function, long first, long second, long third, long fourth, long fifth) {
    try {
      return (long) call.invokeExact(function, first, second, third, fourth, fifth);
    } catch (Throwable e) {
      throw new IllegalStateException("a system call cannot throw", e);
    }
  }
}
