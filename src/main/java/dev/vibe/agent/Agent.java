package dev.vibe.agent;

import dev.vibe.approval.Mode;
import dev.vibe.context.ContextBuilder;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Event;
import dev.vibe.event.Event.Compacted.Reason;
import dev.vibe.event.EventBus;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelEvent.Finish;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelRequest.ToolUse;
import dev.vibe.provider.ModelStream;
import dev.vibe.session.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Loop of a run: ask the model, run what it wants, until it answers. Owned by the session's thread.
 */
final class Agent {

  private static final String SENT = "waiting for the model";

  private final ChatModel model;
  private final ContextBuilder context;
  private final ToolRunner tools;
  private final Transcript transcript;
  private final EventBus bus;
  private final Interrupts interrupts;
  private final Steering steering = new Steering();
  private final Checks checks;
  private final RunEnd end;
  private Spending spent = Spending.NOTHING;
  private RunLimits limits = RunLimits.NONE;

  /** What the user said last. */
  private String request = "";

  /** What the model said last in this run that could be used. */
  private String lastText = "";

  private int turn;

  Agent(
      ChatModel model,
      ContextBuilder context,
      ToolRunner tools,
      Conversation conversation,
      Interrupts interrupts,
      Checks checks) {
    this.model = model;
    this.checks = checks;
    this.end = new RunEnd(tools, checks.uncommitted());
    this.context = context;
    this.tools = tools;
    this.transcript = conversation.transcript();
    this.bus = conversation.bus();
    this.interrupts = interrupts;
  }

  /** The record of what is said: where it is kept, and who hears of it. */
  record Conversation(Transcript transcript, EventBus bus) {}

  /**
   * Checks of what the model does and says.
   *
   * @param changed files that the run has changed so far, or would have
   * @param uncommitted files that the run was to commit and did not, asked for when it answers
   * @param mode asked for when it answers
   */
  record Checks(
      EndCheck end,
      ProgressGuard progress,
      Supplier<List<String>> changed,
      Supplier<List<String>> uncommitted,
      Supplier<Mode> mode) {}

  /** Runs one prompt to its end. */
  Next.End run(Message.User prompt, AnswerForm form, RunLimits ofRun) {
    tools.newRun();
    checks.progress().newRun();
    limits = ofRun;
    spent = Spending.NOTHING;
    lastText = "";
    end.newRun(form);
    Message.User wanted;
    switch (tools.hooks().prompt(prompt)) {
      case SessionHookPoints.Begun.Prompt(Message.User message) -> wanted = message;
      case SessionHookPoints.Begun.Refused(Stop stop) -> {
        return stopped(stop);
      }
    }
    said(List.of(wanted));
    steering.open();
    try {
      return end.settled(untilItAnswers(), interrupts.isRequested());
    } finally {
      steering.close();
    }
  }

  private Next.End untilItAnswers() {
    Patience patience = Patience.FULL;
    while (true) {
      Optional<Stop> stop = interrupts.requested().or(() -> limits.reached(spent));
      if (stop.isPresent()) {
        return stopped(stop.get());
      }
      steering.takeByTheWay().map(Event.UserSaid::new).ifPresent(bus::publish);
      said(steering.take());
      Reply reply = converse(patience.toolUse());
      patience = patience.after(reply);
      if (next(reply, patience) instanceof Next.End ended) {
        return ended;
      }
    }
  }

  /** Does what a reply asks for. */
  private Next next(Reply reply, Patience patience) {
    return switch (reply) {
      case Reply.Answer(Message.Assistant message) -> answered(message);
      case Reply.Calls(Message.Assistant message) -> called(message);
      case Reply.Cut(Message.Assistant message) -> cut(message);
      case Reply.Nothing() -> silent(patience);
      case Reply.Unfinished(Message.Assistant message, Lack lack) ->
          unfinished(message, lack, patience);
      case Reply.Circling(Message.Assistant message) -> circling(message, patience);
      case Reply.TooLarge(Stop stop) -> tooLarge(stop, patience);
      case Reply.Failed(Stop stop, String partialText) -> brokenOff(stop, partialText);
    };
  }

