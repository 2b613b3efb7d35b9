package dev.vibe.provider.openai.wire;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.net.HttpBody;
import dev.vibe.provider.ModelRequest;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/**
 * Writes requests. Each message of the conversation is written once and its bytes kept, so that a
 * further turn costs what is new in it, and so that each request begins with the very bytes of the
 * one before, which is what a server's prefix cache lives on. One thread, one session.
 */
public final class RequestCodec {

  static final String TOOL_CHOICE = "tool_choice";

  /** Fields that a request can do without, longest first; the others are the request. */
  public static final List<String> OPTIONAL_FIELDS =
      List.of(
          "prompt_cache_key",
          "reasoning_content",
          "stream_options",
          TOOL_CHOICE,
          "temperature",
          "max_tokens",
          "reasoning",
          "thinking");

  private final CallIds ids = new CallIds();
  private ServerProfile profile;
  private Map<Object, byte[]> written = new HashMap<>();
  private final Set<String> sentFields = new TreeSet<>();
  private Style style = Style.USUAL;
  private List<byte[]> lastMessages = List.of();
  private Optional<PrefixBreak> prefixBreak = Optional.empty();

  /** How a conversation is written. */
  private enum Style {
    USUAL,
    /** As text of users and assistants that alternate, which every chat template takes. */
    PLAIN
  }

  public RequestCodec(ServerProfile profile) {
    this.profile = profile;
  }

  public ServerProfile profile() {
    return profile;
  }

  /** From now on a field, or {@code tool_choice=VALUE}, is not sent. */
  public void refuse(String field) {
    profile = profile.without(field);
    written.clear();
  }

  /**
   * From now on a field is not sent as it was.
   *
   * @return what {@link #refuse} takes: the field, or the value that was sent
   */
  public String refuseAsSent(String field) {
    String refused =
        field.equals(TOOL_CHOICE) ? ServerProfile.toolChoiceField(profile.toolChoice()) : field;
    refuse(refused);
    return refused;
  }

  /** The optional fields that the last request held. */
  public Set<String> sentFields() {
    return Set.copyOf(sentFields);
  }

  /**
   * From now on conversations are written in the plainest way, because the server could not read
   * one.
   *
   * @return false when this request would be the same
   */
  public boolean writePlainly(ModelRequest request) {
    if (style == Style.PLAIN) {
      return false;
    }
    List<Turn> usual = LegalHistory.of(request.messages(), ids);
    boolean differs = !PlainHistory.of(request.systemPrompt(), usual).equals(usual);
    style = differs ? Style.PLAIN : Style.USUAL;
    return differs;
  }

  /** The body of a streamed request. */
  public HttpBody encode(ModelRequest request, RequestOptions options) {
    Map<Object, byte[]> kept = new HashMap<>();
    List<byte[]> messages = new ArrayList<>();
    List<Turn> turns = LegalHistory.of(request.messages(), ids);
    sentFields.clear();
    switch (style) {
      case PLAIN -> turns = PlainHistory.of(request.systemPrompt(), turns);
      case USUAL -> {
        if (!request.systemPrompt().isBlank()) {
          messages.add(keep(kept, request.systemPrompt()));
        }
      }
    }
    for (Turn turn : turns) {
      messages.add(keep(kept, turn));
      noteReasoning(turn);
    }
    byte[] tools = keep(kept, request.tools());
    written = kept;
    prefixBreak = PrefixBreak.between(lastMessages, messages);
    lastMessages = messages;
    boolean requires =
        switch (request.toolUse()) {
          case FREE -> false;
          case REQUIRED -> !request.tools().isEmpty();
        };
    byte[] rest = rest(options, requires ? profile.toolChoice() : "");
    return body(options.model(), messages, tools, rest);
  }

