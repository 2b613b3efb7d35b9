package dev.vibe.headless;

import dev.vibe.event.Detail;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import dev.vibe.event.Notice;
import dev.vibe.event.RunResult;
import dev.vibe.problem.Problem;
import dev.vibe.protocol.EventCodec;
import dev.vibe.text.ControlChars;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Renderer of {@code --output json} and {@code stream-json}. Standard output holds JSON in UTF-8
 * whatever the locale, one value a line; notices and the problem of the run are also told on
 * standard error, as far as {@code detail} goes. Owned by the thread that owns the session.
 */
public final class JsonOutput implements EventSink {

  private final Form form;
  private final PrintStream out;
  private final PrintStream err;
  private final Detail detail;

  /** Form of what is written. */
  public enum Form {
    /** The result record and nothing else. */
    RESULT,
    /** Every event, the result record last. */
    STREAM
  }

  public JsonOutput(Form form, PrintStream out, PrintStream err, Detail detail) {
    this.form = form;
    this.out = out;
    this.err = err;
    this.detail = detail;
  }

  @Override
  public void accept(Envelope envelope) {
    if (envelope.event() instanceof Event.RunEnded(RunResult result)) {
      line(
          switch (form) {
            case RESULT -> EventCodec.encodeResult(result);
            case STREAM -> EventCodec.encode(envelope);
          });
      tell(result);
      return;
    }
    if (form == Form.STREAM && !(envelope.event() instanceof Event.ScreenOnly)) {
      line(EventCodec.encode(envelope));
    }
    if (envelope.event() instanceof Event.NoticeRaised(Notice notice)
        && (detail == Detail.VERBOSE || !TextOutput.isForTheCurious(notice))) {
      tell(notice.problem());
    }
  }

  /** Writes the record of a run, also of one that ended before it had a session. */
  public void result(RunResult result) {
    line(EventCodec.encodeResult(result));
    tell(result);
  }

  private void tell(RunResult result) {
    switch (result.ending()) {
      case RunResult.Ending.Well() -> {}
      case RunResult.Ending.Badly badly -> tell(badly.problem());
    }
  }

  private void line(String json) {
    byte[] bytes = (json + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  private void tell(Problem problem) {
    err.print(ControlChars.neutralise(problem.render()) + "\n");
    err.flush();
  }
}
