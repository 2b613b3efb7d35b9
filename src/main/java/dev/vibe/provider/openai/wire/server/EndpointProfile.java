package dev.vibe.provider.openai.wire.server;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.model.ServerKind;
import dev.vibe.model.Vision;
import dev.vibe.provider.openai.wire.TemplateLoss;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * State of what sessions have learned of an endpoint, for the next one. Holds no secret and nothing
 * of a conversation.
 *
 * @param learnedAt seconds since the epoch
 */
public record EndpointProfile(Server server, Models models, long learnedAt) {

  public static final EndpointProfile NONE =
      new EndpointProfile(
          new Server(ServerKind.UNKNOWN, new Requests(Set.of(), ""), new Replies("", "")),
          new Models(Map.of(), Map.of(), Map.of()),
          0);

  private static final int VERSION = 1;

  /** Facts that hold for every model of the endpoint. */
  public record Server(ServerKind kind, Requests requests, Replies replies) {}

  /**
   * Facts on the requests that a server takes.
   *
   * @param refusedFields optional fields it does not take, {@code tool_choice=VALUE}, and {@code
   *     user after result}
   * @param toolChoice what made it call a tool when it had to: a value of {@code tool_choice},
   *     {@code ignored} when none does, empty when unknown
   */
  public record Requests(Set<String> refusedFields, String toolChoice) {

    public Requests {
      refusedFields = Set.copyOf(refusedFields);
    }

    Requests without(String field) {
      Set<String> more = new TreeSet<>(refusedFields);
      more.add(field);
      return new Requests(more, toolChoice);
    }
  }

  /**
   * Facts on the replies that a server sends.
   *
   * @param reasoningForm as in {@code Reasoning}; empty when it has sent none
   * @param usage whether it counts tokens: {@code yes}, {@code no}, empty when unknown
   */
  public record Replies(String reasoningForm, String usage) {}

  /**
   * Facts that a server states of its models, by their ids.
   *
   * @param contexts tokens
   * @param sees whether it sees images, as far as the server tells
   * @param losses what the chat template leaves out
   */
  public record Models(
      Map<String, Integer> contexts,
      Map<String, Boolean> sees,
      Map<String, Set<TemplateLoss>> losses) {

    public Models {
      contexts = Map.copyOf(contexts);
      sees = Map.copyOf(sees);
      losses = Map.copyOf(losses);
    }
  }

  /** Reads what {@link #write} wrote; anything else teaches nothing. */
  public static EndpointProfile read(String json) {
    if (json.isEmpty()) {
      return NONE;
    }
    try {
      return JsonTree.read(json) instanceof Map<?, ?> map
              && map.get("version") instanceof Number version
              && version.intValue() == VERSION
          ? of(map)
          : NONE;
    } catch (JsonShapeException notJson) {
      return NONE;
    }
  }

  private static EndpointProfile of(Map<?, ?> map) {
    Server server =
        new Server(
            ServerKind.named(text(map, "software")),
            new Requests(texts(map, "refused_fields"), text(map, "tool_choice")),
            new Replies(text(map, "reasoning_form"), text(map, "usage")));
    long at = map.get("learned_at") instanceof Number number ? number.longValue() : 0;
    return new EndpointProfile(server, new Models(contexts(map), sees(map), losses(map)), at);
  }

  private static Map<String, Integer> contexts(Map<?, ?> map) {
    Map<String, Integer> contexts = new TreeMap<>();
    if (map.get("contexts") instanceof Map<?, ?> list) {
      list.forEach(
          (model, tokens) -> {
            if (tokens instanceof Number number && number.intValue() > 0) {
              contexts.put(String.valueOf(model), number.intValue());
            }
          });
    }
    return contexts;
  }

  private static Map<String, Boolean> sees(Map<?, ?> map) {
    Map<String, Boolean> sees = new TreeMap<>();
    if (map.get("sees") instanceof Map<?, ?> list) {
      list.forEach(
          (model, value) -> {
            if (value instanceof Boolean claim) {
              sees.put(String.valueOf(model), claim);
            }
          });
    }
    return sees;
  }

  private static Map<String, Set<TemplateLoss>> losses(Map<?, ?> map) {
    Map<String, Set<TemplateLoss>> losses = new TreeMap<>();
    for (TemplateLoss loss : TemplateLoss.values()) {
      for (String model : texts(map, key(loss))) {
        losses.computeIfAbsent(model, none -> EnumSet.noneOf(TemplateLoss.class)).add(loss);
      }
    }
    return losses;
  }

  private static String key(TemplateLoss loss) {
    return switch (loss) {
      case TOOLS -> "toolless";
      case CALLS -> "callless";
      case SYSTEM_PROMPT -> "systemless";
    };
  }

  private List<String> losing(TemplateLoss loss) {
    List<String> losing = new ArrayList<>();
    for (var model : new TreeMap<>(models.losses).entrySet()) {
      if (model.getValue().contains(loss)) {
        losing.add(model.getKey());
      }
    }
    return losing;
  }

  public String write(String endpoint) {
    boolean isKnown = server.kind != ServerKind.UNKNOWN;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", VERSION);
    map.put("endpoint", endpoint);
    map.put("software", isKnown ? server.kind.name() : "");
    map.put("contexts", new TreeMap<>(models.contexts));
    map.put("sees", new TreeMap<>(models.sees));
    for (TemplateLoss loss : TemplateLoss.values()) {
      map.put(key(loss), losing(loss));
    }
    map.put("refused_fields", List.copyOf(new TreeSet<>(server.requests.refusedFields)));
    map.put("reasoning_form", server.replies.reasoningForm);
    map.put("usage", server.replies.usage);
    map.put("tool_choice", server.requests.toolChoice);
    map.put("learned_at", learnedAt);
    return JsonTree.write(map) + "\n";
  }

  public EndpointProfile withKind(ServerKind kind) {
    return withServer(new Server(kind, server.requests, server.replies));
  }

  public EndpointProfile withContext(String model, int tokens) {
    Map<String, Integer> more = new TreeMap<>(models.contexts);
    more.put(model, tokens);
    return withModels(new Models(more, models.sees, models.losses));
  }

  public EndpointProfile withVision(String model, Vision claim) {
    Map<String, Boolean> more = new TreeMap<>(models.sees);
    more.put(model, claim.sees());
    return withModels(new Models(models.contexts, more, models.losses));
  }

  /** What its chat template leaves out: this and nothing else. */
  public EndpointProfile withLosses(String model, Set<TemplateLoss> lost) {
    Map<String, Set<TemplateLoss>> losses = new TreeMap<>(models.losses);
    if (lost.isEmpty()) {
      losses.remove(model);
    } else {
      losses.put(model, Set.copyOf(lost));
    }
    return withModels(new Models(models.contexts, models.sees, losses));
  }

  public EndpointProfile without(String field) {
    return withRequests(server.requests.without(field));
  }

  public EndpointProfile withToolChoice(String value) {
    return withRequests(new Requests(server.requests.refusedFields, value));
  }

  public EndpointProfile withReply(String form, String counted) {
    return withServer(new Server(server.kind, server.requests, new Replies(form, counted)));
  }

  public EndpointProfile at(long seconds) {
    return new EndpointProfile(server, models, seconds);
  }

  private EndpointProfile withRequests(Requests other) {
    return withServer(new Server(server.kind, other, server.replies));
  }

  private EndpointProfile withServer(Server other) {
    return new EndpointProfile(other, models, learnedAt);
  }

  private EndpointProfile withModels(Models other) {
    return new EndpointProfile(server, other, learnedAt);
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
