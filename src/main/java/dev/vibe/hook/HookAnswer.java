package dev.vibe.hook;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answer of a hook.
 *
 * @param ruling on what is about to happen
 * @param reason of the ruling, for the model; perhaps empty
 * @param input in the place of the call's own
 * @param context that the model is told; perhaps empty
 */
public record HookAnswer(
    Ruling ruling, String reason, Optional<Map<String, Object>> input, String context) {

  /** One that says nothing. */
  public static final HookAnswer NOTHING = new HookAnswer(Ruling.NONE, "", Optional.empty(), "");

  /** Ruling of a hook. */
  public enum Ruling {
    NONE,
    /** It need not be asked about, as far as no rule of the user's says otherwise. */
    ALLOW,
    /** Somebody has to be asked. */
    ASK,
    /** It must not happen. */
    BLOCK
  }

  /** The code with which a hook that blocks ends. */
  static final int BLOCKS = 2;

  /**
   * What a hook that has ended says: code 2 blocks, with what it wrote as the reason; after code 0
   * a JSON object is its answer, and other text context.
   *
   * @param output without blanks around it
   */
  public static HookAnswer of(HookEvent event, int exitCode, String output) {
    if (exitCode == BLOCKS) {
      return new HookAnswer(
          Ruling.BLOCK, output.isEmpty() ? "it gave no reason" : output, Optional.empty(), "");
    }
    int brace = output.indexOf('{');
    boolean isObject = brace == 0 || (brace > 0 && output.charAt(brace - 1) == '\n');
    if (!isObject) {
      boolean adds = event == HookEvent.SESSION_START || event == HookEvent.USER_PROMPT;
      return adds ? new HookAnswer(Ruling.NONE, "", Optional.empty(), output) : NOTHING;
    }
    try {
      return read(Json.object(output.substring(brace)));
    } catch (JsonShapeException e) {
      return NOTHING;
    }
  }

  @SuppressWarnings("unchecked")
  private static HookAnswer read(Map<String, Object> said) {
    Map<?, ?> more = said.get("hookSpecificOutput") instanceof Map<?, ?> map ? map : Map.of();
    String ruling = first(said.get("decision"), more.get("permissionDecision"));
    boolean ends = Boolean.FALSE.equals(said.get("continue"));
    Object input = said.get("input") == null ? more.get("updatedInput") : said.get("input");
    return new HookAnswer(
        ends
            ? Ruling.BLOCK
            : switch (ruling) {
              case "block", "deny" -> Ruling.BLOCK;
              case "ask" -> Ruling.ASK;
              case "allow", "approve" -> Ruling.ALLOW;
              default -> Ruling.NONE;
            },
        first(said.get("reason"), more.get("permissionDecisionReason"), said.get("stopReason")),
        input instanceof Map<?, ?> map ? Optional.of((Map<String, Object>) map) : Optional.empty(),
        first(said.get("context"), more.get("additionalContext")));
  }

  private static String first(@Nullable Object... values) {
    for (Object value : values) {
      if (value instanceof String text && !text.isBlank()) {
        return text;
      }
    }
    return "";
  }

  /** Both together: the stricter ruling, the later input, all context. */
  HookAnswer and(HookAnswer later) {
    boolean isStricter = later.ruling.compareTo(ruling) > 0;
    return new HookAnswer(
        isStricter ? later.ruling : ruling,
        isStricter ? later.reason : reason,
        later.input.or(() -> input),
        context.isEmpty()
            ? later.context
            : later.context.isEmpty() ? context : context + "\n" + later.context);
  }
}
