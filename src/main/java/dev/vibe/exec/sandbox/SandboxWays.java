package dev.vibe.exec.sandbox;

import static dev.vibe.exec.shell.ShellWriter.quoted;

import dev.vibe.exec.LandlockCalls;
import dev.vibe.exec.Launch;
import dev.vibe.file.ProgramPath;
import dev.vibe.net.HostRules;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ways into a sandbox that this machine may offer, and the proof of the one that is taken: a
 * program is started by it that tries to write where it may and where it may not. Thread-safe.
 */
final class SandboxWays implements AutoCloseable {

  private static final int SECONDS = 5;

  /** One for each kind of work in a folder or two. */
  private static final int MOST_WRAPPED = 8;

  private static final String TEMP = "/tmp";
  private static final String SOCKET = ".vibe-hosts";

  /** Writes where it may not, then where it may; the folders are given to it. */
  private static final String TRIAL =
      """
      echo x 2>/dev/null >"$1"
      [ "$2" = own ] && [ -e "/proc/$3" ] && exit 3
      echo x >"$4/probe"
      """;

  private final SandboxTerms terms;
  private final List<Level> levels;
  private final ProgramPath programs;
  private final List<String> tried = new ArrayList<>();
  private Optional<LandlockCalls> landlock = Optional.empty();
  private @Nullable Level found;
  private @Nullable ScratchFolder scratch;
  private @Nullable HostProxy proxy;
  private Optional<ProcessCap> cap = Optional.empty();
  private boolean isCapTried;

  private final List<Wrapped> wrapped = new ArrayList<>();

  /**
   * Tries nothing yet.
   *
   * @param levels to try, in this order
   */
  SandboxWays(SandboxTerms terms, List<Level> levels) {
    this.terms = terms;
    this.levels = List.copyOf(levels);
    this.programs = new ProgramPath(terms.programs(), List.of());
  }

  /**
   * Way into it for one command.
   *
   * @param prefix what goes before the shell
   * @param temp where its folder for temporary files is, as it sees it
   */
  record Way(List<String> prefix, Launch.Starter starter, String temp) {}

  /** The way into bubblewrap for the very view, kept for the next command that has it. */
  private record Wrapped(SandboxView view, Path directory, List<String> prefix) {}

  /** The strongest that works; found once. */
  synchronized Level level() {
    Level known = found;
    if (known != null) {
      return known;
    }
    tried.clear();
    Level level = Level.NONE;
    for (Level each : levels) {
      if (each == Level.NONE || works(each)) {
        level = each;
        break;
      }
    }
    removeScratch(); // who only asks may never close this
    if (!Thread.currentThread().isInterrupted()) {
      found = level;
    }
    return level;
  }

  /** What was tried in vain, for people. */
  synchronized List<String> tried() {
    return List.copyOf(tried);
  }

  /** The temp of the commands, kept from one to the next. */
  synchronized Path scratch() throws IOException {
    ScratchFolder made = scratch;
    if (made == null) {
      made = ScratchFolder.in(terms.temporary());
      scratch = made;
    }
    return made.temp();
  }

  /**
   * The way to the hosts that the user named, begun with the first command; empty where there are
   * none, or at a level that has no network of its own for it.
   */
  synchronized Optional<HostRelay> relay(Level level) throws IOException {
    String perl = program("perl");
    if (terms.hosts().isEmpty()
        || terms.network() == SandboxTerms.Network.ALL
        || !level.hasOwnProcesses()
        || perl.isEmpty()) {
      return Optional.empty();
    }
    if (proxy == null) {
      proxy = HostProxy.start(new HostRules(terms.hosts()), scratch().resolve(SOCKET));
    }
    return Optional.of(new HostRelay(perl, TEMP + "/" + SOCKET));
  }

  /**
   * What goes before all else: a shell that enters a group of root's, so that commands have no more
   * than so many processes, and that opens the filter for bubblewrap. The group is made with the
   * first command.
   */
  synchronized List<String> entrance(Level level, int most) throws IOException {
    if (isRoot() && !isCapTried) {
      isCapTried = true;
      cap = ProcessCap.of(most);
    }
    return opening(level, cap.map(made -> made.entering() + " && ").orElse(""));
  }

  private List<String> opening(Level level, String enter) throws IOException {
    if (level == Level.BUBBLEWRAP) {
      String filter = quoted(ScratchFolder.filter(scratch()).toString());
      String run = enter + "exec \"$@\" " + Bubblewrap.FILTER + "<" + filter;
      return List.of(program("sh"), "-c", run, "sh");
    }
    return enter.isEmpty() ? List.of() : List.of(program("sh"), "-c", enter + "exec \"$@\"", "sh");
  }

