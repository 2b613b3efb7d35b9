package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.RuleExamples;
import dev.vibe.approval.Rules;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigLoader;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.FlagValue;
import dev.vibe.config.LoadRequest;
import dev.vibe.config.Project;
import dev.vibe.config.VibePaths;
import dev.vibe.event.Detail;
import dev.vibe.file.FileName;
import dev.vibe.git.GitWorkspace;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionIndex;
import dev.vibe.text.NameBytes;
import dev.vibe.workspace.ReadRules;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Preparation of a session: from what the command line asks to a plan with its folder, trust,
 * configuration and conversation. The same for a one-shot run and a session. Blocks on disk.
 */
public final class Preparation {

  private static final String EXISTING = "name a folder that exists";

  private final HostEnvironment host;
  private final TrustForm.Opening person;

  public Preparation(HostEnvironment host) {
    this(host, () -> TrustForm.atTerminal(host.environment().getOrDefault("TERM", "dumb")));
  }

  /** Asks that person. */
  public Preparation(HostEnvironment host, TrustForm.Opening person) {
    this.host = host;
    this.person = person;
  }

  /** Outcome of preparing a session. */
  public sealed interface Prepared {

    record Ready(SessionPlan plan) implements Prepared {}

    /** The configuration cannot be used; there is at least one problem. */
    record Misconfigured(List<Problem> problems) implements Prepared {
      public Misconfigured {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Asks nobody.
   *
   * @throws VibeException when the conversation to go on with cannot be found
   */
  public Prepared unasked(RunOptions given, Workspace workspace) {
    return prepare(given, trust(workspace.root()).remembered(given.where()), workspace);
  }

  /** As {@link #unasked}, but asks at the terminal whether the folder is trusted. */
  public Prepared asking(RunOptions given, Workspace workspace) {
    return prepare(given, trust(workspace.root()).asked(given.where()), workspace);
  }

  /** Where to work, with the trust that a person gave before. */
  public RunOptions.Where remembered(RunOptions.Where where, Workspace workspace) {
    return trust(workspace.root()).remembered(where).where();
  }

  /** The folders that the user's own configuration trusts. */
  private List<String> declared(Path folder) {
    RunOptions.Where untrusted = new RunOptions.Where(folder, List.of(), false);
    return configuration(folder, untrusted, List.of())
            instanceof ConfigResult.Valid(Config config, List<Problem> notices)
        ? config.trustedFolders()
        : List.of();
  }

  /** In words, whether what a folder brings along is used; empty where it brings nothing. */
  public Optional<String> trustInWords(RunOptions.Where where) {
    return trust(folder(where)).inWords(where);
  }

  /** With the trust that a person gave before. */
  public RunOptions.Where remembered(RunOptions.Where where) {
    return trust(folder(where)).remembered(where).where();
  }

  /**
   * As a run has it for which nothing else is said, for commands that are none.
   *
   * @throws VibeException (usage) when the configuration cannot be used
   */
  public SessionPlan standing(RunOptions.Where where) {
    RunOptions options =
        new RunOptions(
            new RunOptions.Prompt.Text(""),
            where,
            new RunOptions.Model.Configured(),
            new RunOptions.Changes(false, false, false),
            new RunOptions.Output(
                RunOptions.Format.TEXT,
                Detail.NORMAL,
                new RunOptions.Target.Nowhere(),
                new RunOptions.Target.Nowhere()),
            List.of());
    return switch (unasked(options, workspace(where))) {
      case Prepared.Ready(SessionPlan plan) -> plan;
      case Prepared.Misconfigured(List<Problem> problems) ->
          throw new VibeException(ExitCode.USAGE, problems.getFirst());
    };
  }

  private TrustQuestion trust(Path folder) {
    return new TrustQuestion(host, folder, person, () -> declared(folder));
  }

  private Prepared prepare(RunOptions asked, TrustQuestion.Settled trust, Workspace workspace) {
    RunOptions given = asked.in(trust.where());
    SessionChoice session = session(given, workspace);
    RunOptions options = KeptChoices.of(SessionAssembly.sessions(host), session).in(given);
    return switch (configuration(workspace.root(), options.where(), options.flags())) {
      case ConfigResult.Valid(Config config, List<Problem> notices) ->
          new Prepared.Ready(
              new SessionPlan(
                  options,
                  config,
                  workspace.under(readRules(config, options.changes().allowed())),
                  session,
                  notices(notices, trust, workspace.root())));
      case ConfigResult.Invalid(List<Problem> problems) -> new Prepared.Misconfigured(problems);
    };
  }

  /** Those of the configuration, and of what is not where it should be. */
  private List<Problem> notices(
      List<Problem> ofConfiguration, TrustQuestion.Settled trust, Path folder) {
    List<Problem> all = new CopyOnWriteArrayList<>(ofConfiguration);
    trust
        .untold()
        .ifPresent(
            untold -> {
              all.removeIf(each -> each.code() == ProblemCode.CONFIG_UNTRUSTED); // it is among them
              all.addFirst(untold);
            });
    host.state().notice().ifPresent(all::add);
    RunWorktree.leftBehind(host, folder).ifPresent(all::add);
    return all;
  }

  /**
   * Those of the configuration; what "always" teaches only allows.
   *
   * @param allowed for this run
   * @throws VibeException (usage) when one of these cannot be read
   */
  public static ReadRules readRules(Config config, List<String> allowed) {
    Config.Permissions rules = config.permissions();
    List<String> allow = Stream.concat(rules.allow().stream(), allowed.stream()).toList();
    return Rules.parse(allow, rules.ask(), rules.deny())::reading;
  }

  private SessionChoice session(RunOptions options, Workspace workspace) {
    SessionIndex index = new SessionIndex(SessionAssembly.sessions(host), workspace.root());
    return SessionChoice.of(options.beginning(), index, host);
  }

  /** The configuration in effect in a folder, with rules that do what their examples say. */
  public ConfigResult configuration(Path folder, RunOptions.Where where, List<FlagValue> flags) {
    Project project =
        where.isTrusted() ? new Project.Trusted(folder) : new Project.Untrusted(folder);
    ConfigResult loaded =
        ConfigLoader.load(new LoadRequest(host.paths(), project, host.environment(), flags));
    if (loaded instanceof ConfigResult.Valid(Config config, List<Problem> notices)) {
      List<Problem> wrong = RuleExamples.problems(config);
      return wrong.isEmpty() ? loaded : new ConfigResult.Invalid(wrong);
    }
    return loaded;
  }

  /**
   * The folders to work in.
   *
   * @throws VibeException (usage) when one of them is no folder
   */
  public Workspace workspace(RunOptions.Where where) {
    List<Path> added = where.addedDirectories().stream().map(this::real).toList();
    VibePaths paths = host.paths();
    Workspace workspace =
        new Workspace(folder(where), added)
            .keeping(
                List.of(
                    paths.systemDir(), paths.configDir(), paths.stateDir(), host.state().path()));
    return GitWorkspace.topAround(workspace.root(), SessionAssembly.gitSettings(host))
        .map(workspace::within)
        .orElse(workspace);
  }

  /**
   * The working folder, without links.
   *
   * @throws VibeException (usage) when it is no folder
   */
  public Path folder(RunOptions.Where where) {
    Path named = host.directory().resolve(where.directory());
    boolean isHere =
        !where.directory().isAbsolute() && NameBytes.isLossy(host.directory().toString());
    Path real = isHere ? named : real(where.directory());
    if (NameBytes.isLossy(real.toString())) {
      throw noFolder(
          named,
          "its name is not UTF-8, so that no command can be started in it",
          "rename it, or work in the folder above it");
    }
    return real;
  }

  private Path real(Path named) {
    Path path = host.directory().resolve(named);
    try {
      Path real = path.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
      throw noFolder(path, "it is not a folder", EXISTING);
    } catch (IOException e) {
      throw noFolder(path, "it does not exist or cannot be reached", EXISTING);
    }
  }

  private static VibeException noFolder(Path path, String cause, String remedy) {
    String shown = NameBytes.escaped(FileName.of(path));
    return new VibeException(
        ExitCode.USAGE,
        new Problem(ProblemCode.NO_FOLDER, "cannot work in " + shown, cause, remedy));
  }
}
