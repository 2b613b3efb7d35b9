package dev.vibe.provider;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.FallbackRoute.Choice;
import dev.vibe.provider.FallbackRoute.Ready;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stream of one reply, from the first of several models that gives it. */
final class FallbackStream implements ModelStream {

  private final FallbackRoute route;
  private final Alarm alarm;
  private final ModelRequest request;
  private final List<String> failures = new ArrayList<>();

  private int place;
  private Duration waited = Duration.ZERO;
  private boolean shown;
  private boolean overflowed;

  private final Object lock = new Object();
  // All below are guarded by the lock.
  private ModelStream stream;
  private int generation;
  private boolean alarmed;
  private Runnable callOff = () -> {};
  private boolean late;
  private boolean closed;

  FallbackStream(FallbackRoute route, Alarm alarm, ModelRequest request) {
    this.route = route;
    this.alarm = alarm;
    this.request = request;
    Ready first = ready(route.at(0));
    route.goTo(first);
    this.stream = first.model().open(request);
  }

  /** The first one is given, and the others are only come to when they can be used. */
  private static Ready ready(Choice choice) {
    return switch (choice) {
      case Choice.Usable(Ready ready) -> ready;
      case Choice.Unusable(Problem problem) -> throw new IllegalStateException(problem.what());
    };
  }

  @Override
  public ModelEvent next() {
    ModelStream now = withAlarm();
    ModelEvent event = now.next();
    return switch (event) {
      case ModelEvent.TextDelta delta -> answering(delta);
      case ModelEvent.ReasoningDelta delta -> answering(delta);
      case ModelEvent.Done done -> answering(done);
      case ModelEvent.Loading loading -> loading;
      case ModelEvent.Reading reading -> reading;
      case ModelEvent.Retrying retrying -> retrying(retrying);
      case ModelEvent.Failed failed -> failed(failed);
    };
  }

  /** Sets the alarm of this model's first token, once, when its request is about to be sent. */
  private ModelStream withAlarm() {
    synchronized (lock) {
      ModelStream now = stream;
      int present = generation;
      Duration limit = route.patience().firstToken();
      if (!alarmed && limit.isPositive() && hasNext()) {
        alarmed = true;
        callOff = alarm.set(limit, () -> giveUp(present));
      }
      return now;
    }
  }

  /** Ends the wait for a model, unless another has taken its place or it has begun. */
  private void giveUp(int waitedFor) {
    ModelStream slow;
    synchronized (lock) {
      if (waitedFor != generation || closed || stream.isAnswering()) {
        return;
      }
      late = true;
      slow = stream;
    }
    slow.close();
  }

  private ModelEvent answering(ModelEvent event) {
    synchronized (lock) {
      callOff.run();
    }
    shown = true;
    return event;
  }

  private ModelEvent retrying(ModelEvent.Retrying retrying) {
    waited = waited.plus(retrying.delay());
    if (hasNext() && isGivenUp(retrying.kind())) {
      return moveOn(
          retrying.reason(),
          new ModelEvent.Failed(ModelEvent.Kind.UNREACHABLE, retrying.reason(), ""));
    }
    shown = shown && !retrying.discardsShown();
    return retrying;
  }

  /** Whether the others are there for that, instead of another try at the same server. */
  private boolean isGivenUp(ModelEvent.Obstacle obstacle) {
    return switch (obstacle) {
      case NO_CONNECTION, SILENCE -> true;
      case BUSY -> waited.compareTo(route.patience().waits()) > 0;
      case BROKEN_REPLY, LEFT -> false;
    };
  }

  private ModelEvent failed(ModelEvent.Failed failed) {
    boolean wasLate;
    synchronized (lock) {
      callOff.run();
      wasLate = late && !closed;
    }
    if (wasLate
        && failed.kind() == ModelEvent.Kind.CANCELLED
        && !Thread.currentThread().isInterrupted()) {
      return moveOn(tooSlow(), new ModelEvent.Failed(ModelEvent.Kind.UNREACHABLE, tooSlow(), ""));
    }
    boolean another =
        switch (failed.kind()) {
          case UNREACHABLE, CONTEXT_OVERFLOW -> hasNext();
          case UNAUTHORIZED, QUOTA, REJECTED, CANCELLED -> false;
        };
    overflowed |= failed.kind() == ModelEvent.Kind.CONTEXT_OVERFLOW;
    return another ? moveOn(failed.problem(), failed) : withFailuresBefore(failed);
  }

  private Problem tooSlow() {
    return new Problem(
        ProblemCode.NO_ANSWER,
        "no token from "
            + route.current().model().id()
            + " within "
            + route.patience().firstToken().toSeconds()
            + " s",
        "switch_after is reached",
        "");
  }

  private boolean hasNext() {
    return place + 1 < route.count();
  }

  /** Goes to the next model that can be used; {@code failed} is what it was left for. */
  private ModelEvent moveOn(Problem reason, ModelEvent.Failed failed) {
    Ready from = ready(route.at(place));
    int own = failures.size();
    failures.add(from.model().id() + ": " + reason.what());
    boolean discards = shown;
    while (hasNext()) {
      place++;
      switch (route.at(place)) {
        case Choice.Unusable(Problem problem) ->
            failures.add(route.name(place) + ": " + problem.what());
        case Choice.Usable(Ready to) -> {
          begin(to);
          Problem notice = switched(from.model(), to.model(), reason);
          route.tell(notice);
          return new ModelEvent.Retrying(
              failures.size(), Duration.ZERO, ModelEvent.Obstacle.LEFT, notice, discards);
        }
      }
    }
    failures.remove(own);
    return withFailuresBefore(failed);
  }

  private void begin(Ready to) {
    ModelStream left;
    ModelStream opened = to.model().open(request);
    boolean tooLate;
    synchronized (lock) {
      left = stream;
      callOff.run();
      alarmed = false;
      late = false;
      stream = opened;
      generation++;
      tooLate = closed;
    }
    route.goTo(to);
    shown = false;
    waited = Duration.ZERO;
    left.close();
    if (tooLate) {
      opened.close();
    }
  }

  private static Problem switched(ChatModel from, ChatModel to, Problem reason) {
    String cause = reason.cause().isEmpty() ? "" : " (" + reason.cause() + ")";
    return new Problem(
        ProblemCode.MODEL_SWITCHED,
        "going from "
            + from.id()
            + " at "
            + from.endpoint()
            + " to "
            + to.id()
            + " at "
            + to.endpoint(),
        reason.what() + cause,
        "");
  }

  /** Too large for one of them means that a smaller request helps. */
  private ModelEvent.Failed withFailuresBefore(ModelEvent.Failed last) {
    if (failures.isEmpty()) {
      return last;
    }
    Problem problem = last.problem();
    boolean smallerHelps = overflowed && last.kind() == ModelEvent.Kind.UNREACHABLE;
    return new ModelEvent.Failed(
        smallerHelps ? ModelEvent.Kind.CONTEXT_OVERFLOW : last.kind(),
        new Problem(
            problem.code(),
            problem.what(),
            problem.cause() + "; others in vain: " + String.join("; ", failures),
            problem.remedy()),
        last.partialText());
  }

  @Override
  public boolean isAnswering() {
    synchronized (lock) {
      return stream.isAnswering();
    }
  }

  @Override
  public void close() {
    ModelStream now;
    synchronized (lock) {
      closed = true;
      callOff.run();
      now = stream;
    }
    now.close();
  }
}
