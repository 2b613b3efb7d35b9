package dev.vibe.app.command;

import dev.vibe.app.assembly.PersonsAudit;
import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionAudit;
import dev.vibe.app.assembly.SessionAudit.Reversal;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.run.PersonAtTerminal;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigResult;
import dev.vibe.effect.Effect;
import dev.vibe.file.FileName;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.file.FileState;
import dev.vibe.git.undo.Undo;
import dev.vibe.git.undo.UndoPlan;
import dev.vibe.git.undo.UndoPlan.Commits;
import dev.vibe.git.undo.UndoPlan.Item;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.ChangeSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Handler of {@code vibe undo}: lists, asks, restores. */
public final class UndoCommand {

  private static final Undo.Outcome NOTHING = new Undo.Outcome(List.of(), List.of(), List.of());

  private final HostEnvironment host;
  private final Workspace workspace;
  private final UndoOptions options;
  private final Interaction interaction;
  private final SessionAudit audit;
  private final UndoView view = new UndoView();

  /**
   * Interaction with a person: who is told what, line by line, and who is asked.
   *
   * @param redo what they type to take an undo back
   */
  public record Interaction(
      Consumer<String> out, Consumer<String> err, Approver approver, String redo) {}

  /** Outcome of the command. */
  public record Ended(ExitCode exitCode, UndoPlan plan, Undo.Outcome outcome) {

    /** Tells the ledger of the conversation what the files hold now. */
    public void tell(RunChanges changes) {
      Map<Path, FileState> restored = new HashMap<>();
      for (UndoPlan.Item item : plan.items()) {
        if (outcome.restored().contains(item.path().relative())) {
          restored.put(item.path().absolute(), item.then());
        }
      }
      changes.reversed(restored);
    }
  }

  public UndoCommand(
      HostEnvironment host,
      Workspace workspace,
      UndoOptions options,
      Interaction interaction,
      SessionAudit audit) {
    this.host = host;
    this.workspace = workspace;
    this.options = options;
    this.interaction = interaction;
    this.audit = audit;
  }

  /** On the standard streams, with a person at the terminal to ask, if there is one. */
  public static UndoCommand ofProcess(
      HostEnvironment host, Preparation preparation, UndoOptions options) {
    Workspace workspace = preparation.workspace(options.where());
    Interaction interaction =
        new Interaction(
            host.out()::println,
            host.err()::println,
            options.form() == OutputForm.JSON ? Approver.nobody() : PersonAtTerminal.approver(host),
            "vibe undo --redo");
    return new UndoCommand(
        host, workspace, options, interaction, audit(host, preparation, options, workspace));
  }

  /** None with a configuration that cannot be read, which is no reason to keep changes. */
  private static SessionAudit audit(
      HostEnvironment host, Preparation preparation, UndoOptions options, Workspace workspace) {
    return preparation.configuration(workspace.root(), options.where(), List.of())
            instanceof ConfigResult.Valid(Config config, List<Problem> notices)
        ? new PersonsAudit(
            host,
            config,
            workspace.root(),
            options.form() == OutputForm.JSON ? host.err() : host.out())
        : SessionAudit.NONE;
  }

  /** The exit code. */
  public int run() {
    Path journal = SessionAssembly.journal(host);
    ChangeSet.recover(journal).forEach(done -> say("vibe: " + done.message()));
    try (GitWorkspace git = SessionAssembly.openGit(host, workspace);
        Undo undo = git.undo()) {
      if (options.extent() == UndoOptions.Extent.LIST) {
        print(view.sessions(undo.listing(), options.form()));
        return ExitCode.DONE.code();
      }
      return reverse(undo).exitCode().code();
    } finally {
      audit.close();
    }
  }

