package dev.vibe.agent;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolNames;
import dev.vibe.provider.ModelRequest;
import dev.vibe.text.Names;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Judge of whether an answer of the model is the end of its run. Against it speak, in this order: a
 * verification that is red, a goal that is not reached, a form that the answer does not have, a
 * commit that is missing. Owned by the session's thread.
 */
final class RunEnd {

  /** How often an answer that does not have its form is asked for again. */
  private static final int MOST_ASKED = 3;

  private final ToolRunner tools;
  private final Supplier<List<String>> uncommitted;
  private AnswerForm form = AnswerForm.FREE;
  private int asked;

  /** Whether the next reply is to have the form and call nothing. */
  private boolean asksForForm;

  /** The answer of this run, once it was asked to commit what it left. */
  private Optional<String> answer = Optional.empty();

  /** What comes after an answer. */
  sealed interface Step {

    record Done(String answer) implements Step {}

    /** The model has to hear something first. */
    record Tell(Message.User message) implements Step {}

    record GiveUp(Stop stop) implements Step {}

    /** The run was asked to end. */
    record Stopped() implements Step {}
  }

  /**
   * The end of a session's runs.
   *
   * @param uncommitted files that the run was to commit and did not
   */
  RunEnd(ToolRunner tools, Supplier<List<String>> uncommitted) {
    this.tools = tools;
    this.uncommitted = uncommitted;
  }

  void newRun(AnswerForm wanted) {
    form = wanted;
    asked = 0;
    asksForForm = false;
    answer = Optional.empty();
  }

  /** The user has said more: what was the answer is none. */
  void goesOn() {
    answer = Optional.empty();
  }

  /** Whether a text can be the answer whatever else it looks like. */
  boolean isFitting(String text) {
    return !form.isFree() && form.fitting(text).isPresent();
  }

  /** A request as it is to be made now. */
  ModelRequest shaped(ModelRequest request) {
    ModelRequest shaped = asksForForm ? request.answering(form.text()) : request;
    asksForForm = false;
    return shaped;
  }

  /** Blocks while the verification runs, and what the goal asks for. */
  Step after(String text) {
    return step(tools.verdict(), () -> step(tools.verdictOfGoal(text), () -> verified(text)));
  }

  private Step step(RunVerification.Verdict verdict, Supplier<Step> next) {
    return switch (verdict) {
      case RunVerification.Verdict.Fine() -> next.get();
      case RunVerification.Verdict.BrokenOff() -> new Step.Stopped();
      case RunVerification.Verdict.Tell(Message.User red) -> {
        answer = Optional.empty();
        yield new Step.Tell(red);
      }
      case RunVerification.Verdict.GiveUp(Stop stop) -> {
        answer = Optional.empty();
        yield new Step.GiveUp(stop);
      }
    };
  }

  private Step verified(String text) {
    if (answer.isPresent()) {
      return new Step.Done(text); // settled below: the answer is the one before
    }
    Optional<String> fitting = form.fitting(text);
    if (fitting.isEmpty()) {
      asksForForm = true;
      return ++asked > MOST_ASKED
          ? new Step.GiveUp(form.misfit(text))
          : new Step.Tell(Message.User.text(form.asked(text)));
    }
    List<String> files = uncommitted.get();
    if (files.isEmpty()) {
      return tools
          .hooks()
          .beforeEnd(fitting.get())
          .<Step>map(reason -> new Step.Tell(Message.User.text(reason)))
          .orElseGet(() -> new Step.Done(fitting.get()));
    }
    answer = fitting;
    String names = Names.some(files) + (files.size() == 1 ? " is" : " are");
    return new Step.Tell(
        Message.User.text(
            names + " changed and not committed: call " + ToolNames.GIT_COMMIT + "."));
  }

  /** What the model says or fails to say to the reminder is not the answer to the user. */
  Next.End settled(Next.End end, boolean isInterrupted) {
    return answer.isPresent() && !isInterrupted ? new Next.End.Answered(answer.get()) : end;
  }
}