  /** How a command gets into it; the level must have been found. */
  synchronized Way into(Level level, SandboxView view, Path directory) throws IOException {
    long user = id(terms.folder());
    boolean isRoot = isRoot();
    return switch (level) {
      case BUBBLEWRAP ->
          new Way(wrapped(view, directory, isRoot && user != 0), ProcessBuilder::start, TEMP);
      case NAMESPACES ->
          new Way(
              new Namespaces(unsharing(), own("Uid:"), own("Gid:"))
                  .prefix(view, terms.network(), directory),
              ProcessBuilder::start,
              TEMP);
      case LANDLOCK ->
          new Way(
              List.of(),
              new Landlock(landlock.orElseThrow()).starter(view, terms.network()),
              view.scratch().toString());
      case SEATBELT ->
          new Way(
              new Seatbelt(program("sandbox-exec")).prefix(view, terms.network()),
              ProcessBuilder::start,
              view.scratch().toString());
      case NONE -> new Way(List.of(), ProcessBuilder::start, terms.temporary().toString());
    };
  }

  @SuppressWarnings(
      "ReferenceEquality") // a view that is kept is the very same; equal ones are long
  private List<String> wrapped(SandboxView view, Path directory, boolean isForeign) {
    for (Wrapped each : wrapped) {
      if (each.view() == view && each.directory().equals(directory)) {
        return each.prefix();
      }
    }
    if (wrapped.size() == MOST_WRAPPED) {
      wrapped.clear();
    }
    List<String> prefix =
        new Bubblewrap(Path.of(program("bwrap")), isRoot())
            .prefix(view, terms.network(), directory, isForeign);
    wrapped.add(new Wrapped(view, directory, prefix));
    return prefix;
  }

  /** Its absolute path; empty when there is none of that name. */
  private String program(String name) {
    return programs.find(name).map(Path::toString).orElse("");
  }

  private Namespaces.Programs unsharing() {
    return new Namespaces.Programs(
        program("sh"), program("unshare"), program("mount"), program("setpriv"), program("ip"));
  }

  private boolean works(Level level) {
    String lack = lack(level);
    if (lack.isEmpty()) {
      try {
        lack = tryOut(level);
      } catch (IOException e) {
        lack = String.valueOf(e.getMessage());
      }
    }
    if (!lack.isEmpty()) {
      tried.add(level.label() + ": " + lack);
    }
    return lack.isEmpty();
  }

  /** What it needs and is not there. */
  private String lack(Level level) {
    return switch (level) {
      case BUBBLEWRAP -> program("bwrap").isEmpty() ? "not installed" : "";
      case NAMESPACES ->
          unsharing().areThere() ? "" : "sh, unshare, mount and setpriv are not all there";
      case LANDLOCK -> {
        landlock = LandlockCalls.link();
        yield landlock.isEmpty() ? "the kernel has none, or it is switched off" : "";
      }
      case SEATBELT -> program("sandbox-exec").isEmpty() ? "not there" : "";
      case NONE -> "";
    };
  }

  private String tryOut(Level level) throws IOException {
    Path temp = scratch();
    Path locked = temp.resolveSibling("locked");
    Files.deleteIfExists(temp.resolve("probe"));
    SandboxView view = SandboxView.of(terms, SandboxView.Work.ANYTHING, List.of(), List.of(), temp);
    Way way = into(level, view.having(List.of()), Path.of("/"));
    List<String> argv = new ArrayList<>(opening(level, ""));
    argv.addAll(way.prefix());
    argv.addAll(
        List.of(
            ProgramPath.ofSystem("sh"),
            "-c",
            TRIAL,
            "sh",
            locked.toString(),
            level.hasOwnProcesses() ? "own" : "shared",
            Long.toString(ProcessHandle.current().pid()),
            way.temp()));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    Process process = way.starter().start(builder);
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        return "it does not end";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } finally {
      process.destroyForcibly();
    }
    if (Files.size(locked) > 0) {
      return "it does not keep files from being written";
    }
    return Files.exists(temp.resolve("probe")) && process.exitValue() == 0
        ? ""
        : "not allowed here, or it does not work";
  }

  static boolean isRoot() {
    return Own.IS_ROOT;
  }

  /** Holder of what stays so as long as this process runs, looked at when it is first asked for. */
  private static final class Own {
    private static final boolean IS_ROOT = own("Uid:") == 0;
  }

  /** Of this process; 0 where it is not known. The owner of its files is no witness. */
  private static long own(String kind) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith(kind)) {
          return Long.parseLong(line.split("\\s+", -1)[2]);
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static long id(Path folder) {
    try {
      return ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
    } catch (IOException | UnsupportedOperationException e) {
      return 0;
    }
  }

  /** The temp goes with all that is in it; no link is followed. */
  @Override
  public synchronized void close() {
    if (proxy != null) {
      proxy.close();
      proxy = null;
    }
    cap.ifPresent(ProcessCap::close);
    cap = Optional.empty();
    removeScratch();
  }

  private void removeScratch() {
    ScratchFolder made = scratch;
    scratch = null;
    if (made != null) {
      made.close();
    }
  }
}
