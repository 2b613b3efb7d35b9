package dev.vibe.testkit;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a request, those of Mistral's API and of the strict chat templates together: what
 * passes here is taken by every server, of the one that alternates by the strictest.
 * docs/protocol-cases.md has them in words, in rows 9 to 15.
 */
public final class RequestRules {

  /** Which schema the fields are held against. */
  public enum Schema {
    /** Mistral's own: no {@code stream_options}, no reasoning fields. */
    MISTRAL,
    /** The common one of the other servers. */
    COMMON,
    /** The same, with a chat template that takes no user message after a result. */
    ALTERNATING
  }

  /** A refusal, as the server would word it. */
  public record Refusal(int status, String body) {}

  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{9}");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private static final Set<String> BODY =
      Set.of(
          "model",
          "messages",
          "temperature",
          "top_p",
          "max_tokens",
          "stream",
          "stop",
          "random_seed",
          "response_format",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "reasoning_effort",
          "prompt_cache_key");

  private final Schema schema;
  private final List<Refusal> found = new ArrayList<>();

  private RequestRules(Schema schema) {
    this.schema = schema;
  }

  /** The first rule that the body breaks. */
  public static Optional<Refusal> check(Schema schema, String body) {
    RequestRules rules = new RequestRules(schema);
    try {
      rules.body(Json.object(body));
    } catch (JsonShapeException | ClassCastException e) {
      rules.refuse(422, "invalid_request_error", "the body is unreadable: " + e.getMessage());
    }
    return rules.found.stream().findFirst();
  }

  private void refuse(int status, String type, String message) {
    found.add(
        new Refusal(
            status,
            Json.write(
                Map.of(
                    "object",
                    "error",
                    "message",
                    message,
                    "type",
                    type,
                    "code",
                    type.equals("invalid_request_message_order") ? "3230" : "3240",
                    "raw_status_code",
                    status))));
  }

  private void order(String message) {
    refuse(400, "invalid_request_message_order", message);
  }

  private void extra(String where, Map<String, Object> object, Set<String> allowed) {
    for (String name : object.keySet()) {
      if (!allowed.contains(name)) {
        List<String> loc = new ArrayList<>(List.of("body"));
        if (!where.isEmpty()) {
          loc.add(where);
        }
        loc.add(name);
        found.add(
            new Refusal(
                422,
                Json.write(
                    Map.of(
                        "object",
                        "error",
                        "message",
                        Map.of(
                            "detail",
                            List.of(
                                Map.of(
                                    "type",
                                    "extra_forbidden",
                                    "loc",
                                    loc,
                                    "msg",
                                    "Extra inputs are not permitted"))),
                        "type",
                        "invalid_request_error",
                        "raw_status_code",
                        422))));
      }
    }
  }

  private void body(Map<String, Object> body) {
    Set<String> allowed = new HashSet<>(BODY);
    if (schema != Schema.MISTRAL) {
      allowed.add("stream_options");
      allowed.add("seed");
      allowed.add("max_completion_tokens");
    }
    extra("", body, allowed);
    if (!(body.get("model") instanceof String model) || model.isBlank()) {
      refuse(422, "invalid_request_error", "model is needed");
    }
    for (Object tool : list(body.get("tools"))) {
      Map<String, Object> function = object(object(tool).get("function"));
      extra("tools", object(tool), Set.of("type", "function"));
      extra("tools", function, Set.of("name", "description", "strict", "parameters"));
      name(String.valueOf(function.get("name")));
      if (!(function.get("parameters") instanceof Map<?, ?>)) {
        refuse(400, "invalid_request_error", "Invalid tool schema: parameters are needed");
      }
    }
    List<?> messages = list(body.get("messages"));
    if (messages.isEmpty()) {
      refuse(422, "invalid_request_error", "messages are needed");
      return;
    }
    messages(messages);
  }

  private void name(String name) {
    if (!NAME.matcher(name).matches()) {
      refuse(
          400,
          "invalid_request_error",
          "Function name was "
              + name
              + " but must be a-z, A-Z, 0-9, or contain underscores and dashes, with a maximum"
              + " length of 64.");
    }
  }

