package dev.vibe.provider.openai;

import dev.vibe.net.HttpFailure;
import dev.vibe.net.HttpReply;
import dev.vibe.net.SseEvent;
import dev.vibe.net.SseReader;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.openai.wire.UnreadableChunk;
import dev.vibe.provider.openai.wire.reply.DeltaAssembler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reader of one answer to one request, whether it comes as events or as one JSON document. */
final class Attempt {

  /** One event holds at most a whole reply with its arguments. */
  private static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

  private static final long MAX_REPLY_CHARS = 64L * 1024 * 1024;

  private static final String END_MARK = "[DONE]";

  /** What a step brought. */
  enum Step {
    MORE,
    /** Nothing came yet. */
    SILENCE,
    MARKED_END,
    END,
    /** No end is to be waited for: it repeats itself. */
    CIRCLING,
    /** It is no reply at all. */
    WEB_PAGE
  }

  /** How the answer comes. */
  private sealed interface Form {
    record Unseen() implements Form {}

    record Events(SseReader reader) implements Form {}

    record Document(InputStream in) implements Form {}

    record Page() implements Form {}
  }

  private final HttpReply reply;
  private final DeltaAssembler assembler;
  private final WrittenRequest sent;
  private final String key;
  private Form form = new Form.Unseen();
  private long received;
  private Optional<PendingStep<Step>> pending = Optional.empty();

  Attempt(HttpReply reply, DeltaAssembler assembler, WrittenRequest sent, String key) {
    this.reply = reply;
    this.assembler = assembler;
    this.sent = sent;
    this.key = key;
  }

  HttpReply reply() {
    return reply;
  }

  DeltaAssembler assembler() {
    return assembler;
  }

  /** What it answers. */
  WrittenRequest sent() {
    return sent;
  }

  /** The key it was sent with. */
  String key() {
    return key;
  }

  /** Whether what a failing connection loses is no loss. */
  boolean isComplete() {
    return assembler.isFinished() && assembler.error().isEmpty();
  }

  void abandon() {
    reply.close();
  }

  /**
   * As {@link #step}, but waits no longer than {@code patience} for it, after which it goes on
   * without whoever waits.
   */
  Step stepWithin(Duration patience, EndpointTimeouts limits, Consumer<ModelEvent> out)
      throws IOException {
    PendingStep<Step> step =
        pending.orElseGet(() -> PendingStep.of(brought -> step(limits, brought)));
    pending = Optional.of(step);
    Optional<Step> taken = step.await(patience, out);
    if (taken.isPresent()) {
      pending = Optional.empty();
    }
    return taken.orElse(Step.SILENCE);
  }

  /** Whether a step goes on that was not waited for to its end. */
  boolean isPending() {
    return pending.isPresent();
  }

  /** What was shown of it; nothing while the first of it is waited for. */
  String shownText() {
    return pending.filter(step -> !step.isDone()).isPresent() ? "" : assembler.shownText();
  }

  /** The server shows life elsewhere, and is not cut for its silence. */
  void showsLife() {
    reply.showsLife();
  }

  /** Reads the next event, giving what it brings to {@code out}. */
  Step step(EndpointTimeouts limits, Consumer<ModelEvent> out) throws IOException {
    try {
      if (form instanceof Form.Unseen) {
        reply.limitSilence(limits.firstByte());
        form = look();
      }
      return switch (form) {
        case Form.Unseen() -> Step.END;
        case Form.Page() -> Step.WEB_PAGE;
        case Form.Document(InputStream in) -> document(in, out);
        case Form.Events(SseReader reader) -> event(reader, limits, out);
      };
    } catch (UnreadableChunk e) {
      throw new HttpFailure(HttpFailure.Kind.BROKEN, String.valueOf(e.getMessage()), e);
    }
  }

  /** Servers and gateways label answers wrongly; the first byte does not lie. */
  private Form look() throws IOException {
    InputStream in = reply.body();
    String type = reply.header("content-type").toLowerCase(Locale.ROOT);
    if (type.contains("event-stream")) {
      return new Form.Events(new SseReader(in, MAX_EVENT_BYTES));
    }
    BufferedInputStream buffered = new BufferedInputStream(in);
    int first;
    do {
      buffered.mark(1);
      first = buffered.read();
    } while (first == ' ' || first == '\n' || first == '\r' || first == '\t');
    if (first >= 0) {
      buffered.reset();
    }
    return switch (first) {
      case '{', '[' -> new Form.Document(buffered);
      case '<' -> new Form.Page();
      default -> new Form.Events(new SseReader(buffered, MAX_EVENT_BYTES));
    };
  }

  private Step document(InputStream in, Consumer<ModelEvent> out) throws IOException {
    byte[] bytes = in.readNBytes(MAX_EVENT_BYTES);
    if (bytes.length == MAX_EVENT_BYTES) {
      throw new HttpFailure(HttpFailure.Kind.TOO_LARGE, "the reply is too large");
    }
    assembler.accept(new String(bytes, StandardCharsets.UTF_8), out);
    return Step.MARKED_END;
  }

  private Step event(SseReader reader, EndpointTimeouts limits, Consumer<ModelEvent> out)
      throws IOException {
    Optional<SseEvent> next = reader.next();
    if (next.isEmpty()) {
      return Step.END;
    }
    boolean wasStarted = assembler.isStarted();
    SseEvent event = next.get();
    String data = event.data();
    received += data.length();
    if (received > MAX_REPLY_CHARS) {
      throw new HttpFailure(HttpFailure.Kind.TOO_LARGE, "the reply is too large");
    }
    if (event.type().equals("error")) {
      assembler.acceptError(data);
      return Step.END;
    }
    if (data.startsWith(END_MARK)) {
      return Step.MARKED_END;
    }
    if (!data.isBlank()) {
      assembler.accept(data, out);
    }
    if (!wasStarted && assembler.isStarted()) {
      reply.limitSilence(limits.betweenBytes());
    }
    if (assembler.error().isPresent()) {
      return Step.END;
    }
    return assembler.isCircling() ? Step.CIRCLING : Step.MORE;
  }
}