  /** Reasoning is in bytes that may have been kept. */
  private void noteReasoning(Turn turn) {
    if (turn instanceof Turn.Assistant assistant && !assistant.reasoning().isEmpty()) {
      String form = assistant.reasoning().form();
      sentFields.add(form.equals(Forms.THINKING_CHUNKS) ? "thinking" : form);
    }
  }

  /**
   * Where the last request differed from a mere continuation of the one before it; nothing when it
   * continued it. A server's prefix cache is lost from there on.
   */
  public Optional<PrefixBreak> prefixBreak() {
    return prefixBreak;
  }

  private byte[] keep(Map<Object, byte[]> kept, Object part) {
    byte[] bytes = written.get(part);
    if (bytes == null) {
      bytes = kept.get(part);
    }
    if (bytes == null) {
      bytes = write(part);
    }
    kept.put(part, bytes);
    return bytes;
  }

  private static HttpBody body(String model, List<byte[]> messages, byte[] tools, byte[] rest) {
    List<byte[]> segments = new ArrayList<>(messages.size() * 2 + 3);
    segments.add(
        json(
            out -> {
              out.writeStartObject();
              out.writeStringProperty("model", WellFormed.text(model));
              out.writeName("messages");
              out.writeRawValue("[");
            }));
    for (int i = 0; i < messages.size(); i++) {
      if (i > 0) {
        segments.add(COMMA);
      }
      segments.add(messages.get(i));
    }
    segments.add(END_OF_MESSAGES);
    segments.add(tools);
    segments.add(rest);
    return new Segments(segments);
  }

  private static final byte[] COMMA = {','};
  private static final byte[] END_OF_MESSAGES = {']'};

  /** What follows the tools, written as an object of which the opening brace becomes a comma. */
  private byte[] rest(RequestOptions options, String toolChoice) {
    byte[] object =
        json(
            out -> {
              out.writeStartObject();
              if (!toolChoice.isEmpty() && sends(TOOL_CHOICE)) {
                out.writeStringProperty(TOOL_CHOICE, toolChoice);
              }
              if (!Double.isNaN(options.temperature()) && sends("temperature")) {
                out.writeNumberProperty("temperature", options.temperature());
              }
              if (options.maxOutputTokens() > 0 && sends("max_tokens")) {
                out.writeNumberProperty("max_tokens", options.maxOutputTokens());
              }
              out.writeBooleanProperty("stream", true);
              familyFields(out, options);
              out.writeEndObject();
            });
    object[0] = ',';
    return object;
  }

  /** Whether a field is sent, which is noted. */
  private boolean sends(String field) {
    boolean takes = profile.takes(field);
    if (takes) {
      sentFields.add(field);
    }
    return takes;
  }

  private void familyFields(JsonGenerator out, RequestOptions options) {
    switch (profile.family()) {
      case MISTRAL -> {
        // Its schema has no stream_options; usage comes in the last chunk unasked.
        if (!options.cacheKey().isEmpty() && sends("prompt_cache_key")) {
          out.writeStringProperty("prompt_cache_key", options.cacheKey());
        }
      }
      case OPENAI_COMPATIBLE -> {
        if (sends("stream_options")) {
          out.writeObjectPropertyStart("stream_options");
          out.writeBooleanProperty("include_usage", true);
          out.writeEndObject();
        }
      }
    }
  }

  private byte[] write(Object part) {
    return switch (part) {
      case String systemPrompt -> json(out -> plain(out, "system", systemPrompt));
      case Turn turn -> json(out -> turn(out, turn));
      case List<?> tools -> tools.isEmpty() ? new byte[0] : tools(tools);
      default -> throw new IllegalArgumentException("not a part of a request");
    };
  }

  private static byte[] tools(List<?> tools) {
    byte[] object =
        json(
            out -> {
              out.writeStartObject();
              out.writeArrayPropertyStart("tools");
              for (Object each : tools) {
                tool(out, (ToolSpec) each);
              }
              out.writeEndArray();
            });
    object[0] = ',';
    return object;
  }

