package dev.vibe.provider.openai.wire.reply;

import dev.vibe.conversation.Usage;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.openai.wire.ReasoningForms;
import dev.vibe.provider.openai.wire.ServerError;
import dev.vibe.provider.openai.wire.UnreadableChunk;
import dev.vibe.provider.openai.wire.WireJson;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;

/**
 * Reader of one chunk of any server in docs/protocol-cases.md: unknown fields are read over, a
 * field of an unexpected type counts as absent, {@code message} is read like {@code delta}. One
 * use.
 */
final class ChunkReader {

  private final JsonParser in;

  private @Nullable StringBuilder text;
  private @Nullable StringBuilder reasoning;
  private String reasoningForm = "";
  private List<Chunk.CallFragment> calls = List.of();
  private @Nullable String finish;
  private @Nullable Usage usage;
  private ModelEvent.@Nullable Reading progress;
  private boolean hasChoices;
  private boolean hasError;
  private int wordsAt;

  /** A chunk, and where in the JSON the opening quote of its last text or reasoning stands. */
  record Placed(Chunk chunk, int wordsAt) {}

  private ChunkReader(JsonParser in) {
    this.in = in;
  }

  /**
   * Reads the JSON of one event.
   *
   * @throws UnreadableChunk when it is not one JSON object
   */
  static Placed read(String json) {
    try (JsonParser parser = WireJson.parser(json)) {
      ChunkReader reader = new ChunkReader(parser);
      reader.document();
      boolean error = reader.hasError && !reader.hasReply();
      Chunk chunk =
          new Chunk(
              string(reader.text),
              string(reader.reasoning),
              reader.reasoningForm,
              reader.calls,
              reader.finish,
              reader.usage,
              error ? ServerError.parse(0, json) : null,
              reader.saysSomething() ? null : reader.progress);
      return new Placed(chunk, reader.wordsAt);
    } catch (JacksonException e) {
      throw new UnreadableChunk("a piece of the reply is not JSON", e);
    }
  }

  /** Some servers put {@code error: null} or a code of 0 next to a reply. */
  private boolean hasReply() {
    return hasChoices && (text != null || !calls.isEmpty());
  }

  /** Whether there is anything of a reply in it. */
  private boolean saysSomething() {
    boolean hasText = text != null && !text.isEmpty();
    return hasText || reasoning != null || !calls.isEmpty() || finish != null || usage != null;
  }

  private static @Nullable String string(@Nullable StringBuilder text) {
    return text == null ? null : text.toString();
  }

