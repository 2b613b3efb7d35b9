package dev.vibe.acp.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writer of what a session offers: its modes, its options, its commands, and how it is listed. */
public final class SessionJson {

  /** The id of the option that is the mode. */
  public static final String MODE = "mode";

  /** The id of the option that is the model. */
  public static final String MODEL = "model";

  private SessionJson() {}

  /**
   * Something to choose.
   *
   * @param doc may be empty
   */
  public record Choice(String id, String name, String doc) {}

  /**
   * What was chosen, and out of what.
   *
   * @param models ids; the present one first when nobody knows more
   */
  public record Setting(String mode, List<Choice> modes, String model, List<String> models) {}

  /** What a session is opened with. */
  public static Map<String, Object> opened(Setting setting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("modes", modes(setting));
    json.put("configOptions", options(setting));
    return json;
  }

  private static Map<String, Object> modes(Setting setting) {
    return Map.of(
        "currentModeId",
        setting.mode(),
        "availableModes",
        setting.modes().stream()
            .map(mode -> Map.of("id", mode.id(), "name", mode.name(), "description", mode.doc()))
            .toList());
  }

  /** The options with which a session goes on. */
  public static List<Map<String, Object>> options(Setting setting) {
    List<Choice> models = new ArrayList<>();
    setting.models().forEach(id -> models.add(new Choice(id, id, "")));
    if (!setting.models().contains(setting.model())) {
      models.addFirst(new Choice(setting.model(), setting.model(), ""));
    }
    return List.of(
        option(new Choice(MODE, "Mode", "what runs unasked"), setting.mode(), setting.modes()),
        option(new Choice(MODEL, "Model", "which model answers"), setting.model(), models));
  }

  private static Map<String, Object> option(Choice option, String now, List<Choice> values) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", option.id());
    json.put("name", option.name());
    json.put("description", option.doc());
    json.put("category", option.id());
    json.put("type", "select");
    json.put("currentValue", now);
    json.put("options", values.stream().map(SessionJson::value).toList());
    return json;
  }

  private static Map<String, Object> value(Choice value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("value", value.id());
    json.put("name", value.name());
    if (!value.doc().isEmpty()) {
      json.put("description", value.doc());
    }
    return json;
  }

  /** An update with the options. */
  public static Map<String, Object> optionsUpdate(Setting setting) {
    return Map.of("sessionUpdate", "config_option_update", "configOptions", options(setting));
  }

  /** An update with the mode. */
  public static Map<String, Object> modeUpdate(String mode) {
    return Map.of("sessionUpdate", "current_mode_update", "currentModeId", mode);
  }

  /**
   * An update with the commands that begin with a slash.
   *
   * @param hints what each takes, by its name; none that takes nothing
   */
  public static Map<String, Object> commands(List<Choice> commands, Map<String, String> hints) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Choice command : commands) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("name", command.name());
      json.put("description", command.doc().isEmpty() ? command.name() : command.doc());
      if (hints.containsKey(command.id())) {
        json.put("input", Map.of("hint", hints.getOrDefault(command.id(), "")));
      }
      all.add(json);
    }
    return Map.of("sessionUpdate", "available_commands_update", "availableCommands", all);
  }

  /** A session in a list. */
  public static Map<String, Object> listed(String id, String folder, String title, Instant at) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sessionId", id);
    json.put("cwd", folder);
    if (!title.isEmpty()) {
      json.put("title", title);
    }
    json.put("updatedAt", at.toString());
    return json;
  }
}