  /** What the user said by now goes on with the run. */
  private Next answered(Message.Assistant message) {
    bus.publish(new Event.AssistantSaid(message));
    lastText = message.text();
    List<Message.User> more = steering.takeOrClose();
    said(more);
    if (!more.isEmpty()) {
      end.goesOn();
      return new Next.GoOn();
    }
    return switch (end.after(lastText)) {
      case RunEnd.Step.Done(String answer) -> new Next.End.Answered(answer);
      case RunEnd.Step.Stopped() -> new Next.GoOn(); // to the look for a stop
      case RunEnd.Step.GiveUp(Stop stop) -> stopped(stop);
      case RunEnd.Step.Tell(Message.User told) -> {
        steering.open();
        bus.publish(new Event.UserSaid(told));
        yield new Next.GoOn();
      }
    };
  }

  private Next called(Message.Assistant message) {
    bus.publish(new Event.AssistantSaid(message));
    lastText = message.text();
    List<ToolResult> results = tools.runAll(message.calls());
    tools.hooks().takeWords().ifPresent(this::tell);
    return switch (checks.progress().after(message.calls(), results)) {
      case ProgressGuard.Advice.GoOn g -> new Next.GoOn();
      case ProgressGuard.Advice.Hint(String text) -> {
        tell(text);
        yield new Next.GoOn();
      }
      case ProgressGuard.Advice.End(Stop stop) -> stopped(stop);
    };
  }

  private Next cut(Message.Assistant message) {
    bus.publish(new Event.AssistantSaid(message));
    if (message.calls().isEmpty()) {
      return new Next.End.Stopped(UnusableReply.cut(), message.text());
    }
    answerCut(message);
    return new Next.GoOn();
  }

  private Next silent(Patience patience) {
    if (!patience.allowsNudge()) {
      return stopped(UnusableReply.empty());
    }
    tell(UnusableReply.EMPTY_NUDGE);
    return new Next.GoOn();
  }

  /** It is told once what is missing; a second answer like that is no end that counts as done. */
  private Next unfinished(Message.Assistant message, Lack lack, Patience patience) {
    if (!message.isEmpty()) {
      bus.publish(new Event.AssistantSaid(message));
      lastText = message.text();
    }
    List<Message.User> more = steering.take();
    said(more);
    if (!more.isEmpty()) {
      return new Next.GoOn();
    }
    if (!patience.allowsNudge()) {
      return stopped(message.isEmpty() ? UnusableReply.empty() : UnusableReply.unfinished(lack));
    }
    tell(lack.nudge());
    return new Next.GoOn();
  }

  /** Its head is kept; what it repeated would only lead the model on. */
  private Next circling(Message.Assistant message, Patience patience) {
    if (!message.isEmpty()) {
      bus.publish(new Event.AssistantSaid(message));
    }
    if (!patience.allowsNudge()) {
      return new Next.End.Stopped(UnusableReply.circling(), message.text());
    }
    bus.publish(Event.NoticeRaised.of(UnusableReply.CIRCLE));
    tell(UnusableReply.CIRCLE_NUDGE);
    return new Next.GoOn();
  }

  private Next tooLarge(Stop stop, Patience patience) {
    return patience.allowsShrink() && compaction().afterRefusal(patience.shrinks())
        ? new Next.GoOn()
        : stopped(stop);
  }

  /** Between two runs, because the user asked for it; as {@link Compaction#run}. */
  boolean compact(String hint) {
    spent = Spending.NOTHING;
    return compaction().run(Reason.ASKED, Compaction.Author.MODEL, hint);
  }

  private Compaction compaction() {
    return new Compaction(
        new Compaction.Parts(
            model,
            context,
            transcript,
            bus,
            interrupts,
            reason -> tools.hooks().mayCompact(reason.name().toLowerCase(Locale.ROOT)),
            tools::compacted),
        this::spentAside);
  }

  private void tellUsage(Usage usage) {
    bus.publish(
        new Event.UsageReported(usage, spent.usage(), spent.costUsd(), context.knownWindow()));
  }

  private void spentAside(Usage usage) {
    spent = spent.plusAside(usage, model.capabilities().price());
    tellUsage(usage);
  }

  /** What was shown of a reply that somebody broke off is kept. */
  private Next brokenOff(Stop stop, String partialText) {
    if (!partialText.isBlank() && interrupts.isRequested()) {
      bus.publish(
          new Event.AssistantSaid(new Message.Assistant(partialText, Reasoning.NONE, List.of())));
    }
    return stopped(stop);
  }

