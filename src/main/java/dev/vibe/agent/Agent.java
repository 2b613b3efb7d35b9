package dev.vibe.agent;

import dev.vibe.context.ContextBuilder;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelEvent.Finish;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelRequest.ToolUse;
import dev.vibe.provider.ModelStream;
import dev.vibe.session.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The loop: ask the model, run what it wants, until it answers. Owned by the session's thread. */
final class Agent {

  /** How often a reply that cannot be used is answered with words before the run gives up. */
  private static final int NUDGES = 1;

  /** How often a request is made smaller after the server found it too large. */
  private static final int SHRINKS = 2;

  private final ChatModel model;
  private final ContextBuilder context;
  private final ToolRunner tools;
  private final Transcript transcript;
  private final EventBus bus;
  private final Interrupts interrupts;
  private final Steering steering = new Steering();
  private final RepeatGuard repeats = new RepeatGuard();
  private Spending spent = Spending.NOTHING;
  private int turn;

  Agent(
      ChatModel model,
      ContextBuilder context,
      ToolRunner tools,
      Conversation conversation,
      Interrupts interrupts) {
    this.model = model;
    this.context = context;
    this.tools = tools;
    this.transcript = conversation.transcript();
    this.bus = conversation.bus();
    this.interrupts = interrupts;
  }

  /** The record of what is said: where it is kept, and who hears of it. */
  record Conversation(Transcript transcript, EventBus bus) {}

  /** How the loop ended. */
  sealed interface End {

    record Answered(String answer) implements End {}

    record Stopped(Stop stop, String lastText) implements End {}
  }

  /** Runs one prompt to its end. */
  End run(Message.User prompt, RunLimits limits) {
    tools.newRun();
    spent = Spending.NOTHING;
    bus.publish(new Event.UserSaid(prompt));
    steering.open();
    try {
      return untilItAnswers(limits);
    } finally {
      steering.close();
    }
  }

  private End untilItAnswers(RunLimits limits) {
    String lastText = "";
    int nudges = 0;
    int shrinks = 0;
    ToolUse toolUse = ToolUse.FREE;
    while (true) {
      Optional<Stop> stop = interrupts.requested().or(() -> limits.reached(spent));
      if (stop.isPresent()) {
        return new End.Stopped(stop.get(), lastText);
      }
      said(steering.take());
      Reply reply = converse(toolUse);
      toolUse = ToolUse.FREE;
      switch (reply) {
        case Reply.Answer(Message.Assistant message) -> {
          bus.publish(new Event.AssistantSaid(message));
          lastText = message.text();
          List<Message.User> more = steering.takeOrClose();
          if (more.isEmpty()) {
            return new End.Answered(lastText);
          }
          said(more);
        }
        case Reply.Calls(Message.Assistant message) -> {
          bus.publish(new Event.AssistantSaid(message));
          lastText = message.text();
          nudges = 0;
          shrinks = 0;
          Optional<Stop> stuck = repeats.check(message.calls(), tools.runAll(message.calls()));
          if (stuck.isPresent()) {
            return new End.Stopped(stuck.get(), lastText);
          }
        }
        case Reply.Cut(Message.Assistant message) -> {
          bus.publish(new Event.AssistantSaid(message));
          if (message.calls().isEmpty()) {
            return new End.Stopped(cut(), message.text());
          }
          answerCut(message);
        }
        case Reply.Nothing() -> {
          if (nudges++ >= NUDGES) {
            return new End.Stopped(silent(), lastText);
          }
          bus.publish(new Event.UserSaid(Message.User.text(EMPTY_NUDGE)));
        }
        case Reply.Garbled(Message.Assistant message) -> {
          bus.publish(new Event.AssistantSaid(message));
          if (nudges++ >= NUDGES) {
            return new End.Answered(message.text());
          }
          bus.publish(new Event.UserSaid(Message.User.text(GARBLED_NUDGE)));
          toolUse = ToolUse.REQUIRED;
        }
        case Reply.TooLarge(Stop tooLarge) -> {
          if (shrinks++ >= SHRINKS || !context.shrink(transcript.messages())) {
            return new End.Stopped(tooLarge, lastText);
          }
        }
        case Reply.Failed(Stop failed, String partialText) -> {
          if (!partialText.isBlank() && interrupts.isRequested()) {
            bus.publish(
                new Event.AssistantSaid(
                    new Message.Assistant(partialText, Reasoning.NONE, List.of())));
          }
          return new End.Stopped(failed, lastText);
        }
      }
    }
  }

