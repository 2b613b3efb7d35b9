package dev.vibe.app.interactive;

import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import dev.vibe.conversation.Part;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.commit.ChangedFile;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.CommitSize;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ChatModel;
import dev.vibe.repl.state.Input;
import dev.vibe.session.Prompts;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Commit that a person asks for in a session: of what the session changed, with their words, after
 * one question and without the model. Used while no run goes on.
 */
record SessionCommit(
    HostEnvironment host,
    SessionPlan plan,
    SessionAssembly.Conversation conversation,
    Approver approver) {

  /** Whether the session changed anything that no commit holds. */
  boolean hasChanges() {
    return !conversation.changes().pending().isEmpty();
  }

  /** A message in the words of the model. Blocks on it. */
  String worded(ChatModel model, Consumer<Input> tell) throws InterruptedException {
    List<String> prompts =
        conversation.prompts().standing().stream().map(Prompts.Prompt::text).toList();
    return new CommitWording(conversation.audit().watched(model), host.process().secrets()::redact)
        .of(conversation.changes().pending(), prompts, tell);
  }

  /**
   * Shows what would be committed, asks and does it; blocks on the person.
   *
   * @param branch where it would land
   * @return what the model has to know of it
   */
  List<Part> make(String message, String branch, Consumer<Input> tell) {
    GitWorkspace git = conversation.resources().git();
    Supplier<CommitNote> note = conversation.note();
    CommitRequest request =
        new CommitRequest(message, List.of(), note.get(), conversation.commits())
            .from(git.folder());
    List<ChangedFile> pending = conversation.changes().pending();
    List<String> files = pending.stream().map(file -> file.path().relative()).toList();
    if (files.isEmpty() && !git.isMerging()) {
      return told(
          "there is nothing to commit: this session changed no file since its last commit", tell);
    }
    if (request.message().isEmpty()) {
      return told("there is no message for the commit; say it: /commit MESSAGE", tell);
    }
    Optional<Problem> objection = git.objection(conversation.changes(), request);
    String size = CommitSize.of(pending.stream().map(ChangedFile::uncommitted).toList()).words();
    Question question =
        new Question(
                "commit " + size + " to " + branch,
                List.of(new Effect.Commit(request.message(), files)),
                objection
                    .map(problem -> problem.what() + ": " + problem.cause())
                    .orElse("you asked"),
                Question.Lasting.ONCE,
                request.message())
            .ofPerson();
    Answer answer = approver.ask(question);
    if (answer.isYes()) {
      Optional<Problem> stopped =
          conversation.bus().before(new Event.Committed("", request.message(), files));
      if (stopped.isPresent()) {
        return refused(stopped.get(), tell);
      }
    }
    if (answer instanceof Answer.WriteInstead(String text)) {
      return make(text, branch, tell);
    }
    return answer.isYes()
        ? committed(objection.isPresent() ? request.allowingSecrets() : request, tell)
        : List.of();
  }

  private List<Part> committed(CommitRequest request, Consumer<Input> tell) {
    return switch (conversation.resources().git().commit(conversation.changes(), request)) {
      case CommitOutcome.Committed commit -> {
        List<String> files = commit.files().stream().map(CommitOutcome.File::path).toList();
        conversation.bus().publish(new Event.Committed(commit.id(), commit.message(), files));
        commit
            .warning()
            .ifPresent(warning -> conversation.bus().publish(Event.NoticeRaised.of(warning)));
        commit
            .remarks()
            .forEach(
                remark ->
                    conversation
                        .bus()
                        .publish(
                            Event.NoticeRaised.of(
                                new Problem(ProblemCode.COMMIT_REMARK, remark, "", ""))));
        skipped(commit.skipped(), tell);
        yield List.of(
            new Part.Attachment(
                "commit",
                "The user made a commit of your changes on "
                    + commit.branch()
                    + ": "
                    + commit.message()));
      }
      case CommitOutcome.Nothing(List<CommitOutcome.Skipped> skipped) -> {
        skipped(skipped, tell);
        yield told("no commit was made: HEAD already holds what this session changed", tell);
      }
      case CommitOutcome.HoldsSecrets(Problem problem) -> refused(problem, tell);
      case CommitOutcome.Stopped(Problem problem, String said) -> {
        refused(problem, tell);
        said.lines().forEach(line -> told(line, tell));
        yield List.of();
      }
      case CommitOutcome.Refused(Problem problem) -> refused(problem, tell);
    };
  }

  private static void skipped(List<CommitOutcome.Skipped> skipped, Consumer<Input> tell) {
    skipped.forEach(file -> told("not committed: " + file.path() + ": " + file.reason(), tell));
  }

  private static List<Part> refused(Problem problem, Consumer<Input> tell) {
    tell.accept(new Input.Told(ReportLines.problem(problem)));
    return List.of();
  }

  private static List<Part> told(String text, Consumer<Input> tell) {
    tell.accept(new Input.Told(List.of(Line.foreign(Role.WARNING, text))));
    return List.of();
  }
}