  private Next.End stopped(Stop stop) {
    return new Next.End.Stopped(stop, lastText);
  }

  private void tell(String text) {
    bus.publish(new Event.UserSaid(Message.User.text(text), Event.UserSaid.Author.PRODUCT));
  }

  private void said(List<Message.User> messages) {
    for (Message.User message : messages) {
      bus.publish(new Event.UserSaid(message));
      request = ChangeOrder.words(message);
    }
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
    if (context.isFull(transcript.messages()) && context.compacts()) {
      compaction().run(Reason.FULL, Compaction.Author.MODEL, "");
    }
    ModelRequest request = end.shaped(context.request(transcript.messages()).requiring(toolUse));
    try (ModelStream stream = model.open(request)) {
      while (true) {
        ModelEvent event = interrupts.during(stream::next);
        model.takeNotices().forEach(notice -> bus.publish(Event.NoticeRaised.of(notice)));
        switch (event) {
          case ModelEvent.TextDelta(String text) -> bus.publish(new Event.TextDelta(text));
          case ModelEvent.ReasoningDelta(String text) ->
              bus.publish(new Event.ReasoningDelta(text));
          case ModelEvent.Loading l -> bus.publish(Event.Progressed.loading(SENT));
          case ModelEvent.Reading(long tokens, long of) ->
              bus.publish(Event.Progressed.reading(SENT, tokens, of > 0 ? of : expected(tokens)));
          case ModelEvent.Retrying again ->
              bus.publish(
                  new Event.RetryScheduled(
                      again.attempt(), again.delay(), again.reason(), again.discardsShown()));
          case ModelEvent.Done done -> {
            return reply(done);
          }
          case ModelEvent.Failed failed -> {
            return reply(failed);
          }
        }
      }
    }
  }

  /** Tokens of the request that a server reads which does not say how many they are. */
  private long expected(long read) {
    return Math.max(read, context.used(transcript.messages()));
  }

  private Reply reply(ModelEvent.Done done) {
    spent = spent.plus(done.usage(), model.capabilities().price());
    context.counted(model.id(), done.usage());
    tellUsage(done.usage());
    context.noticeOfUse(done.usage().totalTokens()).ifPresent(bus::publish);
    if (limits.equals(RunLimits.NONE)) {
      spent.unlimited().map(Event.NoticeRaised::of).ifPresent(bus::publish);
    }
    Message.Assistant message = done.reply();
    if (done.finish() == Finish.CIRCLING) {
      return new Reply.Circling(message);
    }
    if (done.finish() == Finish.GARBLED_CALL) {
      return new Reply.Unfinished(message, Lack.UNREADABLE_CALL);
    }
    if (message.isEmpty()) {
      return done.finish() == Finish.LENGTH ? new Reply.Cut(message) : new Reply.Nothing();
    }
    if (done.finish() == Finish.LENGTH) {
      return new Reply.Cut(message);
    }
    return message.calls().isEmpty() ? answer(message) : new Reply.Calls(message);
  }

  private Reply answer(Message.Assistant message) {
    if (end.isFitting(message.text())) {
      return new Reply.Answer(message);
    }
    RunFacts facts =
        RunFacts.of(transcript.whole(), ChangeOrder.isIn(request), checks.changed().get());
    return checks
        .end()
        .of(message.text(), checks.mode().get(), facts)
        .<Reply>map(lack -> new Reply.Unfinished(message, lack))
        .orElseGet(() -> new Reply.Answer(message));
  }

  private Reply reply(ModelEvent.Failed failed) {
    Stop stop =
        interrupts
            .requested()
            .orElseGet(() -> new Stop(RunOutcomePolicy.exitCode(failed.kind()), failed.problem()));
    return failed.kind() == ModelEvent.Kind.CONTEXT_OVERFLOW
        ? new Reply.TooLarge(stop)
        : new Reply.Failed(stop, failed.partialText());
  }

  private void answerCut(Message.Assistant message) {
    for (var call : message.calls()) {
      bus.publish(new Event.ToolCalled(call, call.name()));
      bus.publish(
          new Event.ToolFinished(
              new ToolResult(call.id(), call.name(), Outcome.INVALID, UnusableReply.CUT_CALL),
              Duration.ZERO));
    }
  }
}
