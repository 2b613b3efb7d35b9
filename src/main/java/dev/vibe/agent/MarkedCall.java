package dev.vibe.agent;

import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.SecretMask;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reading of a call by a model that was shown marks in place of secrets. Where the call only says
 * what stands in a file, the secrets are put back; where it would write a mark, it is refused,
 * because the file would lose its secret, or another would get it. Pure.
 */
final class MarkedCall {

  /** Arguments that are looked for in a file and not written. */
  private static final List<String> OLD = List.of("old", "old_end");

  private static final String PATCH = "patch";

  private MarkedCall() {}

  /** The call with the secrets where it says what is there; for nobody's eyes. */
  static ToolCall resolved(ToolCall call, SecretMask secrets) {
    String arguments = call.arguments().text();
    boolean looks =
        call.name().equals(ToolNames.STR_REPLACE) || call.name().equals(ToolNames.APPLY_PATCH);
    if (!looks || secrets.maskIn(arguments).isEmpty()) {
      return call;
    }
    try {
      Map<String, Object> given = new LinkedHashMap<>(Json.object(arguments));
      for (String name : OLD) {
        given.computeIfPresent(
            name, (same, value) -> value instanceof String s ? secrets.unmarked(s) : value);
      }
      given.computeIfPresent(
          PATCH, (same, value) -> value instanceof String s ? patch(s, secrets) : value);
      return new ToolCall(call.id(), call.name(), new RawJson(Json.write(given)));
    } catch (JsonShapeException e) {
      return call; // told when it is bound
    }
  }

  /** Lines that begin with a plus are written, the others are there already. */
  private static String patch(String patch, SecretMask secrets) {
    String read =
        patch
            .lines()
            .map(line -> line.startsWith("+") ? line : secrets.unmarked(line))
            .collect(Collectors.joining("\n"));
    return patch.endsWith("\n") ? read + "\n" : read;
  }

  /** Why a call that was resolved may not be done, if a mark is still in it. */
  static Optional<Refusal> refusal(ToolDeclaration<?> tool, ToolCall resolved, SecretMask secrets) {
    return switch (tool.kind()) {
      case READS -> Optional.empty();
      case EDITS -> secrets.maskIn(resolved.arguments().text()).map(mask -> written(mask, secrets));
      case ACTS ->
          tool.name().equals(ToolNames.BASH)
              ? secrets.maskIn(resolved.arguments().text()).map(MarkedCall::run)
              : Optional.empty();
    };
  }

  /** What the file holds there is not known to the model, so it cannot write it. */
  private static Refusal written(String mask, SecretMask secrets) {
    if (secrets.isOfEarlierRun(mask)) {
      return refused(
          "The text holds "
              + mask
              + ", which you were shown in place of a key before this session was taken up again."
              + " Read the file once more, and edit only lines without a mark.");
    }
    return refused(
        "The text holds "
            + mask
            + ", which you are shown in place of a key. Written to a file it would destroy the"
            + " key. Edit only lines without it, or ask the user to make this change.");
  }

  private static Refusal run(String mask) {
    return refused(
        "The command holds "
            + mask
            + ", which you are shown in place of a key; no program knows it by that. Let the"
            + " command read the key from where it stands, or ask the user to run it.");
  }

  private static Refusal refused(String why) {
    return new Refusal(RefusalCode.MASKED, why);
  }
}
