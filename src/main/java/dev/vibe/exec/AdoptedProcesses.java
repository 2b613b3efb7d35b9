package dev.vibe.exec;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Finder of processes that commands left behind and that the kernel then gave to vibe, which no
 * change of session, group or environment prevents. Thread-safe.
 *
 * <p>A child of vibe is an adopted one when it is in another session than vibe and is none that
 * vibe started so itself: all others that vibe starts stay in its session. The JDK waits only for
 * those that it started; an adopted one that has ended is reaped here, or it would stay as a
 * zombie.
 */
final class AdoptedProcesses {

  /** A zombie that was never seen alive is reaped after so long: the JDK takes its own at once. */
  private static final long STALE = TimeUnit.SECONDS.toNanos(1);

  /** Bytes of {@code /proc/PID/stat} that hold its first 22 fields, however long these are. */
  private static final int STAT_LENGTH = 512;

  private final Optional<SystemCalls> calls;
  private final String mark;
  private final long session;
  private final Set<Long> started = ConcurrentHashMap.newKeySet();

  /** Those seen already, by when they began. */
  private final Map<Id, Seen> seen = new HashMap<>();

  /** A process and when it began, in ticks since the machine did: ids are given again. */
  record Id(long pid, long begin) {}

  /** What is known of one: whose it is, and when it was first looked at. */
  private record Seen(Whose whose, boolean wasAlive, long since) {}

  /** Whose doing a process is. */
  private enum Whose {
    COMMANDS,
    /** It came while no command ran: a program that the user or git started. */
    OTHERS
  }

  /** One line of {@code /proc/PID/stat}, as far as it is of use. */
  private record Stat(Id id, boolean isZombie, long session) {}

  /**
   * Finds those of one runner.
   *
   * @param calls empty where orphans do not come to vibe: nothing is found then
   * @param mark that of the runner's commands, see {@link MarkedProcesses}
   */
  AdoptedProcesses(Optional<SystemCalls> calls, String mark) {
    this.calls = calls;
    this.mark = mark;
    this.session =
        calls.isEmpty() ? 0 : stat(ProcessHandle.current().pid()).map(Stat::session).orElse(0L);
  }

  /** Whether nothing that a command leaves behind can get away. */
  boolean isSure() {
    return calls.isPresent();
  }

  /** Makes known one that vibe starts in a session of its own. */
  void started(long pid) {
    started.add(pid);
  }

  /** No command runs: whatever is there now is somebody else's. */
  synchronized void leaveAlone() {
    look(Whose.OTHERS);
  }

  /** The living ones that commands left behind. Reaps those that have ended. */
  synchronized List<Id> left() {
    return look(Whose.COMMANDS);
  }

  /** Whether something is to be reaped, or will be. */
  synchronized boolean isWatching() {
    return seen.values().stream()
        .anyMatch(each -> !each.wasAlive() || each.whose() == Whose.COMMANDS);
  }

  private List<Id> look(Whose newOnes) {
    if (calls.isEmpty()) {
      return List.of();
    }
    List<Id> living = new ArrayList<>();
    Map<Id, Seen> still = new HashMap<>();
    long now = System.nanoTime();
    for (Stat child : children()) {
      Seen known = seen.get(child.id());
      Seen as =
          known == null
              ? new Seen(isOfAnother(child) ? Whose.OTHERS : newOnes, !child.isZombie(), now)
              : known;
      if (child.isZombie()) {
        if (as.wasAlive() || now - as.since() > STALE) {
          calls.get().reap(child.id().pid());
          continue;
        }
      } else if (as.whose() == Whose.COMMANDS) {
        living.add(child.id());
      }
      still.put(child.id(), as);
    }
    seen.clear();
    seen.putAll(still);
    return living;
  }

  private List<Stat> children() {
    return ProcessHandle.current()
        .children()
        .map(child -> stat(child.pid()))
        .flatMap(Optional::stream)
        .filter(child -> child.session() != session && !started.contains(child.id().pid()))
        .toList();
  }

  /** A shell of another runner of this process, or what the user's own editor left. */
  private boolean isOfAnother(Stat child) {
    String whose = MarkedProcesses.markOf(child.id().pid());
    return !whose.isEmpty() && !whose.startsWith(mark);
  }

  static Optional<Long> begin(long pid) {
    return stat(pid).map(stat -> stat.id().begin());
  }

  /** Empty for one that has just ended. */
  private static Optional<Stat> stat(long pid) {
    try (InputStream in = new FileInputStream("/proc/" + pid + "/stat")) {
      byte[] bytes = new byte[STAT_LENGTH];
      int length = in.readNBytes(bytes, 0, bytes.length);
      String line = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      // Fields from the third on; see proc(5).
      String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
      return Optional.of(
          new Stat(
              new Id(pid, Long.parseLong(fields[22 - 3])),
              fields[0].equals("Z") || fields[0].equals("X"),
              Long.parseLong(fields[6 - 3])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** It and all below it, as they are now. */
  static List<ProcessHandle> tree(Id root) {
    Optional<ProcessHandle> handle = ProcessHandle.of(root.pid());
    if (handle.isEmpty() || !begin(root.pid()).equals(Optional.of(root.begin()))) {
      return List.of();
    }
    List<ProcessHandle> all = new ArrayList<>();
    all.add(handle.get());
    handle.get().descendants().forEach(all::add);
    return all;
  }
}
