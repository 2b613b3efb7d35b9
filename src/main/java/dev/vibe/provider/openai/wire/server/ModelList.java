package dev.vibe.provider.openai.wire.server;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.wire.UnreadableChunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reader of the answer to {@code GET /models} of any server. */
public final class ModelList {

  /** Names of the context window: Mistral, vLLM, OpenRouter, Groq, LM Studio. */
  private static final List<String> CONTEXT_FIELDS =
      List.of(
          "max_context_length",
          "max_model_len",
          "context_length",
          "context_window",
          "loaded_context_length");

  private ModelList() {}

  /**
   * The models in the order of the answer, aliases after the model they stand for.
   *
   * @throws UnreadableChunk when it is not a list of models
   */
  public static List<ServedModel> read(String json) {
    Object tree;
    try {
      tree = JsonTree.read(json);
    } catch (JsonShapeException e) {
      throw new UnreadableChunk("the list of models is not JSON", e);
    }
    Object list = tree;
    if (tree instanceof Map<?, ?> map) {
      list = map.get("data") instanceof List<?> ? map.get("data") : map.get("models");
    }
    if (!(list instanceof List<?> entries)) {
      throw new UnreadableChunk("there is no list of models in the answer");
    }
    Map<String, ServedModel> models = new LinkedHashMap<>();
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> model) {
        add(models, model);
      } else if (entry instanceof String id) {
        models.putIfAbsent(id, new ServedModel(id, 0, ""));
      }
    }
    return new ArrayList<>(models.values());
  }

  private static void add(Map<String, ServedModel> models, Map<?, ?> model) {
    String id = firstString(model, List.of("id", "model", "name"));
    if (id.isEmpty()) {
      return;
    }
    int context = 0;
    for (String field : CONTEXT_FIELDS) {
      if (context == 0 && model.get(field) instanceof Number tokens) {
        context = Math.max(0, tokens.intValue());
      }
    }
    String replacement = firstString(model, List.of("deprecation_replacement_model"));
    models.putIfAbsent(id, new ServedModel(id, context, replacement));
    if (model.get("aliases") instanceof List<?> aliases) {
      for (Object alias : aliases) {
        models.putIfAbsent(
            String.valueOf(alias), new ServedModel(String.valueOf(alias), context, replacement));
      }
    }
  }

  private static String firstString(Map<?, ?> map, List<String> keys) {
    for (String key : keys) {
      @Nullable Object value = map.get(key);
      if (value instanceof String text && !text.isBlank()) {
        return text;
      }
    }
    return "";
  }
}
