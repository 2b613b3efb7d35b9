package dev.vibe.provider.openai.wire.server;

import dev.vibe.provider.openai.wire.WireJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;

/**
 * What sessions have learned of an endpoint, for the next one. Holds no secret and nothing of a
 * conversation.
 *
 * @param software a name of {@code Software}; empty when unknown
 * @param contexts tokens by model id
 * @param sees whether a model sees images, by its id, as far as the server tells
 * @param refusedFields optional fields it does not take, and {@code tool_choice=VALUE}
 * @param reasoningForm as in {@code Reasoning}; empty when it has sent none
 * @param usage whether it counts tokens: {@code yes}, {@code no}, empty when unknown
 * @param toolChoice what made it call a tool when it had to: a value of {@code tool_choice}, {@code
 *     ignored} when none does, empty when unknown
 * @param learnedAt seconds since the epoch
 */
public record EndpointProfile(
    String software,
    Map<String, Integer> contexts,
    Map<String, Boolean> sees,
    Set<String> refusedFields,
    String reasoningForm,
    String usage,
    String toolChoice,
    long learnedAt) {

  public static final EndpointProfile NONE =
      new EndpointProfile("", Map.of(), Map.of(), Set.of(), "", "", "", 0);

  private static final int VERSION = 1;

  public EndpointProfile {
    contexts = Map.copyOf(contexts);
    sees = Map.copyOf(sees);
    refusedFields = Set.copyOf(refusedFields);
  }

  /** Reads what {@link #write} wrote; anything else teaches nothing. */
  public static EndpointProfile read(String json) {
    try {
      if (!(WireJson.tree(json) instanceof Map<?, ?> map)
          || !(map.get("version") instanceof Number version)
          || version.intValue() != VERSION) {
        return NONE;
      }
      Map<String, Integer> contexts = new TreeMap<>();
      if (map.get("contexts") instanceof Map<?, ?> list) {
        list.forEach(
            (model, tokens) -> {
              if (tokens instanceof Number number && number.intValue() > 0) {
                contexts.put(String.valueOf(model), number.intValue());
              }
            });
      }
      Map<String, Boolean> sees = new TreeMap<>();
      if (map.get("sees") instanceof Map<?, ?> list) {
        list.forEach(
            (model, value) -> {
              if (value instanceof Boolean claim) {
                sees.put(String.valueOf(model), claim);
              }
            });
      }
      return new EndpointProfile(
          text(map, "software"),
          contexts,
          sees,
          texts(map, "refused_fields"),
          text(map, "reasoning_form"),
          text(map, "usage"),
          text(map, "tool_choice"),
          map.get("learned_at") instanceof Number at ? at.longValue() : 0);
    } catch (JacksonException notJson) {
      return NONE;
    }
  }

  public String write(String endpoint) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", VERSION);
    map.put("endpoint", endpoint);
    map.put("software", software);
    map.put("contexts", new TreeMap<>(contexts));
    map.put("sees", new TreeMap<>(sees));
    map.put("refused_fields", List.copyOf(new TreeSet<>(refusedFields)));
    map.put("reasoning_form", reasoningForm);
    map.put("usage", usage);
    map.put("tool_choice", toolChoice);
    map.put("learned_at", learnedAt);
    return WireJson.write(map) + "\n";
  }

  public EndpointProfile withSoftware(String name) {
    return new EndpointProfile(
        name, contexts, sees, refusedFields, reasoningForm, usage, toolChoice, learnedAt);
  }

  public EndpointProfile withContext(String model, int tokens) {
    Map<String, Integer> more = new TreeMap<>(contexts);
    more.put(model, tokens);
    return new EndpointProfile(
        software, more, sees, refusedFields, reasoningForm, usage, toolChoice, learnedAt);
  }

  public EndpointProfile withSight(String model, boolean claim) {
    Map<String, Boolean> more = new TreeMap<>(sees);
    more.put(model, claim);
    return new EndpointProfile(
        software, contexts, more, refusedFields, reasoningForm, usage, toolChoice, learnedAt);
  }

  public EndpointProfile without(String field) {
    Set<String> more = new TreeSet<>(refusedFields);
    more.add(field);
    return new EndpointProfile(
        software, contexts, sees, more, reasoningForm, usage, toolChoice, learnedAt);
  }

  public EndpointProfile withReply(String form, String counted) {
    return new EndpointProfile(
        software, contexts, sees, refusedFields, form, counted, toolChoice, learnedAt);
  }

  public EndpointProfile withToolChoice(String value) {
    return new EndpointProfile(
        software, contexts, sees, refusedFields, reasoningForm, usage, value, learnedAt);
  }

  public EndpointProfile at(long seconds) {
    return new EndpointProfile(
        software, contexts, sees, refusedFields, reasoningForm, usage, toolChoice, seconds);
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }

  private static Set<String> texts(Map<?, ?> map, String key) {
    Set<String> texts = new TreeSet<>();
    if (map.get(key) instanceof List<?> list) {
      list.stream().filter(String.class::isInstance).forEach(text -> texts.add((String) text));
    }
    return texts;
  }
}
