package dev.vibe.provider.openai.wire.request;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.json.JsonTree;
import dev.vibe.net.HttpBody;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.openai.wire.CallIds;
import dev.vibe.provider.openai.wire.ReasoningForms;
import dev.vibe.provider.openai.wire.Segments;
import dev.vibe.provider.openai.wire.TemplateLoss;
import dev.vibe.provider.openai.wire.WellFormed;
import dev.vibe.provider.openai.wire.WireJson;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/**
 * Writer of requests. Each message of the conversation is written once and its bytes kept, so that
 * a further turn costs what is new in it, and so that each request begins with the very bytes of
 * the one before, which is what a server's prefix cache lives on. One thread, one session.
 */
public final class RequestCodec {

  private final CallIds ids = new CallIds();
  private ServerDialect dialect;
  private Map<Object, byte[]> written = new HashMap<>();
  private final Set<String> sentFields = new TreeSet<>();
  private Style style = Style.USUAL;
  private Set<TemplateLoss> losses = Set.of();
  private List<byte[]> lastMessages = List.of();
  private Optional<PrefixBreak> prefixBreak = Optional.empty();
  private List<Part.Image> unseen = List.of();
  private long imageBytes;

  /** How a conversation is written. */
  private enum Style {
    USUAL,
    /** As text of users and assistants that alternate, which every chat template takes. */
    PLAIN,
    /** The same, and the text tells of the tools too. */
    PLAIN_WITH_TOOLS,
    /** The same, and only the text: the server fails at any tools beside it. */
    TOOLS_AS_TEXT
  }

  public RequestCodec(ServerDialect dialect) {
    this.dialect = dialect;
  }

  public ServerDialect dialect() {
    return dialect;
  }

  /** From now on a field, or {@code tool_choice=VALUE}, or an order of messages, is not sent. */
  public void refuse(String field) {
    dialect = dialect.without(field);
    written.clear();
  }

  /**
   * From now on a field is not sent as it was.
   *
   * @return what {@link #refuse} takes: the field, or the value that was sent
   */
  public String refuseAsSent(String field) {
    String refused =
        field.equals(RequestFields.TOOL_CHOICE)
            ? ServerDialect.toolChoiceField(dialect.toolChoice())
            : field;
    refuse(refused);
    return refused;
  }