  private static void tool(JsonGenerator out, ToolSpec tool) {
    out.writeStartObject();
    out.writeStringProperty("type", "function");
    out.writeObjectPropertyStart("function");
    out.writeStringProperty("name", tool.name());
    out.writeStringProperty("description", WellFormed.text(tool.description()));
    out.writeName("parameters");
    out.writeRawValue(tool.parameters().text());
    out.writeEndObject();
    out.writeEndObject();
  }

  private void turn(JsonGenerator out, Turn turn) {
    switch (turn) {
      case Turn.User(List<Message.User> said) ->
          plain(out, "user", String.join("\n\n", said.stream().map(Message::textOf).toList()));
      case Turn.Filler(Turn.Role role, String text) -> plain(out, role.wireName(), text);
      case Turn.Assistant assistant -> assistant(out, assistant);
      case Turn.Result(String wireId, String text) -> {
        out.writeStartObject();
        out.writeStringProperty("role", "tool");
        out.writeStringProperty("content", text.isBlank() ? "(no output)" : WellFormed.text(text));
        out.writeStringProperty("tool_call_id", wireId);
        out.writeEndObject();
      }
    }
  }

  private static void plain(JsonGenerator out, String role, String text) {
    out.writeStartObject();
    out.writeStringProperty("role", role);
    out.writeStringProperty("content", WellFormed.text(text));
    out.writeEndObject();
  }

  private void assistant(JsonGenerator out, Turn.Assistant turn) {
    out.writeStartObject();
    out.writeStringProperty("role", "assistant");
    content(out, turn.text(), turn.reasoning());
    if (!turn.calls().isEmpty()) {
      out.writeArrayPropertyStart("tool_calls");
      for (Turn.Call call : turn.calls()) {
        out.writeStartObject();
        out.writeStringProperty("id", call.wireId());
        out.writeStringProperty("type", "function");
        out.writeObjectPropertyStart("function");
        out.writeStringProperty("name", WellFormed.toolName(call.call().name()));
        String arguments = call.call().arguments().text();
        out.writeStringProperty(
            "arguments", WireJson.isObject(arguments) ? WellFormed.json(arguments) : "{}");
        out.writeEndObject();
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  /**
   * Reasoning goes back in the form it came in, and only to the kind of server that sends it so.
   */
  private void content(JsonGenerator out, String text, Reasoning reasoning) {
    boolean mistral =
        switch (profile.family()) {
          case MISTRAL -> true;
          case OPENAI_COMPATIBLE -> false;
        };
    boolean thought = !reasoning.isEmpty();
    if (thought
        && mistral
        && reasoning.form().equals(Forms.THINKING_CHUNKS)
        && profile.takes("thinking")) {
      out.writeArrayPropertyStart("content");
      out.writeStartObject();
      out.writeStringProperty("type", "thinking");
      out.writeArrayPropertyStart("thinking");
      textChunk(out, reasoning.text());
      out.writeEndArray();
      out.writeBooleanProperty("closed", true);
      out.writeEndObject();
      if (!text.isEmpty()) {
        textChunk(out, text);
      }
      out.writeEndArray();
      return;
    }
    out.writeStringProperty("content", WellFormed.text(text));
    String field = reasoning.form();
    boolean isField = field.equals("reasoning_content") || field.equals("reasoning");
    if (thought && !mistral && isField && profile.takes(field)) {
      out.writeStringProperty(field, WellFormed.text(reasoning.text()));
    }
  }

  private static void textChunk(JsonGenerator out, String text) {
    out.writeStartObject();
    out.writeStringProperty("type", "text");
    out.writeStringProperty("text", WellFormed.text(text));
    out.writeEndObject();
  }

  private interface Writing {
    void to(JsonGenerator out);
  }

  /** Unclosed objects and arrays stay open: segments are parts of one document. */
  private static byte[] json(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator out = WireJson.generator(bytes)) {
      writing.to(out);
    }
    return bytes.toByteArray();
  }
}
