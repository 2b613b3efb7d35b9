package dev.vibe.exec.sandbox;

import dev.vibe.exec.CommandLimits;
import dev.vibe.exec.CommandPart;
import dev.vibe.exec.CommandPart.When;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.Launch;
import dev.vibe.exec.Launch.Reach;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.ProcessResult;
import dev.vibe.exec.sandbox.SandboxTerms.Wish;
import dev.vibe.exec.sandbox.SandboxView.Work;
import dev.vibe.exec.shell.LineParts;
import dev.vibe.exec.shell.PlainGit;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Launcher that starts commands under the strongest confinement that this machine offers, which is
 * tried out when the first command wants to start. Thread-safe.
 *
 * <p>In {@code auto} those commands are confined that nobody said yes to. What somebody said yes to
 * runs as that person, by {@code outside}.
 */
public final class SandboxLauncher implements Launcher {

  /** Of a command, with threads, unless the user sets another number: none gets near it. */
  private static final int MOST_PROCESSES = 4096;

  private final SandboxTerms terms;
  private final Launcher outside;
  private final SandboxWays ways;
  private final StandIns standIns = new StandIns();
  private final KeptViews views;
  private final ObeyedFiles obeyed;
  private final HeldCopies copies = new HeldCopies();
  private final Map<String, String> given;
  private final AtomicBoolean isWarned = new AtomicBoolean();
  private volatile Asked asked = Asked.NOBODY;
  private volatile Predicate<CommandRequest> reading = request -> false;

  /**
   * Tries nothing yet.
   *
   * @param outside starts what is not confined
   * @param given the environment of vibe, of which only is asked what is not to be overridden
   */
  public SandboxLauncher(SandboxTerms terms, Launcher outside, Map<String, String> given) {
    this(terms, outside, given, List.of(Level.values()));
  }

  /** One that tries these levels alone. */
  SandboxLauncher(
      SandboxTerms terms, Launcher outside, Map<String, String> given, List<Level> levels) {
    this.terms = terms;
    this.outside = outside;
    this.given = Map.copyOf(given);
    this.ways = new SandboxWays(terms, levels);
    this.views = new KeptViews(terms);
    this.obeyed = new ObeyedFiles(terms.folders());
  }

  @Override
  public void startFor(Asked now, Predicate<CommandRequest> onlyReads) {
    asked = now;
    reading = onlyReads;
  }

  @Override
  public boolean isReading(CommandRequest request) {
    return terms.wish() != Wish.OFF && reading.test(request);
  }

  /** The level that commands are confined at; tries it out. */
  public Level level() {
    return terms.wish() == Wish.OFF ? Level.NONE : ways.level();
  }

