package dev.vibe.provider.openai.wire.request;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Reasoning;
import dev.vibe.provider.openai.wire.ReasoningForms;
import dev.vibe.provider.openai.wire.WellFormed;
import dev.vibe.provider.openai.wire.WireJson;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Writer of the messages of a conversation for one server. */
record TurnWriter(ServerDialect dialect) {

  void turn(JsonGenerator out, Turn turn) {
    switch (turn) {
      case Turn.User(List<Message.User> said) -> user(out, said);
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

  /** With images, the content is a list of pieces, in the form that every server takes. */
  private static void user(JsonGenerator out, List<Message.User> said) {
    List<Part.Image> images = ShownImages.in(said);
    String text = said.stream().map(TurnWriter::words).collect(Collectors.joining("\n\n"));
    if (images.isEmpty()) {
      plain(out, "user", text);
      return;
    }
    out.writeStartObject();
    out.writeStringProperty("role", "user");
    out.writeArrayPropertyStart("content");
    if (!text.isBlank()) {
      textChunk(out, text);
    }
    for (Part.Image image : images) {
      out.writeStartObject();
      out.writeStringProperty("type", RequestFields.IMAGE);
      out.writeObjectPropertyStart(RequestFields.IMAGE);
      out.writeStringProperty(
          "url", "data:" + image.type().mediaType() + ";base64," + image.base64());
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static String words(Message.User message) {
    return Message.textOf(
        new Message.User(
            message.parts().stream().filter(part -> !(part instanceof Part.Image)).toList()));
  }

  static void plain(JsonGenerator out, String role, String text) {
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
    boolean thought = !reasoning.isEmpty();
    if (thought
        && dialect.thinksInChunks()
        && reasoning.form().equals(ReasoningForms.THINKING_CHUNKS)
        && dialect.takes("thinking")) {
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
    boolean isWithin = reasoning.form().equals(ReasoningForms.TAGS) && !dialect.thinksInChunks();
    out.writeStringProperty(
        "content", WellFormed.text(thought && isWithin ? reasoning.within(text) : text));
    String field = reasoning.form();
    boolean isField = field.equals("reasoning_content") || field.equals("reasoning");
    if (thought && !dialect.thinksInChunks() && isField && dialect.takes(field)) {
      out.writeStringProperty(field, WellFormed.text(reasoning.text()));
    }
  }

  private static void textChunk(JsonGenerator out, String text) {
    out.writeStartObject();
    out.writeStringProperty("type", "text");
    out.writeStringProperty("text", WellFormed.text(text));
    out.writeEndObject();
  }
}
