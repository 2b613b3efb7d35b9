package dev.vibe.headless;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.event.Detail;
import dev.vibe.event.EventSink;
import dev.vibe.event.EventSinkContract;
import dev.vibe.headless.TextOptions.Motion;
import dev.vibe.text.Palette;
import dev.vibe.view.Channel;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Nested;

/** What shows a run without a person before it, as something that takes events. */
class OutputSinkTest {

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
  }

  @Nested
  class Text extends EventSinkContract {

    @Override
    protected EventSink sink() {
      Channel channel = new Channel(nowhere(), Channel.Target.ELSEWHERE, Palette.PLAIN);
      return new TextOutput(
          channel, channel, new TextOptions(Detail.VERBOSE, Motion.STILL, () -> 80, ""), () -> 0);
    }
  }

  @Nested
  class JsonRecord extends EventSinkContract {

    @Override
    protected EventSink sink() {
      return new JsonOutput(JsonOutput.Form.RESULT, nowhere(), nowhere(), Detail.NORMAL);
    }
  }

  @Nested
  class JsonStream extends EventSinkContract {

    @Override
    protected EventSink sink() {
      return new JsonOutput(JsonOutput.Form.STREAM, nowhere(), nowhere(), Detail.NORMAL);
    }
  }
}
