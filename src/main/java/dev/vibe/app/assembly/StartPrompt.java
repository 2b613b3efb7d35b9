package dev.vibe.app.assembly;

import dev.vibe.agent.Audience;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.FolderTrust;
import dev.vibe.context.Briefing;
import dev.vibe.context.Fragment;
import dev.vibe.context.NestedInstructions;
import dev.vibe.context.StartFragments;
import dev.vibe.context.StoredSystemPrompt;
import dev.vibe.context.SystemPrompt;
import dev.vibe.context.map.MapBudget;
import dev.vibe.context.map.RepositoryMap;
import dev.vibe.file.ProgramPath;
import dev.vibe.git.GitRepository;
import dev.vibe.git.RepoFacts;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.ReadRules.Standing;
import dev.vibe.workspace.Workspace;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Builder of what the model is told at the start of a session. */
final class StartPrompt {

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final Audience audience;
  private final EarlierWork earlier;
  private final SessionExtensions extensions;

  /** Of what lies in the folder; their differences are told as a net. */
  private volatile Set<String> linesOfTheTree = Set.of();

  private volatile SessionMap map = SessionMap.NONE;

  StartPrompt(
      HostEnvironment host,
      SessionPlan plan,
      Audience audience,
      EarlierWork earlier,
      SessionExtensions extensions) {
    this.extensions = extensions;
    this.host = host;
    this.plan = plan;
    this.audience = audience;
    this.earlier = earlier;
  }

  /**
   * Blocks on disk, until the look at the repository is done, and for a map until the model is
   * there.
   */
  Briefing briefing(
      SessionResources resources,
      BackgroundTask<Fragment> repository,
      BackgroundTask<SessionModel> model) {
    StartFragments fragments =
        new StartFragments(
            plan.workspace(),
            host.paths().configDir(),
            plan.options().where().isTrusted(),
            host.platform().name(),
            LocalDate.ofInstant(host.clock().instant(), host.clock().getZone()),
            ModelNotes.of(plan, audience));
    Optional<Fragment> facts = awaited(repository);
    if (resources.git().present() instanceof GitRepository
        && facts.orElse(null) instanceof Fragment.NoRepository(String reason)) {
      plan.notices()
          .add(
              new Problem(
                  ProblemCode.GIT_UNREADABLE,
                  "the model is not told of the state of the repository",
                  reason,
                  "git status and git fsck show what is wrong"));
    }
    List<Fragment> all =
        new ArrayList<>(
            fragments.of(resources.git(), facts, earlier.look(facts), plan.notices()::add));
    all.addAll(extensions.fragments(() -> awaited(model).map(SessionModel::window).orElse(0)));
    if (wantsMap(all) && hasRoomForMap(model)) {
      map =
          new SessionMap(
              Optional.of(RepositoryMap.begin(place(resources), changed(facts))),
              plan.config().map());
    }
    linesOfTheTree = SystemPrompt.linesOfTheTree(all);
    return SystemPrompt.briefing(all).mapped(host.process().secrets()::redact);
  }

  /** Begun with the briefing of a new session, in a folder that is too large to be listed. */
  SessionMap map() {
    return map;
  }

  private boolean wantsMap(List<Fragment> told) {
    boolean isListed =
        told.stream()
            .anyMatch(
                each ->
                    each instanceof Fragment.Files files
                        && files.extent() == Fragment.Files.Extent.ALL_FILES);
    return plan.session() instanceof SessionChoice.New
        && !(plan.options().prompt() instanceof RunOptions.Prompt.Recorded)
        && plan.config().map().orElse(!isListed);
  }

  /** A map that could not be told is not made. */
  private boolean hasRoomForMap(BackgroundTask<SessionModel> model) {
    return plan.config().map().isPresent()
        || awaited(model)
            .flatMap(there -> MapBudget.of(there.window(), Optional.empty()))
            .isPresent();
  }

  private RepositoryMap.Place place(SessionResources resources) {
    List<Path> closed = new ArrayList<>(plan.workspace().added());
    closed.add(plan.workspace().root());
    ProgramPath path = ProgramPath.outside(closed, host.environment().getOrDefault("PATH", ""));
    return new RepositoryMap.Place(
        plan.workspace(),
        resources.git().ignoreRules(),
        host.state().path().resolve("maps"),
        path.find("ctags"),
        host.clock(),
        resources.mapWrites());
  }

  private static List<String> changed(Optional<Fragment> repository) {
    return repository.orElse(null) instanceof Fragment.Repository(RepoFacts facts)
        ? Stream.of(facts.staged(), facts.unstaged(), facts.untracked())
            .flatMap(paths -> paths.first().stream())
            .toList()
        : List.of();
  }

  /**
   * Instructions of the folders below, trusted like those of the folder itself.
   *
   * @param session where it is kept
   * @param tell told of those that no answer covers
   */
  NestedInstructions nested(Path session, Consumer<Problem> tell) {
    Workspace workspace = plan.workspace();
    Predicate<Path> isFree = file -> workspace.standing(workspace.pathOf(file)) == Standing.FREE;
    return switch (plan.options().where().trust()) {
      case NONE -> NestedInstructions.none();
      case PINNED -> {
        AtomicBoolean isBegun = new AtomicBoolean(); // before that there is nobody to tell
        Predicate<Path> isCovered =
            trust()
                .covering(
                    name -> {
                      if (isBegun.get()) {
                        tell.accept(uncovered(name));
                      }
                    });
        NestedInstructions nested =
            NestedInstructions.of(workspace.root(), isFree.and(isCovered), session);
        isBegun.set(true);
        yield nested;
      }
      case ALL -> NestedInstructions.of(workspace.root(), isFree, session);
    };
  }

  private static Problem uncovered(String name) {
    return new Problem(
        ProblemCode.FOLDER_UNTRUSTED,
        "the model is not told what is in " + QuotedName.of(name),
        "it was not there, or was another, when you trusted the folder",
        "the next session in a terminal asks");
  }

  private FolderTrust trust() {
    return new FolderTrust(
        host.paths().stateDir(), host.paths().configDir(), plan.workspace().root());
  }

  private static <T> Optional<T> awaited(BackgroundTask<T> task) {
    try {
      return Optional.of(task.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** To be called with the log open; {@code now} is kept or gives way to what was kept. */
  StoredSystemPrompt kept(Path sessions, String now) {
    StoredSystemPrompt.Extent extent =
        plan.options().where().isTrusted()
            ? StoredSystemPrompt.Extent.TRUSTED
            : StoredSystemPrompt.Extent.UNTRUSTED;
    return StoredSystemPrompt.of(
        sessions.resolve(plan.sessionId()),
        extent,
        now,
        KnownFiles.of(sessions, plan).exists() ? linesOfTheTree : Set.of());
  }
}