  /** Why the wish cannot be granted on this machine; empty when it can. Tries it out. */
  public Optional<Problem> lack() {
    if (terms.wish() != Wish.REQUIRE || isEnough(level())) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            ProblemCode.NO_SANDBOX,
            level() == Level.NONE
                ? "this machine cannot confine commands, and a sandbox is required"
                : "a sandbox is required, and that of this machine cannot keep commands off the"
                    + " network, as --offline demands",
            String.join("; ", ways.tried()),
            "install bubblewrap, or allow user namespaces, or use --sandbox auto"));
  }

  /** Why no stronger level is in force, one a line; empty before the level was asked for. */
  public List<String> lacks() {
    return ways.tried();
  }

  private boolean isEnough(Level level) {
    return level != Level.NONE && (level.keepsOffNetwork() || !outside.isOffline());
  }

  private boolean isConfined(Reach reach) {
    return switch (terms.wish()) {
      case OFF -> false;
      case AUTO -> isUnasked(reach) && isEnough(level());
      case REQUIRE -> true;
    };
  }

  private boolean isUnasked(Reach reach) {
    return switch (reach) {
      case AS_SET -> asked == Asked.NOBODY;
      case READING, UNSEEN, HOOK -> true;
      case OUTSIDE -> false;
    };
  }

  @Override
  public boolean isOffline() {
    return outside.isOffline();
  }

  @Override
  public String confinement() {
    if (!isConfined(Reach.AS_SET)) {
      return outside.confinement();
    }
    String network =
        switch (terms.network()) {
          case NONE ->
              terms.hosts().isEmpty() ? "no network" : "with " + String.join(", ", terms.hosts());
          case ALL -> "with the network";
        };
    return "in a sandbox (" + level().label() + ", " + network + ")";
  }

  @Override
  public String confinementOutside() {
    return terms.wish() == Wish.REQUIRE ? confinement() : outside.confinement();
  }

  @Override
  public Optional<Problem> obstacle(String command) {
    return switch (terms.wish()) {
      case OFF -> outside.obstacle(command);
      case AUTO ->
          !outside.isOffline() || isConfined(Reach.AS_SET)
              ? Optional.empty()
              : outside.obstacle(command);
      case REQUIRE -> lack();
    };
  }

  @Override
  public Optional<Problem> warning() {
    return terms.wish() == Wish.AUTO && !isEnough(level()) && !isWarned.getAndSet(true)
        ? Optional.of(
            new Problem(
                ProblemCode.NOT_CONFINED,
                "commands run without a sandbox, as you",
                String.join("; ", ways.tried()),
                "install bubblewrap, or allow user namespaces; --sandbox require refuses them"
                    + " instead"))
        : Optional.empty();
  }

  /** Only what runs git alone may write its data, so that it has a launch of its own. */
  @Override
  public List<CommandPart> parts(CommandRequest request) {
    boolean isOne =
        request.background()
            || request.reach() == Reach.READING
            || !isConfined(request.reach())
            || !level().holdsGit();
    if (isOne) {
      return Launcher.super.parts(request);
    }
    List<CommandPart> parts = new ArrayList<>();
    for (LineParts.Part part : LineParts.of(request.command())) {
      When when = part.joint() == LineParts.Joint.IF_DONE ? When.IF_DONE : When.ALWAYS;
      parts.add(new CommandPart(when, part.text()));
    }
    return parts;
  }

  @Override
  public List<String> argv(List<String> shell, Path directory) {
    return launch(CommandRequest.foreground("", directory, CommandRequest.USUAL), shell).argv();
  }

  @Override
  public Launch launch(CommandRequest request, List<String> shell) {
    if (!isConfined(request.reach())) {
      return outside.launch(request, shell);
    }
    Optional<Problem> lack = lack();
    if (lack.isPresent()) {
      throw new VibeException(ExitCode.REFUSED, lack.get());
    }
    Level level = level();
    try {
      Work work = work(request);
      ObeyedFiles.Found found = work == Work.READS ? ObeyedFiles.Found.NONE : obeyed.now();
      // What git brings out of the history is not the command's doing.
      boolean plants = work == Work.ANYTHING || request.reach() == Reach.HOOK;
      Optional<PlantedFiles> planted = plants ? Optional.of(planted(found)) : Optional.empty();
      SandboxView view = views.of(work, found.near(), ways.scratch());
      List<Path> made = standIns.make(view.standIns());
      SandboxWays.Way way = ways.into(level, view.having(made), request.directory());
      List<String> argv = new ArrayList<>();
      if (level.hasOwnProcesses()) {
        argv.addAll(ways.entrance(level, mostProcesses()));
      }
      argv.addAll(way.prefix());
      Optional<HostRelay> relay = ways.relay(level);
      relay.ifPresent(hosts -> argv.addAll(hosts.prefix()));
      argv.addAll(shell);
      return new Launch(
          argv,
          environment(work, view, way.temp(), relay.isPresent()),
          level.label(),
          way.starter(),
          () -> {
            standIns.release(made);
            return planted.isPresent() ? planted.get().takeAway() : List.of();
          });
    } catch (IOException e) {
      throw new VibeException(
          ExitCode.FAILED,
          new Problem(
              ProblemCode.COMMAND_NOT_STARTED,
              "cannot make the sandbox of a command",
              e.toString(),
              "check that the folder for temporary files can be written, or use --sandbox off"),
          e);
    }
  }

  private PlantedFiles planted(ObeyedFiles.Found found) {
    return new PlantedFiles(
        terms.folders(),
        obeyed,
        new HashSet<>(found.all()),
        copies.now(found.deep()),
        terms.putBack());
  }

  private static Work work(CommandRequest request) {
    return switch (request.reach()) {
      case READING -> Work.READS;
      case HOOK -> Work.GIT;
      case AS_SET, UNSEEN, OUTSIDE -> PlainGit.is(request.command()) ? Work.GIT : Work.ANYTHING;
    };
  }

  private Map<String, String> environment(
      Work work, SandboxView view, String temp, boolean hasHosts) {
    Map<String, String> variables = new HashMap<>();
    if (work == Work.GIT
        && GitDataFolders.namedHooks(terms.folder()).filter(view::mayWrite).isPresent()) {
      // Any command before this one may have written them.
      variables.put("GIT_CONFIG_COUNT", "1");
      variables.put("GIT_CONFIG_KEY_0", "core.hooksPath");
      variables.put("GIT_CONFIG_VALUE_0", "/dev/null");
    }
    variables.put("TMPDIR", temp);
    if (hasHosts) {
      variables.putAll(HostRelay.variables(terms.hosts()));
    }
    variables.put("VIBE_SANDBOX", level().label());
    if (!given.containsKey("GOCACHE")) {
      variables.put("GOCACHE", temp + "/.cache/go-build");
    }
    return variables;
  }

  @Override
  public Optional<String> stopped(String level, ProcessResult result) {
    return level.isEmpty()
        ? Optional.empty()
        : StoppedCommand.from(level(), terms.network(), result)
            .or(() -> StoppedCommand.fromForking(mostProcesses(), result));
  }

  @Override
  public CommandLimits limits(CommandRequest request) {
    // In namespaces of its own only its own processes count; elsewhere all of the user's would.
    return isConfined(request.reach()) && level().hasOwnProcesses()
        ? terms.limits().withProcesses(mostProcesses())
        : terms.limits();
  }

  private int mostProcesses() {
    int set = terms.limits().processes();
    return set == 0 ? MOST_PROCESSES : set;
  }

  @Override
  public boolean mayGoOutside() {
    return terms.wish() == Wish.AUTO;
  }

  @Override
  public void close() {
    ways.close();
    outside.close();
  }
}
