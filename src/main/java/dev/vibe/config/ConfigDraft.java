package dev.vibe.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draft of a first configuration, as text for a file.
 *
 * @param provider a name from {@code [providers]} that the endpoint belongs to; empty when it is
 *     known by its URL alone
 * @param baseUrl empty when the provider's own is meant
 * @param model empty: the best that is served
 * @param mode as {@code --mode} takes it
 */
public record ConfigDraft(
    String provider, String baseUrl, String model, String mode, KeyPlace key) {

  /** Place where the key will be found. */
  public sealed interface KeyPlace {

    record Nowhere() implements KeyPlace {}

    record Variable(String name) implements KeyPlace {}

    record File(String path) implements KeyPlace {}

    record Command(List<String> words) implements KeyPlace {
      public Command {
        words = List.copyOf(words);
      }
    }
  }

  /** The same at another address. */
  public ConfigDraft at(String url) {
    return new ConfigDraft(provider, url, model, mode, key);
  }

  /** The same with another model; empty: the best that is served. */
  public ConfigDraft with(String id) {
    return new ConfigDraft(provider, baseUrl, id, mode, key);
  }

  /** The same in another mode. */
  public ConfigDraft in(String label) {
    return new ConfigDraft(provider, baseUrl, model, label, key);
  }

  /** The file as a whole; it never holds a key. */
  public String toml() {
    Map<String, Object> top = new LinkedHashMap<>();
    Map<String, Object> own = new LinkedHashMap<>();
    Map<String, Object> endpoint = provider.isEmpty() ? top : own;
    if (!model.isEmpty()) {
      top.put("model", provider.isEmpty() ? model : provider + "/" + model);
    }
    top.put("mode", mode);
    if (!baseUrl.isEmpty()) {
      endpoint.put("base_url", baseUrl);
    }
    switch (key) {
      case KeyPlace.Nowhere() -> {}
      case KeyPlace.Variable(String name) -> endpoint.put("api_key_env", name);
      case KeyPlace.File(String path) -> endpoint.put("api_key_file", path);
      case KeyPlace.Command(List<String> words) -> endpoint.put("api_key_command", words);
    }
    List<String> lines = new ArrayList<>();
    lines.add("# Made by vibe config init. What counts, and from where: vibe config show --origin");
    top.forEach((name, value) -> lines.add(name + " = " + TomlText.of(value)));
    if (!own.isEmpty()) {
      lines.add("");
      lines.add("[providers." + provider + "]");
      own.forEach((name, value) -> lines.add(name + " = " + TomlText.of(value)));
    }
    return String.join("\n", lines) + "\n";
  }
}