  /** Plans, shows, asks, restores. */
  public Ended reverse(Undo undo) {
    UndoPlan found = found(undo);
    UndoPlan plan =
        switch (options.commits()) {
          case REVERT -> undo.reverting(found);
          case STAY -> offered(undo, found);
        };
    if (options.form() == OutputForm.TEXT) {
      print(view.plan(plan));
    }
    if (options.extent() == UndoOptions.Extent.DRY_RUN) {
      return ended(plan, NOTHING, ExitCode.DONE);
    }
    if (!plan.isEmpty() && !agreed(plan)) {
      return new Ended(ExitCode.FAILED, plan, NOTHING);
    }
    Reversal reversal = reversal(plan);
    Optional<Problem> stopped = plan.isEmpty() ? Optional.empty() : audit.reversing(reversal);
    if (stopped.isPresent()) {
      say(stopped.get().render());
      return new Ended(ExitCode.FAILED, plan, NOTHING);
    }
    Undo.Outcome outcome = undo.carryOut(plan, overwritten(plan), SessionAssembly.journal(host));
    if (!plan.isEmpty()) {
      audit.reversed(reversal, outcome.restored(), outcome.left());
    }
    boolean whole =
        outcome.left().isEmpty()
            && outcome.problems().isEmpty()
            && plan.notes().isEmpty()
            && !(plan.commits() instanceof Commits.Stay)
            && !(plan.commits() instanceof Commits.Barrier);
    return ended(plan, outcome, whole ? ExitCode.DONE : ExitCode.FAILED);
  }

  private static Reversal reversal(UndoPlan plan) {
    return new Reversal(
        plan.session(),
        plan.direction().name().toLowerCase(Locale.ROOT),
        plan.items().stream().map(item -> item.path().relative()).toList());
  }

  /** What an undo before this one left, if that is what is named; else what is to be undone. */
  private UndoPlan found(Undo undo) {
    String session = session(undo.sessions());
    Optional<UndoPlan> rest =
        options.scope() instanceof Undo.Scope.LastRun
            ? undo.rest(session, permission())
            : Optional.empty();
    return rest.orElseGet(() -> undo.plan(session, options.scope(), workspace.added()));
  }

  private Undo.Permission permission() {
    return new Undo.Permission(
        workspace.added(),
        options.overwrite().stream()
            .flatMap(name -> FileName.meant(workspace.root(), name).stream())
            .toList(),
        switch (options.commits()) {
          case REVERT -> Undo.CommitsToo.YES;
          case STAY -> Undo.CommitsToo.NO;
        });
  }

  private Ended ended(UndoPlan plan, Undo.Outcome outcome, ExitCode exitCode) {
    if (options.form() == OutputForm.JSON) {
      print(List.of(view.json(plan, outcome, exitCode)));
    } else if (options.extent() != UndoOptions.Extent.DRY_RUN) {
      print(view.outcome(plan, outcome, interaction.redo()));
    }
    view.problems(plan, outcome).forEach(problem -> say(problem.render()));
    return new Ended(exitCode, plan, outcome);
  }

