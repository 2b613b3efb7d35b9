package dev.vibe.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Finder and ender of the processes that commands leave running: those that carry a command's mark,
 * and those that came to vibe when their parent ended. Of the latter one that carries no mark is
 * taken for the doing of the command after whose end it is first seen, if it began after that one
 * did. Thread-safe.
 */
final class LeftProcesses {

  /** How long ending may take in all; whoever kills a swarm may have to look more than once. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);

  /** Between two looks for what has ended, while something runs. */
  private static final Duration REAP_EVERY = Duration.ofSeconds(1);

  private final AdoptedProcesses adopted;
  private final ProcessSupervisor supervisor;
  private final Supplier<List<CommandId>> live;
  private final Map<AdoptedProcesses.Id, CommandId> owners = new HashMap<>();
  private final AtomicBoolean reaping = new AtomicBoolean();

  /**
   * Finds what commands left.
   *
   * @param live the commands that are not over
   */
  LeftProcesses(
      AdoptedProcesses adopted, ProcessSupervisor supervisor, Supplier<List<CommandId>> live) {
    this.adopted = adopted;
    this.supervisor = supervisor;
    this.live = live;
  }

  /** To be called before a command starts: what is there while none runs is nobody's of these. */
  void aboutToStart() {
    if (live.get().isEmpty()) {
      adopted.leaveAlone();
    }
    if (adopted.isSure() && reaping.compareAndSet(false, true)) {
      Thread.ofVirtual().name("reaper").start(this::reap);
    }
  }

  /**
   * What would be a zombie until vibe ends is reaped, while commands run and as long as there is
   * one.
   */
  private void reap() {
    try {
      do {
        Thread.sleep(REAP_EVERY);
        adopted.left();
      } while (!live.get().isEmpty() || adopted.isWatching());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      reaping.set(false);
    }
  }

  /** The living ones of a command, but not its shell. */
  synchronized List<ProcessHandle> of(CommandId command) {
    Set<ProcessHandle> all =
        new LinkedHashSet<>(MarkedProcesses.find(command.mark(), command.group()));
    List<AdoptedProcesses.Id> left = adopted.left();
    owners.keySet().retainAll(Set.copyOf(left));
    for (AdoptedProcesses.Id id : left) {
      Optional<CommandId> owner =
          Optional.ofNullable(owners.get(id)).or(() -> ownerOf(id, command));
      owner.filter(command::equals).ifPresent(mine -> all.addAll(AdoptedProcesses.tree(id)));
    }
    return List.copyOf(all);
  }

  private Optional<CommandId> ownerOf(AdoptedProcesses.Id id, CommandId asked) {
    String mark = MarkedProcesses.markOf(id.pid());
    Optional<CommandId> owner =
        mark.isEmpty()
            ? Optional.of(asked).filter(command -> id.begin() >= command.begin())
            : live.get().stream().filter(command -> command.mark().equals(mark)).findFirst();
    owner.ifPresent(
        command -> {
          owners.put(id, command);
          supervisor.watch(id);
        });
    return owner;
  }

  /** Ends those of a command for good; what is left after that is another user's, or stuck. */
  void end(CommandId command) {
    end(() -> of(command));
  }

  /** Ends all that came to vibe, whosever they were. */
  void endAll() {
    end(() -> adopted.left().stream().flatMap(id -> AdoptedProcesses.tree(id).stream()).toList());
  }

  /** The ones below one that ends come up only then. */
  private static void end(Supplier<List<ProcessHandle>> which) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<ProcessHandle> living = new ArrayList<>(which.get());
    while (!living.isEmpty() && System.nanoTime() < deadline) {
      living.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      living = which.get();
    }
  }
}
