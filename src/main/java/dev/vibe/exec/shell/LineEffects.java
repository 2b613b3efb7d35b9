package dev.vibe.exec.shell;

import dev.vibe.exec.shell.LineReading.Place;
import dev.vibe.exec.shell.Takings.Taking;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reader of what a line would do to the world, as far as its words tell: write, delete, reach over
 * the network, start. For people, for rules and for scripts; it errs on the side of one effect too
 * many. Pure.
 */
public final class LineEffects {

  private static final int MOST = 100;

  private static final String BELOW = "/**";

  private static final Set<String> NETWORK =
      Set.of(
          ("curl wget aria2c ssh scp sftp rsync ftp telnet nc ncat netcat socat ping ping6 dig host"
                  + " nslookup whois traceroute getent gh glab hub docker podman kubectl helm aws"
                  + " gcloud az npx pnpx uvx bunx http https")
              .split(" "));

  private static final Set<String> NETWORK_OF_GIT =
      Set.of("push", "pull", "fetch", "clone", "ls-remote", "request-pull", "send-email");

  /** Programs that reach it with one of these words. */
  private static final Set<String> PACKAGES =
      Set.of(
          "npm yarn pnpm pip pip3 gem cargo go apt apt-get brew dnf yum apk composer".split(" "));

  private static final Set<String> FETCHING =
      Set.of(
          ("install i add ci update upgrade download fetch get publish push search view info login"
                  + " audit outdated")
              .split(" "));

  private static final Set<String> SINKS =
      Set.of("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "-");

  private final Set<LineEffect> effects = new LinkedHashSet<>();

  private LineEffects() {}

  /** Kind of an effect. */
  public enum Kind {
    READ,
    WRITE,
    DELETE,
    NETWORK,
    /** A program is started that is not known to only read. */
    RUN,
    /** Something is started of which nothing is known. */
    UNKNOWN;

    /** As it is written. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Effect of a line.
   *
   * @param target a path or a pattern of paths, a program, or other words for people
   */
  public record LineEffect(Kind kind, String target) {}

  /** Each once, the worst first. */
  public static List<LineEffect> of(String line) {
    LineEffects all = new LineEffects();
    if (LineReader.read(line) instanceof LineReading.Reads reads) {
      reads.places().forEach(all::read);
      return List.copyOf(all.effects);
    }
    Takings.of(line).forEach(all::taken);
    for (FileOperands.Operand operand : FileOperands.of(line)) {
      if (operand.use() == FileOperands.Use.WRITTEN && !SINKS.contains(operand.paths())) {
        all.add(Kind.WRITE, operand.paths());
      }
    }
    List<SimpleCommand> commands = ShellLine.commands(line);
    for (SimpleCommand command : commands) {
      if (commands.stream().noneMatch(other -> isGuessedFrom(other, command))) {
        all.started(command);
      }
    }
    return all.effects.stream()
        .filter(effect -> !all.isDeletedToo(effect))
        .sorted((a, b) -> Integer.compare(rank(a.kind()), rank(b.kind())))
        .limit(MOST)
        .toList();
  }

  /** Each word behind some programs may be one, which says little of what would happen. */
  private static boolean isGuessedFrom(SimpleCommand other, SimpleCommand command) {
    int more = other.words().size() - command.words().size();
    return more > 0
        && Starters.isLoose(other.program())
        && other.words().containsAll(command.words());
  }

  private static int rank(Kind kind) {
    return switch (kind) {
      case DELETE -> 0;
      case WRITE -> 1;
      case NETWORK -> 2;
      case UNKNOWN -> 3;
      case RUN -> 4;
      case READ -> 5;
    };
  }

  private boolean isDeletedToo(LineEffect effect) {
    String target = effect.target();
    int end = target.endsWith(BELOW) ? target.length() - BELOW.length() : target.length();
    String folder = target.substring(0, end);
    return effect.kind() == Kind.WRITE && effects.contains(new LineEffect(Kind.DELETE, folder));
  }

  private void add(Kind kind, String target) {
    effects.add(new LineEffect(kind, target));
  }

  private void read(Place place) {
    String name = place.folder().isEmpty() ? place.name() : place.folder() + "/" + place.name();
    add(Kind.READ, place.name().startsWith("/") ? place.name() : name);
  }

  private void taken(Taking taking) {
    switch (taking) {
      case Taking.Files(LinePaths paths) -> deleted(paths);
      case Taking.Untracked(LinePaths paths, Takings.Ignored ignored) -> deleted(paths);
      case Taking.Changes(LinePaths paths, Takings.Staged staged) ->
          paths.patterns().stream().sorted().forEach(path -> add(Kind.WRITE, path));
      case Taking.Stashes s -> add(Kind.DELETE, "stashes");
      case Taking.Stashing s -> add(Kind.WRITE, "a stash, with all changes");
      case Taking.Branches(List<String> names) ->
          names.forEach(name -> add(Kind.DELETE, "branch " + name));
      case Taking.CommitsSince(String revision) -> add(Kind.DELETE, "commits since " + revision);
      case Taking.Rewriting r -> add(Kind.WRITE, "commits, made anew");
      case Taking.Remote r -> add(Kind.NETWORK, "what others pushed");
      case Taking.Unreachable u -> add(Kind.DELETE, "commits on no branch");
    }
  }

  /** Of a folder all that is in it goes without saying. */
  private void deleted(LinePaths paths) {
    paths.patterns().stream()
        .filter(path -> path.equals("**") || !path.endsWith(BELOW))
        .sorted()
        .forEach(path -> add(Kind.DELETE, path));
  }

  private void started(SimpleCommand command) {
    if (command.words().isEmpty()) {
      return;
    }
    String program = command.program();
    if (program.isEmpty()) {
      add(Kind.UNKNOWN, "a program that is only known when it runs");
      return;
    }
    List<String> known = new ArrayList<>(command.operands());
    known.removeIf(word -> !Marks.isKnown(word));
    boolean reaches =
        NETWORK.contains(program)
            || (program.equals("git") && known.stream().anyMatch(NETWORK_OF_GIT::contains))
            || (PACKAGES.contains(program) && known.stream().anyMatch(FETCHING::contains));
    if (reaches) {
      add(Kind.NETWORK, program);
    }
    if (program.equals("find") && known.contains("-delete")) {
      add(Kind.DELETE, "what find finds");
    }
    if (PlainGrammar.of(program).isEmpty()) {
      add(Kind.RUN, program);
    }
  }
}
