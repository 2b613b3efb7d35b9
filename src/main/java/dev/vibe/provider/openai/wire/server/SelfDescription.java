package dev.vibe.provider.openai.wire.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.model.Vision;
import dev.vibe.net.HttpBody;
import dev.vibe.provider.openai.wire.Segments;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reader of what servers tell of themselves beside the common API. Anything else reads as nothing.
 */
public final class SelfDescription {

  private SelfDescription() {}

  /** The {@code owned_by} of the first model in {@code /v1/models}; empty when there is none. */
  public static String owner(String models) {
    if (tree(models) instanceof Map<?, ?> map
        && map.get("data") instanceof List<?> list
        && !list.isEmpty()
        && list.getFirst() instanceof Map<?, ?> model) {
      return text(model.get("owned_by"));
    }
    return "";
  }

  /** Of {@code /api/version} of Ollama and {@code /version} of vLLM. */
  public static String version(String json) {
    return tree(json) instanceof Map<?, ?> map ? text(map.get("version")) : "";
  }

  /** The context of one slot, in {@code /props} of llama.cpp. */
  public static int contextOfProps(String json) {
    return tree(json) instanceof Map<?, ?> map
            && map.get("default_generation_settings") instanceof Map<?, ?> settings
        ? number(settings.get("n_ctx"))
        : 0;
  }

  /** How many requests it works on side by side, in {@code /props} of llama.cpp. */
  public static int slotsOfProps(String json) {
    return tree(json) instanceof Map<?, ?> map ? number(map.get("total_slots")) : 0;
  }

  /** The build, in {@code /props} of llama.cpp. */
  public static String buildOfProps(String json) {
    return tree(json) instanceof Map<?, ?> map ? text(map.get("build_info")) : "";
  }

  /** The context of a loaded model, in {@code /api/ps} of Ollama. */
  public static int contextOfPs(String json, String model) {
    return number(find(json, "models", List.of("name", "model"), model).get("context_length"));
  }

  /** The context of a loaded model, in {@code /api/v0/models} of LM Studio. */
  public static int loadedContext(String json, String model) {
    return number(find(json, "data", List.of("id"), model).get("loaded_context_length"));
  }

  /** In {@code modalities} of {@code /props} of llama.cpp, which knows what it was started with. */
  public static Vision visionOfProps(String json) {
    return tree(json) instanceof Map<?, ?> map && map.get("modalities") instanceof Map<?, ?> kinds
        ? claimed(kinds.get("vision"))
        : Vision.UNKNOWN;
  }

  /** What Ollama is to be asked by {@code POST /api/show}. */
  public static HttpBody questionOfShow(String model) {
    byte[] bytes = JsonTree.write(Map.of("model", model)).getBytes(UTF_8);
    return new Segments(List.of(bytes));
  }

  /** In the {@code capabilities} that {@code /api/show} of Ollama names. */
  public static Vision visionOfShow(String json) {
    return tree(json) instanceof Map<?, ?> map
        ? among(map.get("capabilities"), "vision")
        : Vision.UNKNOWN;
  }

  /** In the type of a model, in {@code /api/v0/models} of LM Studio. */
  public static Vision visionOfLoaded(String json, String model) {
    return switch (text(find(json, "data", List.of("id"), model).get("type"))) {
      case "vlm" -> Vision.SEES;
      case "llm" -> Vision.BLIND;
      default -> Vision.UNKNOWN;
    };
  }

  /** In {@code /v1/models}, where Mistral names capabilities and gateways name modalities. */
  public static Vision visionOfListed(String json, String model) {
    Map<?, ?> listed = find(json, "data", List.of("id"), model);
    if (listed.get("capabilities") instanceof Map<?, ?> capabilities) {
      return claimed(capabilities.get("vision"));
    }
    return listed.get("architecture") instanceof Map<?, ?> architecture
        ? among(architecture.get("input_modalities"), "image")
        : Vision.UNKNOWN;
  }

  private static Vision claimed(@Nullable Object claim) {
    return claim instanceof Boolean sees ? sees ? Vision.SEES : Vision.BLIND : Vision.UNKNOWN;
  }

  private static Vision among(@Nullable Object list, String word) {
    return list instanceof List<?> words
        ? words.contains(word) ? Vision.SEES : Vision.BLIND
        : Vision.UNKNOWN;
  }

  /** Whether llama.cpp's answer says which chat template it uses. */
  public static boolean namesTemplate(String props) {
    return tree(props) instanceof Map<?, ?> map && map.containsKey("chat_template");
  }

  /** Whether the answer is LM Studio's own list of models. */
  public static boolean isLmStudio(String json) {
    return tree(json) instanceof Map<?, ?> map
        && map.get("data") instanceof List<?> list
        && list.stream().anyMatch(m -> m instanceof Map<?, ?> model && model.containsKey("state"));
  }

  /** The model in a list; empty when it is not there. */
  static Map<?, ?> find(String json, String list, List<String> names, String wanted) {
    if (tree(json) instanceof Map<?, ?> map && map.get(list) instanceof List<?> models) {
      for (Object each : models) {
        if (each instanceof Map<?, ?> model
            && names.stream().anyMatch(name -> isSame(text(model.get(name)), wanted))) {
          return model;
        }
      }
    }
    return Map.of();
  }

  /** A name without a tag means the tag {@code latest}. */
  private static boolean isSame(String name, String wanted) {
    return name.equals(wanted) || name.equals(wanted + ":latest");
  }

  static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  private static int number(@Nullable Object value) {
    return value instanceof Number number ? Math.max(0, number.intValue()) : 0;
  }

  static @Nullable Object tree(String json) {
    if (json.isBlank()) {
      return null; // most servers say nothing where another one describes itself
    }
    try {
      return JsonTree.read(json);
    } catch (JsonShapeException e) {
      return null;
    }
  }
}
