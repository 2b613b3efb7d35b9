package dev.vibe.provider.openai.wire.server;

import java.util.List;
import java.util.Map;

/** State of a model on a server that loads it when it is asked for, as its own pages tell. */
public enum LoadingState {
  /** The page tells of no models, so that nobody needs to look again. */
  UNTOLD,
  LOADING,
  LOADED;

  private static LoadingState loading(boolean isLoading) {
    return isLoading ? LOADING : LOADED;
  }

  /**
   * Of {@code /models} of llama.cpp, which names a status where it is a router: {@code unloaded},
   * {@code downloading}, {@code loading}, {@code loaded} or {@code sleeping}. It loads what it is
   * asked for.
   */
  public static LoadingState ofRouter(String json, String model) {
    Map<?, ?> found = SelfDescription.find(json, "data", List.of("id"), model);
    if (!(found.get("status") instanceof Map<?, ?> status)) {
      return UNTOLD;
    }
    return loading(!SelfDescription.text(status.get("value")).equals("loaded"));
  }

  /** Of {@code /api/v0/models} of LM Studio: {@code loaded} or {@code not-loaded}. */
  public static LoadingState ofLmStudio(String json, String model) {
    Object state = SelfDescription.find(json, "data", List.of("id"), model).get("state");
    return state instanceof String text ? loading(!text.equals("loaded")) : UNTOLD;
  }

  /** Of {@code /api/ps} of Ollama, which lists what is loaded. */
  public static LoadingState ofPs(String json, String model) {
    boolean isTold =
        SelfDescription.tree(json) instanceof Map<?, ?> map && map.get("models") instanceof List<?>;
    return isTold
        ? loading(SelfDescription.find(json, "models", List.of("name", "model"), model).isEmpty())
        : UNTOLD;
  }

  /**
   * Of {@code /running} of llama-swap. The one that starts may be there under another name than it
   * was asked for.
   */
  public static LoadingState ofRunning(String json) {
    if (!(SelfDescription.tree(json) instanceof Map<?, ?> map
        && map.get("running") instanceof List<?> running)) {
      return UNTOLD;
    }
    return loading(
        running.isEmpty()
            || running.stream()
                .anyMatch(
                    each ->
                        each instanceof Map<?, ?> process
                            && SelfDescription.text(process.get("state")).equals("starting")));
  }
}