  /** An unambiguous beginning names a session. */
  private String session(List<Undo.Session> sessions) {
    if (options.session().isEmpty()) {
      boolean redo = options.scope() instanceof Undo.Scope.Redo;
      return sessions.stream()
          .filter(each -> redo ? each.undos() > 0 : hasAnything(each))
          .map(Undo.Session::id)
          .findFirst()
          .orElse("");
    }
    List<String> named = sessions.stream().map(Undo.Session::id).filter(this::isMeant).toList();
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.NO_SESSION,
            "no session to undo is called " + options.session(),
            named.isEmpty()
                ? "none of this folder begins so"
                : "several begin so: " + String.join(", ", named),
            "vibe undo --list"));
  }

  private static boolean hasAnything(Undo.Session session) {
    return !session.turns().isEmpty() || !session.left().isEmpty();
  }

  private boolean isMeant(String id) {
    return id.startsWith(options.session());
  }

  /** With a revert of the commits that would stay, if a person wants one. */
  private UndoPlan offered(Undo undo, UndoPlan plan) {
    if (options.extent() != UndoOptions.Extent.ASK
        || !(plan.commits() instanceof Commits.Stay(List<String> ids, String why, String remedy))) {
      return plan;
    }
    UndoPlan reverting;
    try {
      reverting = undo.reverting(plan);
    } catch (VibeException e) {
      return plan; // what stays, and why, is told anyway
    }
    Question question =
        new Question("add a commit that reverts " + String.join(", ", ids), List.of(), why)
            .ofPerson();
    Answer answer = interaction.approver().ask(question);
    return answer instanceof Answer.Yes || answer instanceof Answer.YesForSession
        ? reverting
        : plan;
  }

  private boolean agreed(UndoPlan plan) {
    if (options.extent() == UndoOptions.Extent.YES) {
      return true;
    }
    List<Effect> effects = new ArrayList<>();
    for (Item item : plan.items()) {
      if (!item.standing().needsYes()) {
        effects.add(effect(item));
      }
    }
    String what = plan.direction() == UndoPlan.Direction.UNDO ? "undo" : "redo";
    if (effects.isEmpty() && !plan.changesMoreThanFiles()) {
      return true; // each of the files is asked about by itself
    }
    return switch (interaction
        .approver()
        .ask(
            new Question(what + " this", effects, "files are replaced", Lasting.ONCE, "")
                .ofPerson())) {
      case Answer.Yes yes -> true;
      case Answer.YesForSession yes -> true;
      case Answer.YesAlways yes -> true;
      case Answer.WriteInstead other -> false;
      case Answer.No no -> false;
      case Answer.RunInstead other -> false;
      case Answer.Nobody nobody ->
          throw new VibeException(
              ExitCode.REFUSED,
              new Problem(
                  ProblemCode.REFUSED,
                  "cannot " + what + " without a yes",
                  "nobody is there to ask",
                  "vibe undo --yes"
                      + (plan.direction() == UndoPlan.Direction.REDO ? " --redo" : "")));
    };
  }

  private static Effect effect(Item item) {
    return item.then() instanceof FileState.Absent
        ? new Effect.Delete(item.path().relative())
        : new Effect.Write(item.path().relative(), item.diff());
  }

  /** The files that were changed since and may be replaced: by name, or by a person's yes. */
  private Set<String> overwritten(UndoPlan plan) {
    Set<String> agreed = new HashSet<>();
    for (Item item : plan.items()) {
      String path = item.path().relative();
      if (!item.standing().needsYes()) {
        continue;
      }
      if (options.overwrite().stream().anyMatch(name -> isNamed(name, item))) {
        agreed.add(path);
      } else if (options.extent() == UndoOptions.Extent.ASK) {
        Question question =
            new Question(
                    (item.then() instanceof FileState.Absent ? "delete " : "restore ")
                        + path
                        + ", which "
                        + since(item),
                    List.of(new Effect.Write(path, item.diff())),
                    reason(item),
                    Lasting.ONCE,
                    "")
                .ofPerson();
        Answer answer = interaction.approver().ask(question);
        if (answer instanceof Answer.Yes || answer instanceof Answer.YesForSession) {
          agreed.add(path);
        }
      }
    }
    return agreed;
  }

  private static String since(Item item) {
    return switch (item.standing()) {
      case MAKES_REPOSITORY -> "makes its folder a repository";
      case COMMITTED -> "is in commit " + item.holder();
      case AS_LEFT, MERGED, CHANGED_SINCE -> "was changed since";
    };
  }

  private static String reason(Item item) {
    return switch (item.standing()) {
      case MAKES_REPOSITORY -> "git runs what the config and the hooks of a repository name";
      case COMMITTED -> "that commit is not the run's";
      case AS_LEFT, MERGED, CHANGED_SINCE -> "the changes since may be yours";
    };
  }

  private boolean isNamed(String name, Item item) {
    return FileName.meant(workspace.root(), name).contains(item.path().absolute());
  }

  private void print(List<String> lines) {
    lines.forEach(line -> interaction.out().accept(ControlChars.neutralise(line)));
  }

  private void say(String text) {
    interaction.err().accept(ControlChars.neutralise(text));
  }
}
