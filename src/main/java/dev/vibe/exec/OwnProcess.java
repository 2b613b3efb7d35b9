package dev.vibe.exec;

import dev.vibe.exec.EnvironmentBlock.Erasure;
import dev.vibe.text.SecretMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guard of vibe's own process against the commands that run beside it as the same user: what they
 * could read of it, and what they could leave behind. It is done once, beside something that waits,
 * and surely before the first command starts. Thread-safe.
 */
public final class OwnProcess {

  private static final Logger LOG = LoggerFactory.getLogger(OwnProcess.class);

  /** Number of the right to trace any process; see capabilities(7). */
  private static final int CAP_SYS_PTRACE = 19;

  private final SecretMask secrets;
  private final FutureTask<Guarded> task;
  private final Extent extent;
  private final AtomicBoolean begun = new AtomicBoolean();

  private OwnProcess(SecretMask secrets, FutureTask<Guarded> task, Extent extent) {
    this.secrets = secrets;
    this.task = task;
    this.extent = extent;
  }

  private enum Extent {
    VIBE_ALONE,
    MORE_THAN_VIBE
  }

  /**
   * State of the process once it is guarded.
   *
   * @param isErased whether no secret is left in its environment block
   * @param isHidden whether its memory cannot be read by processes of the same user
   * @param adopting how to end the life of orphans that come to it; empty where none come
   */
  record Guarded(boolean isErased, boolean isHidden, Optional<SystemCalls> adopting) {

    static final Guarded NOT = new Guarded(false, false, Optional.empty());
  }

  /** A process that is left as it is: one that is more than vibe alone. */
  public static OwnProcess unguarded() {
    return new OwnProcess(
        new SecretMask(), new FutureTask<>(() -> Guarded.NOT), Extent.MORE_THAN_VIBE);
  }

  /** This process, which is vibe and nothing else. Touches nothing yet. */
  public static OwnProcess guarded() {
    SecretMask secrets = new SecretMask();
    return new OwnProcess(secrets, new FutureTask<>(() -> guard(secrets)), Extent.VIBE_ALONE);
  }

  /** What this process knows and nobody else is to see; made known before the first command. */
  public SecretMask secrets() {
    return secrets;
  }

  /** The order counts: a process that hides its memory may no longer write it by its path. */
  private static Guarded guard(SecretMask secrets) {
    Erasure erasure =
        EnvironmentBlock.erase(
            (name, value) -> ChildEnvironment.isSecret(name, value) || secrets.isIn(value));
    Optional<SystemCalls> calls = SystemCalls.link();
    boolean isHidden = calls.map(SystemCalls::hideMemory).orElse(false);
    return new Guarded(erasure == Erasure.DONE, isHidden, calls.filter(SystemCalls::adoptOrphans));
  }

  /** Begins with it on a thread of its own, unless that was done. Never blocks. */
  public void begin() {
    if (!begun.getAndSet(true)) {
      // A platform thread: classes are loaded, which holds the carrier of a virtual one.
      Thread.ofPlatform().daemon().name("own-process").start(task);
    }
  }

  /**
   * Asks all that was started to end, before this process is halted. The supervisor of commands
   * does not obey: it ends what they began once this process is gone.
   */
  public void endDescendants() {
    if (extent == Extent.VIBE_ALONE) {
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
    }
  }

  /** What holds of it now, for people; blocks until it is done. */
  public State state() {
    Guarded guarded = await();
    return new State(
        guarded.isErased(), guarded.isHidden() && !mayTraceAny(), guarded.adopting().isPresent());
  }

  /** What it starts has the same right, and hides nothing from it. */
  private static boolean mayTraceAny() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith("CapEff:"))
          .map(line -> line.substring("CapEff:".length()).strip())
          .anyMatch(rights -> ((Long.parseUnsignedLong(rights, 16) >>> CAP_SYS_PTRACE) & 1) == 1);
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  /**
   * State of the process as people are told it.
   *
   * @param isErased whether no secret is left in its environment block
   * @param isHidden whether its memory cannot be read by processes of the same user
   * @param adopts whether every process that a command leaves behind comes to it
   */
  public record State(boolean isErased, boolean isHidden, boolean adopts) {}

  /** Blocks until it is done, whoever began. An interrupt is kept for later. */
  Guarded await() {
    begin();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          LOG.error("the process is not guarded", e);
          return Guarded.NOT;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
