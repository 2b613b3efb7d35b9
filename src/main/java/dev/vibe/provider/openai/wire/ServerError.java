package dev.vibe.provider.openai.wire;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Error as a server tells it, from any of the bodies in docs/protocol-cases.md. Nothing in it is
 * null; what was not said is empty.
 *
 * @param status of HTTP, or the one named in the body of an error inside a 200; 0 when neither
 * @param code the server's own, e.g. {@code 3230} or {@code context_length_exceeded}
 * @param type e.g. {@code invalid_request_message_order}
 * @param message one line of plain text: no markup, no control characters
 * @param fields the request fields the message is about
 */
public record ServerError(
    int status, String code, String type, String message, List<String> fields) {

  private static final int LONGEST_MESSAGE = 400;

  /** In the words of Mistral, vLLM, llama.cpp and LM Studio. */
  private static final Pattern WINDOW =
      Pattern.compile(
          "(?:for model with |context length is |context size \\(|n_ctx: )([0-9]{3,9})");

  /** Wrappers put the original body, as text, into a message; they are opened this deep. */
  private static final int DEEPEST_WRAPPING = 3;

  public ServerError {
    fields = List.copyOf(fields);
  }

  /** Reads a body of any kind; never fails. */
  public static ServerError parse(int status, String body) {
    return parse(status, body, 0);
  }

  private static ServerError parse(int status, String body, int depth) {
    String trimmed = body.strip();
    if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
      try {
        return fromTree(status, JsonTree.read(trimmed), depth);
      } catch (JsonShapeException notJson) {
        return plain(status, trimmed);
      }
    }
    return plain(status, trimmed);
  }

  private static ServerError plain(int status, String text) {
    boolean markup = text.startsWith("<") || text.contains("<html") || text.contains("<!DOCTYPE");
    return new ServerError(status, "", "", markup ? "" : oneLine(text), List.of());
  }

  private static ServerError fromTree(int status, @Nullable Object tree, int depth) {
    if (tree instanceof List<?> list && !list.isEmpty()) {
      return fromTree(status, list.getFirst(), depth);
    }
    if (!(tree instanceof Map<?, ?> map)) {
      return plain(status, tree == null ? "" : tree.toString());
    }
    Object error = map.get("error");
    if (error instanceof Map<?, ?> inner) {
      return fromObject(status, inner, depth);
    }
    if (error instanceof String text && !(map.get("message") instanceof String)) {
      return opened(fromObject(status, Map.of("message", text), depth), text, depth);
    }
    return fromObject(status, map, depth);
  }

  private static ServerError fromObject(int status, Map<?, ?> map, int depth) {
    List<String> fields = new ArrayList<>();
    Object message = map.get("message");
    Object detail = map.containsKey("detail") ? map.get("detail") : map.get("errors");
    if (message instanceof Map<?, ?> nested) {
      detail = nested.containsKey("detail") ? nested.get("detail") : nested.get("message");
      message = null;
    }
    String text = message instanceof String s ? s : details(detail, fields);
    String param = string(map, "param");
    if (!param.isEmpty()) {
      fields.add(param);
    }
    int named = status == 0 ? statusOf(map) : status;
    ServerError error =
        new ServerError(named, string(map, "code"), string(map, "type"), oneLine(text), fields);
    if (map.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("raw") instanceof String raw) {
      return opened(error, raw, depth);
    }
    return opened(error, text, depth);
  }

  /** A message that holds a body itself tells more than its wrapper. */
  private static ServerError opened(ServerError outer, String text, int depth) {
    int brace = text.indexOf('{');
    if (brace < 0 || depth >= DEEPEST_WRAPPING) {
      return outer;
    }
    int end = WireJson.firstValueEnd(text.substring(brace));
    if (end < 0) {
      return outer;
    }
    ServerError inner = parse(outer.status, text.substring(brace, brace + end), depth + 1);
    return inner.message.isEmpty() ? outer : inner;
  }

  private static String details(@Nullable Object detail, List<String> fields) {
    if (!(detail instanceof List<?> list)) {
      return detail == null ? "" : detail.toString();
    }
    List<String> texts = new ArrayList<>();
    for (Object each : list) {
      if (!(each instanceof Map<?, ?> entry)) {
        texts.add(String.valueOf(each));
        continue;
      }
      String where = "";
      if (entry.get("loc") instanceof List<?> loc) {
        List<String> steps = loc.stream().map(String::valueOf).toList();
        where = String.join(".", steps);
        fields.addAll(steps);
      }
      texts.add(where.isEmpty() ? string(entry, "msg") : where + ": " + string(entry, "msg"));
    }
    return String.join("; ", texts);
  }

  private static String string(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value instanceof String || value instanceof Number ? oneLine(value.toString()) : "";
  }

  private static int statusOf(Map<?, ?> map) {
    for (String key : List.of("raw_status_code", "status", "status_code", "code")) {
      if (map.get(key) instanceof Number number && number.intValue() >= 400) {
        return number.intValue() < 600 ? number.intValue() : 0;
      }
    }
    return 0;
  }

  private static String oneLine(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST_MESSAGE));
    boolean blank = false;
    for (int i = 0; i < text.length() && out.length() < LONGEST_MESSAGE; i++) {
      char c = text.charAt(i);
      int type = Character.getType(c);
      boolean skip =
          c <= ' '
              || type == Character.CONTROL
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      if (!skip) {
        if (blank && !out.isEmpty()) {
          out.append(' ');
        }
        out.append(c);
      }
      blank = skip;
    }
    return WellFormed.text(out.toString());
  }

  /** The context window that a message about an overflow names; 0 when it names none. */
  public int contextTokens() {
    Matcher matcher = WINDOW.matcher(message);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Whether any of the words is in what the server said, in any case. */
  public boolean mentions(List<String> words) {
    String all = (code + " " + type + " " + message).toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(all::contains);
  }
}
