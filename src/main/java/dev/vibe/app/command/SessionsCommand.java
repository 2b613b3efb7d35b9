package dev.vibe.app.command;

import dev.vibe.app.assembly.RunWorktree;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.command.SessionsOptions.Act;
import dev.vibe.app.command.SessionsOptions.Consent;
import dev.vibe.app.command.SessionsOptions.Reach;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.run.PersonAtTerminal;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.git.worktree.ManagedWorktrees;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.session.SessionArchive;
import dev.vibe.session.SessionSummary;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Handler of {@code vibe sessions}. */
public final class SessionsCommand {

  private final HostEnvironment host;
  private final Path folder;
  private final SessionsOptions options;
  private final Optional<Path> worktrees;
  private final SessionArchive archive;
  private final SessionsView view;

  /**
   * Does nothing yet.
   *
   * @param folder whose sessions count where not all do
   */
  public SessionsCommand(HostEnvironment host, Path folder, SessionsOptions options) {
    this.host = host;
    this.folder = folder;
    this.options = options;
    this.worktrees = ManagedWorktrees.home(folder, RunWorktree.folder(host));
    this.archive = new SessionArchive(SessionAssembly.sessions(host));
    this.view = new SessionsView(host.clock());
  }

  /**
   * Does it; blocks on disk and on a person.
   *
   * @throws VibeException for what cannot be done
   */
  public ExitCode run() {
    switch (options.act()) {
      case Act.Listed() -> print(view.list(listed(), options));
      case Act.Shown(String id) -> {
        SessionSummary session = archive.find(id);
        SessionContext context = SessionContext.of(archive.events(session.id()));
        print(view.show(session, archive.history(session.id()), context, options.form()));
      }
      case Act.Renamed(String id, String title) -> {
        SessionSummary session = archive.find(id);
        archive.rename(session.id(), title);
        print(List.of(session.id() + "  " + archive.find(session.id()).title()));
      }
      case Act.Deleted(List<String> ids, Consent consent) ->
          delete(ids.stream().map(archive::find).distinct().toList(), consent);
      case Act.Pruned(Duration age, Consent consent) -> {
        Instant before = host.clock().instant().minus(age);
        delete(
            listed().stream()
                .filter(session -> session.lastUsed().isBefore(before) && !session.isInUse())
                .toList(),
            consent);
      }
    }
    return ExitCode.DONE;
  }

  private List<SessionSummary> listed() {
    return archive.all().stream()
        .filter(each -> options.reach() == Reach.ALL || isHere(each))
        .toList();
  }

  /** Those in worktrees of the repository belong to it. */
  private boolean isHere(SessionSummary session) {
    return session.folder().equals(folder.toString())
        || worktrees.filter(home -> Path.of(session.folder()).startsWith(home)).isPresent();
  }

  private void delete(List<SessionSummary> doomed, Consent consent) {
    if (doomed.isEmpty()) {
      print(List.of("nothing to delete"));
      return;
    }
    long bytes = doomed.stream().mapToLong(session -> archive.size(session.id())).sum();
    String what = Figures.count(doomed.size(), "session") + ", " + Figures.bytes(bytes);
    doomed.forEach(session -> print(List.of(view.line(session, options.reach()))));
    switch (consent) {
      case DRY_RUN -> print(List.of("would delete " + what));
      case GIVEN -> delete(doomed, what);
      case ASKED -> {
        if (isAgreed(what)) {
          delete(doomed, what);
        }
      }
    }
  }

  private void delete(List<SessionSummary> doomed, String what) {
    doomed.forEach(session -> archive.delete(session.id()));
    print(List.of("deleted " + what));
  }

  private boolean isAgreed(String what) {
    Question question =
        new Question(
            "delete " + what,
            List.of(),
            "what is said in them is gone for good; their changes can still be undone",
            Question.Lasting.ONCE,
            "");
    Answer answer = PersonAtTerminal.approver(host).ask(question);
    if (answer instanceof Answer.Nobody) {
      throw new VibeException(
          ExitCode.REFUSED,
          new Problem(
              ProblemCode.REFUSED,
              "cannot delete sessions without a yes",
              "nobody is there to ask",
              "--yes   says it"));
    }
    return answer.isYes();
  }

  private void print(List<String> lines) {
    lines.forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
  }
}