  /** What the last request held that it can do without: fields, and an order of messages. */
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
    if (style != Style.USUAL) {
      return false;
    }
    List<Turn> usual = HistoryNormalizer.of(request.messages(), ids, dialect);
    boolean differs = !PlainTextHistory.of(request.systemPrompt(), usual).equals(usual);
    style = differs ? Style.PLAIN : Style.USUAL;
    return differs;
  }

  /**
   * From now on tools are in the text alone, because the server fails at any beside it.
   *
   * @return false when this request would be the same
   */
  public boolean writeToolsAsText(ModelRequest request) {
    if (style == Style.TOOLS_AS_TEXT || request.tools().isEmpty()) {
      return false;
    }
    style = Style.TOOLS_AS_TEXT;
    return true;
  }

  /**
   * From now on conversations are written in the plainest way and tell of the tools, because the
   * server leaves them out of what the model sees.
   */
  public void tellTools() {
    style = style == Style.TOOLS_AS_TEXT ? style : Style.PLAIN_WITH_TOOLS;
  }

  /** From now on what the server leaves out of these is in the text of the messages around it. */
  public void tellInText(Set<TemplateLoss> lost) {
    losses = Set.copyOf(lost);
  }

  /** The body of a streamed request. */
  public HttpBody encode(ModelRequest request, RequestOptions options) {
    Map<Object, byte[]> kept = new HashMap<>();
    List<byte[]> messages = new ArrayList<>();
    sentFields.clear();
    List<Turn> turns = HistoryNormalizer.of(withImages(request.messages(), options), ids, dialect);
    switch (style) {
      case PLAIN -> turns = PlainTextHistory.of(request.systemPrompt(), turns);
      case PLAIN_WITH_TOOLS, TOOLS_AS_TEXT ->
          turns =
              PlainTextHistory.of(
                  request.systemPrompt() + PlainTextHistory.about(request.tools()), turns);
      case USUAL -> {
        if (HistoryNormalizer.hasUserAfterResult(turns)) {
          sentFields.add(RequestFields.USER_AFTER_RESULT);
        }
        turns = losses.contains(TemplateLoss.CALLS) ? ToldInText.calls(turns) : turns;
        if (losses.contains(TemplateLoss.SYSTEM_PROMPT)) {
          turns = ToldInText.systemPrompt(request.systemPrompt(), turns);
        } else if (!request.systemPrompt().isBlank()) {
          messages.add(keep(kept, request.systemPrompt()));
        }
      }
    }
    for (Turn turn : turns) {
      messages.add(keep(kept, turn));
      noteReasoning(turn);
    }
    List<ToolSpec> beside = style == Style.TOOLS_AS_TEXT ? List.of() : request.tools();
    byte[] tools = keep(kept, beside);
    written = kept;
    prefixBreak = PrefixBreak.between(lastMessages, messages);
    lastMessages = messages;
    boolean requires =
        switch (request.toolUse()) {
          case FREE -> false;
          case REQUIRED -> !beside.isEmpty();
        };
    byte[] rest = rest(options, requires ? dialect.toolChoice() : "", form(request, options));
    String model = String.valueOf(options.fields().getOrDefault(MODEL, options.model()));
    return body(model, messages, tools, rest);
  }

  /** The images that may be shown stay; which, how large, and which not, is noted. */
  private List<Message> withImages(List<Message> messages, RequestOptions options) {
    boolean shows = style == Style.USUAL && dialect.takes(RequestFields.IMAGE);
    int most = shows ? options.mostImages() : 0;
    unseen = most == 0 ? ShownImages.in(messages) : List.of();
    List<Message> shown = ShownImages.newest(messages, most);
    imageBytes = ShownImages.in(shown).stream().mapToLong(i -> i.base64().length()).sum();
    if (imageBytes > 0) {
      sentFields.add(RequestFields.IMAGE);
    }
    return shown;
  }

  public static boolean hasImages(ModelRequest request) {
    return !ShownImages.in(request.messages()).isEmpty();
  }

  /** Of the last request: all images, when none was shown. */
  public List<Part.Image> unseenImages() {
    return unseen;
  }

  /** Of the last request: what its images weigh, which says nothing of its tokens. */
  public long imageBytes() {
    return imageBytes;
  }

  /** Reasoning is in bytes that may have been kept. */
  private void noteReasoning(Turn turn) {
    if (turn instanceof Turn.Assistant assistant && !assistant.reasoning().isEmpty()) {
      String form = assistant.reasoning().form();
      sentFields.add(form.equals(ReasoningForms.THINKING_CHUNKS) ? "thinking" : form);
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
              out.writeStringProperty(MODEL, WellFormed.text(model));
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

  private static final String MODEL = "model";
  private static final byte[] COMMA = {','};
  private static final byte[] END_OF_MESSAGES = {']'};

  /** The schema of the reply, as far as the server takes one. */
  private String form(ModelRequest request, RequestOptions options) {
    boolean isSent =
        !request.answerSchema().isEmpty() && sends(RequestFields.RESPONSE_FORMAT, options);
    return isSent ? request.answerSchema() : "";
  }

  /** A server that holds a reply to a form holds it to no calls beside. */
  private static void form(JsonGenerator out, String schema) {
    out.writeStringProperty(RequestFields.TOOL_CHOICE, "none");
    out.writeObjectPropertyStart(RequestFields.RESPONSE_FORMAT);
    out.writeStringProperty("type", "json_schema");
    out.writeObjectPropertyStart("json_schema");
    out.writeStringProperty("name", "answer");
    out.writeName("schema");
    out.writeRawValue(schema);
    out.writeEndObject();
    out.writeEndObject();
  }

  /** What follows the tools, written as an object of which the opening brace becomes a comma. */
  private byte[] rest(RequestOptions options, String toolChoice, String schema) {
    byte[] object =
        json(
            out -> {
              out.writeStartObject();
              if (!schema.isEmpty()) {
                form(out, schema);
              } else if (!toolChoice.isEmpty() && sends(RequestFields.TOOL_CHOICE, options)) {
                out.writeStringProperty(RequestFields.TOOL_CHOICE, toolChoice);
              }
              if (!Double.isNaN(options.temperature()) && sends("temperature", options)) {
                out.writeNumberProperty("temperature", options.temperature());
              }
              String limit = dialect.limitField();
              if (options.maxOutputTokens() > 0 && sends(limit, options)) {
                out.writeNumberProperty(limit, options.maxOutputTokens());
              }
              out.writeBooleanProperty("stream", true);
              fieldsOfKind(out, options);
              new TreeMap<>(options.fields())
                  .forEach(
                      (name, value) -> {
                        if (!name.equals(MODEL)) {
                          out.writeName(name);
                          out.writeRawValue(JsonTree.write(value));
                        }
                      });
              out.writeEndObject();
            });
    object[0] = ',';
    return object;
  }

  /** Whether a field is sent, which is noted; not when the user has set it to something else. */
  private boolean sends(String field, RequestOptions options) {
    boolean takes = dialect.takes(field) && !options.fields().containsKey(field);
    if (takes) {
      sentFields.add(field);
    }
    return takes;
  }

  private void fieldsOfKind(JsonGenerator out, RequestOptions options) {
    if (dialect.takesCacheKey()
        && !options.cacheKey().isEmpty()
        && sends("prompt_cache_key", options)) {
      out.writeStringProperty("prompt_cache_key", options.cacheKey());
    }
    if (dialect.isAskedForUsage() && sends("stream_options", options)) {
      out.writeObjectPropertyStart("stream_options");
      out.writeBooleanProperty("include_usage", true);
      out.writeEndObject();
    }
  }

  private byte[] write(Object part) {
    return switch (part) {
      case String systemPrompt -> json(out -> TurnWriter.plain(out, "system", systemPrompt));
      case Turn turn -> json(out -> new TurnWriter(dialect).turn(out, turn));
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