  private void messages(List<?> messages) {
    String previous = "";
    Set<String> open = new LinkedHashSet<>();
    Set<String> allIds = new HashSet<>();
    int talk = 0;
    for (Object each : messages) {
      Map<String, Object> message = object(each);
      String role = String.valueOf(message.get("role"));
      if (!role.equals("tool") && !open.isEmpty()) {
        order("Not the same number of function calls and responses");
      }
      switch (role) {
        case "system" -> {
          extra("messages", message, Set.of("role", "content"));
          if (!previous.isEmpty()) {
            order("Unexpected role 'system' after role '" + previous + "'");
          }
        }
        case "user" -> {
          extra("messages", message, Set.of("role", "content"));
          alternate(schema == Schema.ALTERNATING ? talk++ % 2 == 0 : !previous.equals("user"));
          if (message.get("content") instanceof List<?> pieces) {
            pieces(pieces);
          } else if (string(message, "content").isBlank()) {
            refuse(422, "invalid_request_error", "content is needed");
          }
        }
        case "assistant" -> {
          open.addAll(assistant(message, allIds));
          alternate(
              schema == Schema.ALTERNATING
                  ? !open.isEmpty() || talk++ % 2 == 1
                  : !previous.equals("assistant"));
          if (previous.isEmpty() || previous.equals("system")) {
            order("conversation must start with a user message");
          }
        }
        case "tool" -> result(message, open);
        default -> refuse(422, "union_tag_invalid", "Input tag '" + role + "' found");
      }
      previous = role;
    }
    if (!open.isEmpty()) {
      order("Not the same number of function calls and responses");
    }
    if (!previous.equals("user") && !previous.equals("tool")) {
      order(
          "Expected last role User or Tool (or Assistant with prefix True) for serving but got "
              + previous);
    }
  }

  /** Text and images, as Mistral, vLLM, llama.cpp and Ollama take them alike. */
  private void pieces(List<?> pieces) {
    if (pieces.isEmpty()) {
      refuse(422, "invalid_request_error", "content is needed");
    }
    for (Object each : pieces) {
      Map<String, Object> piece = object(each);
      switch (string(piece, "type")) {
        case "text" -> {
          extra("content", piece, Set.of("type", "text"));
          if (string(piece, "text").isBlank()) {
            refuse(422, "invalid_request_error", "text is needed");
          }
        }
        case "image_url" -> {
          extra("content", piece, Set.of("type", "image_url"));
          extra("image_url", object(piece.get("image_url")), Set.of("url"));
          String url = string(object(piece.get("image_url")), "url");
          if (!url.matches("data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+=*")) {
            refuse(400, "invalid_request_error", "image_url.url must be a data URL");
          }
        }
        default -> refuse(422, "union_tag_invalid", "content: unknown type of a piece");
      }
    }
  }

  private void alternate(boolean holds) {
    if (!holds) {
      order(
          "After the optional system message, conversation roles must alternate user and assistant"
              + " roles except for tool calls and results.");
    }
  }

  private List<String> assistant(Map<String, Object> message, Set<String> allIds) {
    Set<String> allowed = new HashSet<>(Set.of("role", "content", "tool_calls", "prefix"));
    if (schema != Schema.MISTRAL) {
      allowed.add("reasoning");
      allowed.add("reasoning_content");
    }
    extra("messages", message, allowed);
    List<String> ids = new ArrayList<>();
    for (Object each : list(message.get("tool_calls"))) {
      Map<String, Object> call = object(each);
      extra("tool_calls", call, Set.of("id", "type", "function", "index"));
      String id = string(call, "id");
      if (!ID.matcher(id).matches()) {
        refuse(
            400,
            "invalid_function_call",
            "Tool call id was " + id + " but must be a-z, A-Z, 0-9, with a length of 9.");
      }
      if (!allIds.add(id)) {
        order("Duplicate tool call id " + id + " in assistant message");
      }
      ids.add(id);
      Map<String, Object> function = object(call.get("function"));
      name(String.valueOf(function.get("name")));
      try {
        Json.object(string(function, "arguments"));
      } catch (JsonShapeException e) {
        refuse(400, "BadRequestError", "Expecting ',' delimiter: " + e.getMessage());
      }
    }
    boolean says =
        message.get("content") instanceof List<?> chunks
            ? !chunks.isEmpty()
            : !string(message, "content").isBlank();
    if (ids.isEmpty() && !says) {
      refuse(
          400,
          "invalid_request_assistant_message",
          "Assistant message must have either content or tool_calls, but not none.");
    }
    return ids;
  }

  private void result(Map<String, Object> message, Set<String> open) {
    extra("messages", message, Set.of("role", "content", "tool_call_id", "name"));
    String id = string(message, "tool_call_id");
    if (id.isEmpty()) {
      refuse(400, "invalid_request_error", "Tool call id has to be defined.");
    } else if (open.isEmpty() || !open.iterator().next().equals(id)) {
      order("Unexpected tool call id " + id + " in tool results");
    }
    open.remove(id);
    if (string(message, "content").isEmpty()) {
      refuse(400, "invalid_request_error", "a tool result is empty");
    }
  }

  private static String string(Map<String, Object> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  @SuppressWarnings("unchecked") // the mapper gives string keys only
  private static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}
