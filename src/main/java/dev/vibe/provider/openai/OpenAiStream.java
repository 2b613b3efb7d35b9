package dev.vibe.provider.openai;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.net.HttpCall;
import dev.vibe.net.HttpFailure;
import dev.vibe.net.HttpReply;
import dev.vibe.net.RetryPolicy;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelEvent.Obstacle;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.openai.wire.ServerError;
import dev.vibe.provider.openai.wire.reply.DeltaAssembler;
import dev.vibe.provider.openai.wire.server.ServerReading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stream of one reply, over as many requests as it takes. Pulled by one thread; {@link #close} may
 * come from any.
 */
final class OpenAiStream implements ModelStream {

  /** How long the rest of an error body is waited for. */
  private static final Duration ERROR_BODY_LIMIT = Duration.ofSeconds(10);

  /** Where the reply is. */
  private sealed interface State {

    /** To be sent after a wait. */
    record Due(Duration delay) implements State {}

    /** Sent; nothing of an answer has come. */
    record Sent(PendingStep<HttpReply> answer, WrittenRequest request, String key)
        implements State {}

    record Reading(Attempt attempt) implements State {}

    record Over(ModelEvent last) implements State {}
  }

  /** What a stream works with; the same for all of a session. */
  record Parts(
      EndpointClient client,
      EndpointDirectory directory,
      RequestWriter writer,
      ReplyHistory replies,
      Retries retries,
      PromptWatch watch,
      LoadWatch loading) {}

  private final Parts parts;
  private final ModelRequest request;
  private final Set<String> takenIds = new HashSet<>();
  private final ArrayDeque<ModelEvent> ready = new ArrayDeque<>();

  private State state = new State.Due(Duration.ZERO);
  private int attempts = 1;
  private Duration waited = Duration.ZERO;
  private boolean askedForKeyAgain;
  private boolean triedEmptyAgain;
  private ModelEvent.Reading read = ModelEvent.Reading.NOTHING;

  /** Whether it was said that the model is being loaded. */
  private boolean isLoading;

  private volatile boolean answering;

  private final Closing closing = new Closing();

  OpenAiStream(Parts parts, ModelRequest request) {
    this.parts = parts;
    this.request = request;
    this.triedEmptyAgain = parts.replies.lastWasEmpty();
    for (Message message : request.messages()) {
      if (message instanceof Message.Assistant assistant) {
        for (ToolCall call : assistant.calls()) {
          takenIds.add(call.id().value());
        }
      }
    }
  }

  @Override
  public ModelEvent next() {
    if (state instanceof State.Over(ModelEvent last) && ready.isEmpty()) {
      return last;
    }
    try {
      while (ready.isEmpty() && !closing.isRequested()) {
        state =
            switch (state) {
              case State.Due(Duration delay) -> closing.pause(delay) ? send() : state;
              case State.Sent sent -> awaitAnswer(sent);
              case State.Reading(Attempt attempt) -> read(attempt);
              case State.Over over -> over;
            };
      }
    } catch (VibeException e) {
      return over(new ModelEvent.Failed(ModelEvent.Kind.UNAUTHORIZED, e.problem(), shown()));
    } catch (RuntimeException e) {
      Problem bug =
          new Problem(
              ProblemCode.INTERNAL, "the reply could not be read", e.toString(), "report this");
      return over(new ModelEvent.Failed(ModelEvent.Kind.REJECTED, bug, shown()));
    }
    if (state instanceof State.Over && !ready.isEmpty()) {
      return ready.removeFirst();
    }
    if (closing.isRequested()) {
      Problem cancelled = new Problem(ProblemCode.CANCELLED, "the reply was cancelled", "", "");
      return over(new ModelEvent.Failed(ModelEvent.Kind.CANCELLED, cancelled, shown()));
    }
    return ready.removeFirst();
  }

  private ModelEvent over(ModelEvent last) {
    ready.clear();
    state = new State.Over(last);
    closing.abortCurrent();
    return last;
  }

  @Override
  public void close() {
    closing.close();
  }

  @Override
  public boolean isAnswering() {
    return answering;
  }

  private String shown() {
    return state instanceof State.Reading(Attempt attempt) ? attempt.shownText() : "";
  }

  private State send() {
    String key = parts.client.key();
    WrittenRequest sent = parts.writer.write(request);
    HttpCall call = parts.client.completions(sent.body(), key);
    closing.started(call);
    Duration limit = parts.client.timeouts().firstByte();
    if (parts.loading.isOn() || parts.watch.isOn()) {
      return new State.Sent(PendingStep.of(brought -> call.send(limit)), sent, key);
    }
    try {
      return answered(call.send(limit), sent, key);
    } catch (IOException e) {
      return follow(parts.replies.failed(asFailure(e), key), Trouble.unanswered(key));
    }
  }

  /** Servers that load a model first, or read all of the request, say nothing at all meanwhile. */
  private State awaitAnswer(State.Sent sent) {
    try {
      Optional<HttpReply> reply = sent.answer().await(parts.client.timeouts().glance(), ready::add);
      if (reply.isPresent()) {
        return answered(reply.get(), sent.request(), sent.key());
      }
      lookAtServer();
      return sent;
    } catch (IOException e) {
      return follow(parts.replies.failed(asFailure(e), sent.key()), Trouble.unanswered(sent.key()));
    }
  }

  private void lookAtServer() {
    if (!isLoading && parts.loading.isOn() && !closing.isRequested()) {
      isLoading = parts.loading.isLoading(closing::asked);
      if (isLoading) {
        ready.add(new ModelEvent.Loading());
      }
    }
    if (parts.watch.isOn() && !closing.isRequested()) {
      parts.watch.look(closing::asked).ifPresent(this::tell);
    }
  }

  private State answered(HttpReply reply, WrittenRequest sent, String key) throws IOException {
    if (reply.status() / 100 == 2) {
      DeltaAssembler assembler = new DeltaAssembler(request.tools(), takenIds);
      return new State.Reading(new Attempt(reply, assembler, sent, key));
    }
    try (reply) {
      ErrorReply error = ErrorReply.read(reply, ERROR_BODY_LIMIT);
      return follow(parts.replies.refused(error, sent, key), Trouble.of(error, key));
    }
  }

  private static HttpFailure asFailure(IOException e) {
    return e instanceof HttpFailure failure
        ? failure
        : new HttpFailure(HttpFailure.Kind.BROKEN, "the reply is unreadable", e);
  }

  private State read(Attempt attempt) {
    EndpointTimeouts timeouts = parts.client.timeouts();
    Attempt.Step step;
    try {
      step =
          attempt.isPending() || (parts.watch.isOn() && !attempt.assembler().isStarted())
              ? attempt.stepWithin(timeouts.glance(), timeouts, this::came)
              : attempt.step(timeouts, ready::add);
      answering = attempt.assembler().isStarted();
    } catch (IOException e) {
      return attempt.isComplete() && !closing.isRequested()
          ? finish(attempt, DeltaAssembler.Marked.NO)
          : follow(parts.replies.failed(asFailure(e), attempt.key()), Trouble.of(attempt));
    }
    return switch (step) {
      case MORE -> state;
      case SILENCE -> {
        if (parts.watch.isOn() && !closing.isRequested()) {
          parts.watch.look(closing::asked).ifPresent(reading -> seen(attempt, reading));
        }
        yield state;
      }
      case MARKED_END -> finish(attempt, DeltaAssembler.Marked.YES);
      case END -> finish(attempt, DeltaAssembler.Marked.NO);
      case CIRCLING -> cut(attempt);
      case WEB_PAGE ->
          follow(
              new Diagnosis.Final(
                  ModelEvent.Kind.REJECTED, parts.client.problems(attempt.key()).webPage()),
              Trouble.of(attempt));
    };
  }

  private void came(ModelEvent event) {
    if (event instanceof ModelEvent.Reading reading) {
      read = reading;
    }
    ready.add(event);
  }

  /** The server is at work, and may say how far it is. */
  private void seen(Attempt attempt, ServerReading reading) {
    attempt.showsLife();
    tell(reading);
  }

  private void tell(ServerReading reading) {
    if (reading.tokens().orElse(0) > read.tokens()) {
      came(new ModelEvent.Reading(reading.tokens().getAsLong(), read.of()));
    }
  }

  private State finish(Attempt attempt, DeltaAssembler.Marked marked) {
    EndpointProblems problems = parts.client.problems(attempt.key());
    return switch (attempt.assembler().end(marked, ready::add)) {
      case DeltaAssembler.Ending.Whole(ModelEvent.Done done) -> {
        if (done.reply().isEmpty() && parts.replies.suspectsOverflow(attempt.sent(), done)) {
          yield fail(
              ModelEvent.Kind.CONTEXT_OVERFLOW, problems.emptyOverflow(), Trouble.of(attempt));
        }
        if (done.reply().isEmpty() && done.finish() == ModelEvent.Finish.STOP && !triedEmptyAgain) {
          triedEmptyAgain = true;
          yield follow(
              new Diagnosis.Retryable(Obstacle.BROKEN_REPLY, problems.empty(), attempts + 1),
              Trouble.of(attempt));
        }
        if (parts.replies.missedResults(attempt.sent(), done)) {
          yield follow(
              new Diagnosis.Retryable(
                  Obstacle.BROKEN_REPLY, parts.replies.resultsMissed(), attempts + 1),
              Trouble.of(attempt));
        }
        attempt.reply().close();
        parts.replies.replied(attempt.sent(), done);
        if (attempt.assembler().hasRecovered()) {
          parts.replies.recovered();
        }
        ready.add(done);
        yield new State.Over(done);
      }
      case DeltaAssembler.Ending.Broken(String why) ->
          follow(
              new Diagnosis.Retryable(
                  Obstacle.BROKEN_REPLY, problems.broken(why), Diagnosis.BROKEN_REPLIES),
              Trouble.of(attempt));
      case DeltaAssembler.Ending.Refused(ServerError error) ->
          follow(
              parts.replies.refused(
                  ErrorReply.of(error, attempt.reply()), attempt.sent(), attempt.key()),
              Trouble.of(attempt));
    };
  }

  /** Ends it now, so that the server stops working on what nobody reads. */
  private State cut(Attempt attempt) {
    closing.abortCurrent();
    attempt.abandon();
    ModelEvent.Done done = attempt.assembler().cutCircle();
    ready.add(done);
    return new State.Over(done);
  }

  private State follow(Diagnosis diagnosis, Trouble trouble) {
    return switch (diagnosis) {
      case Diagnosis.FieldsRejected(List<String> fields) -> {
        fields.forEach(parts.writer::refuseField);
        yield new State.Due(Duration.ZERO);
      }
      case Diagnosis.ImagesRejected(Problem problem) -> {
        parts.writer.refuseImages(problem);
        yield new State.Due(Duration.ZERO);
      }
      case Diagnosis.HistoryRejected(Problem problem) ->
          parts.writer.writePlainly(request)
              ? new State.Due(Duration.ZERO)
              : fail(ModelEvent.Kind.REJECTED, problem, trouble);
      case Diagnosis.TemplateFailed(Problem problem) ->
          parts.writer.writePlainly(request) || parts.writer.writeToolsAsText(request)
              ? new State.Due(Duration.ZERO)
              : fail(ModelEvent.Kind.REJECTED, problem, trouble);
      case Diagnosis.KeyRejected(Problem problem) -> {
        if (!askedForKeyAgain && parts.client.renewKey(trouble.key())) {
          askedForKeyAgain = true;
          yield new State.Due(Duration.ZERO);
        }
        yield fail(ModelEvent.Kind.UNAUTHORIZED, problem, trouble);
      }
      case Diagnosis.Final(ModelEvent.Kind kind, Problem problem) ->
          fail(kind, withServedModels(problem, trouble), trouble);
      case Diagnosis.Retryable retryable -> again(retryable, trouble);
    };
  }

  private State again(Diagnosis.Retryable retryable, Trouble trouble) {
    Retries.Spent spent = new Retries.Spent(attempts, waited);
    RetryPolicy.Verdict verdict =
        parts.retries.after(spent, retryable.attempts(), trouble.retryAfter(), trouble.leastWait());
    return switch (verdict) {
      case RetryPolicy.Verdict.GiveUp(Duration asked) ->
          fail(
              ModelEvent.Kind.UNREACHABLE,
              EndpointProblems.givenUp(retryable.problem(), spent, asked),
              trouble);
      case RetryPolicy.Verdict.Wait(Duration delay) -> {
        ready.add(
            new ModelEvent.Retrying(
                attempts,
                delay,
                retryable.obstacle(),
                retryable.problem(),
                trouble.shown() == Trouble.Shown.SOMETHING));
        attempts++;
        answering = false;
        waited = waited.plus(delay);
        yield new State.Due(delay);
      }
    };
  }

  private Problem withServedModels(Problem problem, Trouble trouble) {
    if (problem.code() != ProblemCode.UNKNOWN_MODEL) {
      return problem;
    }
    try {
      return parts
          .client
          .problems(trouble.key())
          .unknownModel(problem, parts.directory.served(closing::started));
    } catch (HttpFailure | VibeException e) {
      return problem;
    }
  }

  private State fail(ModelEvent.Kind kind, Problem problem, Trouble trouble) {
    ModelEvent.Failed failed = new ModelEvent.Failed(kind, problem, trouble.partialText());
    ready.add(failed);
    return new State.Over(failed);
  }
}
