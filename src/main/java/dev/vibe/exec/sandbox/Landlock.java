package dev.vibe.exec.sandbox;

import dev.vibe.exec.LandlockCalls;
import dev.vibe.exec.Launch;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Way into a sandbox by Landlock, without any program: a thread gives up rights for good, starts
 * the command, which inherits that, and ends.
 *
 * <p>Landlock only allows, by folders and all below them. So what lies in a writable folder cannot
 * be kept from being written, and what is hidden is what no rule allows: every folder above it is
 * allowed entry by entry. Names can be listed everywhere. It has no view of its own of processes,
 * and of the network it closes TCP alone.
 */
final class Landlock {

  /** Of all devices, disks among them, those that programs need. */
  private static final List<String> DEVICES =
      List.of(
          "/dev/null",
          "/dev/zero",
          "/dev/full",
          "/dev/tty",
          "/dev/shm",
          "/dev/random",
          "/dev/urandom");

  private static final Path ALL_DEVICES = Path.of("/dev");

  private final LandlockCalls calls;

  Landlock(LandlockCalls calls) {
    this.calls = calls;
  }

  /** Starter of processes that see and write no more than the view has. */
  Launch.Starter starter(SandboxView view, SandboxTerms.Network network) {
    List<Path> readable = readable(view);
    LandlockCalls.Tcp tcp =
        network == SandboxTerms.Network.NONE ? LandlockCalls.Tcp.CLOSED : LandlockCalls.Tcp.OPEN;
    return builder -> {
      List<Path> writable = writable(view);
      // Opened on the thread that starts it.
      Optional.ofNullable(builder.redirectOutput().file())
          .map(File::toPath)
          .ifPresent(writable::add);
      LandlockCalls.Rules rules = new LandlockCalls.Rules(readable, writable, tcp);
      FutureTask<Process> start =
          new FutureTask<>(
              () -> {
                calls.restrictThread(rules);
                return builder.start();
              });
      // A platform thread that nobody uses again: what it gives up it never gets back.
      Thread.ofPlatform().name("landlock").start(start);
      return await(start);
    };
  }

  private static Process await(FutureTask<Process> start) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return start.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static List<Path> writable(SandboxView view) {
    List<Path> all = new ArrayList<>(view.writable());
    all.add(view.scratch());
    DEVICES.stream().map(Path::of).filter(Files::exists).forEach(all::add);
    return all;
  }

  /** Everything but what is hidden, as few places as that takes. */
  private static List<Path> readable(SandboxView view) {
    List<Path> all = new ArrayList<>();
    addReadable(Path.of("/"), Set.copyOf(view.hidden()), all);
    // A place that is shown in one that is hidden.
    view.readOnly().stream()
        .filter(shown -> Files.exists(shown) && view.hidden().stream().anyMatch(shown::startsWith))
        .forEach(all::add);
    return all;
  }

  private static void addReadable(Path at, Set<Path> hidden, List<Path> all) {
    if (hidden.contains(at) || at.equals(ALL_DEVICES) || Files.isSymbolicLink(at)) {
      return;
    }
    if (at.getNameCount() > 0 && hidden.stream().noneMatch(each -> each.startsWith(at))) {
      all.add(at);
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(at)) {
      for (Path entry : entries) {
        if (Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
          addReadable(entry, hidden, all);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What cannot be listed is not allowed either.
    }
  }
}
