package dev.vibe.app.run;

import dev.vibe.agent.Audience;
import dev.vibe.app.assembly.ModelSource;
import dev.vibe.app.assembly.RunKeeping;
import dev.vibe.app.assembly.SessionAssembly;
import dev.vibe.app.assembly.SessionModel;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.SessionResources;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.task.review.Review;
import dev.vibe.task.review.ReviewedFile;
import dev.vibe.task.review.Reviewer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Handler of {@code vibe review} once its configuration is known. */
public final class ReviewRun {

  /** Of the window, in percent: the change; the rest is for what is read beside it. */
  private static final int SHARE = 30;

  private static final int PERCENT = 100;

  /** Characters that a token of code has at least, on average. */
  private static final int CHARACTERS = 3;

  private static final int USUAL_ROOM = 24_000;
  private static final int LEAST_ROOM = 4_000;
  private static final int MOST_ROOM = 60_000;

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final RunSinks sinks;
  private final Watchdog watchdog;

  public ReviewRun(HostEnvironment host, SessionPlan plan, RunSinks sinks, Watchdog watchdog) {
    this.host = host;
    this.plan = plan;
    this.sinks = sinks;
    this.watchdog = watchdog;
  }

  /**
   * Runs to the end; progress is shown, the review itself is not.
   *
   * @param of what the change is, in words
   * @param files what a file holds now; empty when it is no text or not there
   */
  public Review run(
      ModelSource models,
      String of,
      List<ReviewedFile> change,
      Function<String, Optional<String>> files)
      throws InterruptedException {
    SessionAssembly assembly = new SessionAssembly(host, plan, Audience.NOBODY);
    assembly.recover();
    EventSink shown = watchdog.before(sinks.sink(plan.workspace().root()));
    SessionModel model = OneShot.model(host, plan, models);
    try (SessionResources resources = assembly.openResources();
        HealSession session =
            HealSession.open(
                host,
                new RunKeeping(host, plan),
                assembly,
                resources,
                model,
                new HealSession.Audience(envelope -> pass(envelope, shown), sinks.approver()))) {
      Reviewer reviewer = new Reviewer(task -> session.attempt(task.prompt()), files);
      return reviewer.review(of, change, room(session.window()));
    }
  }

  /** What the model says is for the review, and the end of a part is not the end of it. */
  private static void pass(Envelope envelope, EventSink shown) {
    if (!(envelope.event() instanceof Event.RunEnded)) {
      shown.accept(envelope);
    }
  }

  private static int room(int window) {
    return window == 0
        ? USUAL_ROOM
        : Math.clamp((long) window * CHARACTERS * SHARE / PERCENT, LEAST_ROOM, MOST_ROOM);
  }
}
