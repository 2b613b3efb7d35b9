package dev.vibe.app.assembly;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.problem.VibeException;
import dev.vibe.session.Prompts;
import dev.vibe.session.SessionIndex;
import dev.vibe.session.SessionLog;
import dev.vibe.session.SessionOrigin;
import dev.vibe.session.SessionReader;
import dev.vibe.session.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opener of the log of a session, new or not. */
record LogOpening(Path sessions, Clock clock) {

  private static final Logger LOG = LoggerFactory.getLogger(LogOpening.class);

  private static final String CUT_OFF =
      "interrupted, outcome unknown: it may have run in part, and is not run again by itself";

  /** As {@link SessionAssembly#openLog}. */
  OpenedLog open(SessionPlan plan) {
    OpenedLog log = opened(plan);
    new SessionIndex(sessions, plan.workspace().root()).moveHere(plan.sessionId());
    return log;
  }

  private OpenedLog opened(SessionPlan plan) {
    return switch (plan.session()) {
      case SessionChoice.New(String id) -> begun(id, plan);
      case SessionChoice.Resumed(String id) -> goingOn(id, SessionLog.reopen(sessions, id));
      case SessionChoice.Forked(String id, String origin) -> {
        OpenedLog log = goingOn(id, SessionLog.fork(sessions, origin, id));
        keepOrigin(id, origin, log);
        yield log;
      }
    };
  }

  /** Without it the copy works as well; only what the other one left is not its own. */
  private void keepOrigin(String id, String origin, OpenedLog log) {
    Prompts prompts = new Prompts(new Transcript());
    log.earlier().forEach(prompts::accept);
    try {
      new SessionOrigin(origin, prompts.runs()).keep(sessions.resolve(id));
    } catch (IOException e) {
      LOG.warn("cannot keep where session {} comes from", id, e);
    }
  }

  private OpenedLog begun(String id, SessionPlan plan) {
    try {
      SessionLog log = SessionLog.create(sessions, id);
      return new OpenedLog(log, List.of(), 0, reading(id));
    } catch (VibeException e) {
      plan.notices().add(e.problem());
      return OpenedLog.none();
    }
  }

  /** Calls that a crash left open get a result: without one no server takes the conversation. */
  private OpenedLog goingOn(String id, SessionLog.Reopened reopened) {
    List<Envelope> events = new ArrayList<>(reopened.recording().events());
    long seq = reopened.recording().lastSeq();
    for (ToolCall call : Transcript.of(events).openCalls()) {
      ToolResult result =
          new ToolResult(call.id(), call.name(), ToolResult.Outcome.INTERRUPTED, CUT_OFF);
      Envelope answer =
          new Envelope(
              ++seq,
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              id,
              events.getLast().turn(),
              new Event.ToolFinished(result, Duration.ZERO));
      reopened.log().append(answer);
      events.add(answer);
    }
    return new OpenedLog(reopened.log(), events, seq, reading(id));
  }

  private Supplier<List<Envelope>> reading(String id) {
    return () -> SessionReader.read(sessions.resolve(id)).events();
  }
}
