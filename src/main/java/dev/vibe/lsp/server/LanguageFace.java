package dev.vibe.lsp.server;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.LearnedRules;
import dev.vibe.approval.Question;
import dev.vibe.approval.Rule;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.Notice;
import dev.vibe.event.RunResult;
import dev.vibe.lsp.server.EditorWindow.Importance;
import dev.vibe.problem.Problem;
import dev.vibe.rpc.RpcException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Face that an editor shows of a session: what goes on as progress, questions as messages with
 * buttons. One run at a time. Thread-safe.
 */
public final class LanguageFace implements EventSink, Approver, LearnedRules.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(LanguageFace.class);

  private final EditorWindow window;
  private final WorkspaceEditing editing;
  private final ShownPapers papers;
  private volatile Optional<Run> run = Optional.empty();

  /** A run that goes on, and its end. */
  private record Run(ShownProgress progress, CompletableFuture<RunEnd> end) {}

  /** End of a run. */
  sealed interface RunEnd {

    record Over(RunResult result) implements RunEnd {}

    /** The session takes no more prompts. */
    record Broken(Problem why) implements RunEnd {}
  }

  LanguageFace(EditorWindow window, WorkspaceEditing editing, ShownPapers papers) {
    this.window = window;
    this.editing = editing;
    this.papers = papers;
  }

  /** The texts as the editor has them. */
  public WorkspaceEditing editing() {
    return editing;
  }

  /** A run is about to begin; the end of it comes there. */
  CompletableFuture<RunEnd> expect(ShownProgress progress) {
    CompletableFuture<RunEnd> end = new CompletableFuture<>();
    run = Optional.of(new Run(progress, end));
    return end;
  }

  @Override
  public void accept(Envelope envelope) {
    switch (envelope.event()) {
      case Event.ToolCalled called -> report(called.title());
      case Event.Progressed(String what) -> report(what);
      case Event.RetryScheduled retry -> report(retry.reason().what());
      case Event.NoticeRaised(Notice notice) -> window.log(oneLine(notice.problem()));
      case Event.RunEnded(RunResult result) ->
          run.ifPresent(now -> now.end().complete(new RunEnd.Over(result)));
      case Event other -> LOG.trace("nothing to show of {}", other);
    }
  }

  private void report(String what) {
    run.ifPresent(now -> now.progress().report(what));
  }

  /** What failed, why, and what to do. */
  static String oneLine(Problem problem) {
    return Stream.of(problem.what(), problem.cause(), problem.remedy())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }

  @Override
  public Answer ask(Question question) {
    PermissionMessage message = new PermissionMessage(question);
    try {
      boolean isShown =
          window.showsDocuments()
              && !message.diff().isEmpty()
              && papers.add("change", ".diff", message.diff()).filter(window::bringUp).isPresent();
      List<String> titles = message.titles();
      String text = isShown ? message.text() : message.textWithDiff();
      return message.answer(window.ask(Importance.INFO, text, titles));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.No("");
    } catch (RpcException e) {
      LOG.warn("the editor did not answer a question", e);
      return new Answer.Nobody();
    }
  }

  @Override
  public void written(Rule rule, Path file) {
    window.log("allow " + rule.text() + ", in this project, is in " + file);
  }

  @Override
  public void notWritten(Problem why) {
    window.show(Importance.WARNING, oneLine(why));
  }

  /** What a person should know of the configuration, and goes on without. */
  public void tell(Problem problem) {
    window.show(Importance.WARNING, oneLine(problem));
  }

  /** The session takes no more prompts. */
  public void broke(Problem why) {
    run.ifPresent(now -> now.end().complete(new RunEnd.Broken(why)));
  }
}