  private void said(List<Message.User> messages) {
    messages.forEach(message -> bus.publish(new Event.UserSaid(message)));
  }

  /** Where the user speaks into the present run; from any thread. */
  Steering steering() {
    return steering;
  }

  /** By the present run, or the last one. */
  Spending spent() {
    return spent;
  }

  private Reply converse(ToolUse toolUse) {
    bus.turn(++turn);
    ModelRequest request = context.request(transcript.messages()).requiring(toolUse);
    try (ModelStream stream = model.open(request)) {
      while (true) {
        ModelEvent event = interrupts.during(stream::next);
        model.takeNotices().forEach(notice -> bus.publish(Event.NoticeRaised.of(notice)));
        switch (event) {
          case ModelEvent.TextDelta(String text) -> bus.publish(new Event.TextDelta(text));
          case ModelEvent.ReasoningDelta(String text) ->
              bus.publish(new Event.ReasoningDelta(text));
          case ModelEvent.Retrying(
                  int attempt,
                  Duration delay,
                  ModelEvent.Obstacle kind,
                  Problem reason,
                  boolean discardsShown) ->
              bus.publish(new Event.RetryScheduled(attempt, delay, reason, discardsShown));
          case ModelEvent.Done done -> {
            return spent(done);
          }
          case ModelEvent.Failed failed -> {
            return failed(failed);
          }
        }
      }
    }
  }

  private Reply spent(ModelEvent.Done done) {
    spent = spent.plus(done.usage(), model.capabilities().price());
    bus.publish(new Event.UsageReported(done.usage(), spent.usage(), spent.costUsd()));
    Message.Assistant message = done.reply();
    if (message.isEmpty()) {
      return done.finish() == Finish.LENGTH ? new Reply.Cut(message) : new Reply.Nothing();
    }
    if (done.finish() == Finish.LENGTH) {
      return new Reply.Cut(message);
    }
    if (done.finish() == Finish.GARBLED_CALL) {
      return new Reply.Garbled(message);
    }
    return message.calls().isEmpty() ? new Reply.Answer(message) : new Reply.Calls(message);
  }

  private Reply failed(ModelEvent.Failed failed) {
    ExitCode exit =
        switch (failed.kind()) {
          case UNREACHABLE, QUOTA, REJECTED -> ExitCode.UNREACHABLE;
          case UNAUTHORIZED -> ExitCode.UNAUTHORIZED;
          case CONTEXT_OVERFLOW -> ExitCode.LIMIT;
          case CANCELLED -> ExitCode.INTERRUPTED;
        };
    Stop stop = interrupts.requested().orElse(new Stop(exit, failed.problem()));
    return failed.kind() == ModelEvent.Kind.CONTEXT_OVERFLOW
        ? new Reply.TooLarge(stop)
        : new Reply.Failed(stop, failed.partialText());
  }

  private void answerCut(Message.Assistant message) {
    for (var call : message.calls()) {
      bus.publish(new Event.ToolCalled(call, call.name()));
      bus.publish(
          new Event.ToolFinished(
              new ToolResult(call.id(), call.name(), Outcome.INVALID, CUT_CALL), Duration.ZERO));
    }
  }

  private static final String GARBLED_NUDGE =
      "Your message ended in a tool call that was written as text, and that could not be read: its"
          + " JSON is not complete, or there is no tool of that name. It was not run. Call the tool"
          + " again.";

  private static final String EMPTY_NUDGE =
      "Your reply was empty. Go on with the task by calling a tool, or say that you are done and"
          + " what you did.";

  private static final String CUT_CALL =
      "not run: the output limit cut your reply inside its calls. Do it again in smaller steps,"
          + " with one small call a reply";

  private static Stop cut() {
    return new Stop(
        ExitCode.LIMIT,
        new Problem(
            ProblemCode.REPLY_CUT,
            "the model's answer is incomplete",
            "it reached the output limit of the endpoint",
            "raise max_output_tokens in the configuration, or ask for less"));
  }

  private static Stop silent() {
    return new Stop(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.EMPTY_REPLY,
            "the model answered nothing, again and again",
            "often the context is larger than the server keeps, or its tool parser is off",
            "check the server's context size and tool-call settings, or use another model"));
  }
}