  private void document() {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw new UnreadableChunk("a piece of the reply is not a JSON object");
    }
    boolean saysSomething = false;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "choices" -> {
          hasChoices = true;
          eachObject(value, this::choice);
        }
        case "usage" -> {
          if (value == JsonToken.START_OBJECT) {
            usage();
          } else {
            in.skipChildren();
          }
        }
        case "prompt_progress" -> {
          if (value == JsonToken.START_OBJECT) {
            progress();
          } else {
            in.skipChildren();
          }
        }
        case "error" -> {
          hasError |= value != JsonToken.VALUE_NULL;
          in.skipChildren();
        }
        case "object" -> hasError |= "error".equalsIgnoreCase(stringOrNull(value));
        case "message", "detail" -> {
          saysSomething = value != JsonToken.VALUE_NULL;
          in.skipChildren();
        }
        default -> in.skipChildren();
      }
    }
    hasError |= saysSomething && !hasChoices;
    if (in.nextToken() != null) {
      throw new UnreadableChunk("a piece of the reply is more than one JSON object");
    }
  }

  private void eachObject(JsonToken value, Runnable read) {
    if (value != JsonToken.START_ARRAY) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() == JsonToken.START_OBJECT) {
        read.run();
      } else {
        in.skipChildren();
      }
    }
  }

  private @Nullable String stringOrNull(JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return in.getString();
    }
    in.skipChildren();
    return null;
  }

  private void choice() {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "delta", "message" -> {
          if (value == JsonToken.START_OBJECT) {
            delta();
          } else {
            in.skipChildren();
          }
        }
        case "finish_reason" -> {
          String reason = stringOrNull(value);
          if (reason != null && !reason.isEmpty()) {
            finish = reason;
          }
        }
        default -> in.skipChildren();
      }
    }
  }

  private void delta() {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "content" -> {
          if (value == JsonToken.START_ARRAY) {
            eachObject(value, this::contentChunk);
          } else {
            addText(stringOrNull(value));
          }
        }
        case "refusal" -> addText(stringOrNull(value));
        case "reasoning_content", "reasoning" -> {
          // Some send both names for the same text while they move from one to the other.
          String thought = stringOrNull(value);
          if (reasoningForm.isEmpty() || reasoningForm.equals(name)) {
            addReasoning(thought, name);
          }
        }
        case "tool_calls" -> eachObject(value, this::call);
        case "function_call" -> {
          if (value == JsonToken.START_OBJECT) {
            Function function = function();
            addCall(new Chunk.CallFragment(0, null, function.name, function.arguments));
          } else {
            in.skipChildren();
          }
        }
        default -> in.skipChildren();
      }
    }
  }

  private void addText(@Nullable String more) {
    if (more != null) {
      wordsAt = (int) in.currentTokenLocation().getCharOffset();
      text = (text == null ? new StringBuilder(more.length()) : text).append(more);
    }
  }

  private void addReasoning(@Nullable String more, String form) {
    if (more != null && !more.isEmpty()) {
      wordsAt = (int) in.currentTokenLocation().getCharOffset();
      reasoning = (reasoning == null ? new StringBuilder(more.length()) : reasoning).append(more);
      reasoningForm = form;
    }
  }

  /** {@code {"type":"text","text":…}} or {@code {"type":"thinking","thinking":[…] or "…"}}. */
  private void contentChunk() {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals("text")) {
        addText(stringOrNull(value));
      } else if (name.equals("thinking") && value == JsonToken.START_ARRAY) {
        eachObject(value, this::thinkingChunk);
      } else if (name.equals("thinking")) {
        addReasoning(stringOrNull(value), ReasoningForms.THINKING_CHUNKS);
      } else {
        in.skipChildren();
      }
    }
  }

  private void thinkingChunk() {
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals("text")) {
        addReasoning(stringOrNull(value), ReasoningForms.THINKING_CHUNKS);
      } else {
        in.skipChildren();
      }
    }
  }

  private void call() {
    int index = Chunk.NO_INDEX;
    String id = null;
    Function function = new Function();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "index" -> {
          if (value == JsonToken.VALUE_NUMBER_INT) {
            index = in.getIntValue();
          } else {
            in.skipChildren();
          }
        }
        case "id" -> id = meaningful(stringOrNull(value));
        case "function" -> {
          if (value == JsonToken.START_OBJECT) {
            function = function();
          } else {
            in.skipChildren();
          }
        }
        default -> in.skipChildren();
      }
    }
    addCall(new Chunk.CallFragment(index, id, function.name, function.arguments));
  }

  private void addCall(Chunk.CallFragment fragment) {
    if (calls.isEmpty()) {
      calls = new ArrayList<>(2);
    }
    calls.add(fragment);
  }

  private static final class Function {
    @Nullable String name;
    @Nullable String arguments;
  }

  private Function function() {
    Function function = new Function();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "name" -> function.name = meaningful(stringOrNull(value));
        case "arguments" ->
            function.arguments =
                value == JsonToken.START_OBJECT ? copyOfObject() : stringOrNull(value);
        default -> in.skipChildren();
      }
    }
    return function;
  }

  private String copyOfObject() {
    StringWriter copy = new StringWriter();
    try (JsonGenerator out = WireJson.FACTORY.createGenerator(ObjectWriteContext.empty(), copy)) {
      out.copyCurrentStructure(in);
    }
    return copy.toString();
  }

  /** Servers fill what they do not know with nothing, blanks or the word null. */
  private static @Nullable String meaningful(@Nullable String value) {
    return value == null || value.isBlank() || value.equals("null") ? null : value;
  }

  /** As llama.cpp counts it: what it found in its cache counts as read. */
  private void progress() {
    long total = 0;
    long processed = 0;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "total" -> total = number(value);
        case "processed" -> processed = number(value);
        default -> in.skipChildren();
      }
    }
    progress = new ModelEvent.Reading(Math.min(processed, total), total);
  }

  private void usage() {
    long input = 0;
    long output = 0;
    long cached = 0;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "prompt_tokens" -> input = number(value);
        case "completion_tokens" -> output = number(value);
        case "num_cached_tokens" -> cached = Math.max(cached, number(value));
        case "prompt_tokens_details" -> cached = Math.max(cached, cachedTokens(value));
        default -> in.skipChildren();
      }
    }
    usage = new Usage(input, output, Math.min(cached, input));
  }

  private long number(JsonToken value) {
    if (value.isNumeric()) {
      return Math.max(0, in.getValueAsLong());
    }
    in.skipChildren();
    return 0;
  }

  private long cachedTokens(JsonToken value) {
    long cached = 0;
    if (value != JsonToken.START_OBJECT) {
      in.skipChildren();
      return 0;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken detail = in.nextToken();
      if (name.equals("cached_tokens")) {
        cached = number(detail);
      } else {
        in.skipChildren();
      }
    }
    return cached;
  }
}
