package dev.vibe.config;

import dev.vibe.text.ColorChoice;
import dev.vibe.text.Theme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Configuration in effect: immutable, and every value knows where it was set. */
public final class Config {

  private static final String FORMAT = "format";
  private static final String HOOKS = "hooks";
  private static final String LSP = "lsp";

  /** Variables that hold a key, whatever is configured. */
  public static final Set<String> KEY_VARIABLES =
      Set.of(
          "VIBE_API_KEY",
          "MISTRAL_API_KEY",
          "OPENAI_API_KEY",
          "VIBE_GITHUB_TOKEN",
          "VIBE_GITLAB_TOKEN",
          "VIBE_GITEA_TOKEN");

  /** Every value that was given for a key, strongest first. */
  private final Map<ConfigKey, List<ConfigValue>> values;

  /** Takes the values in the order in which they were given; of one layer the last wins. */
  Config(List<ConfigEntry> entries) {
    Map<ConfigKey, List<ConfigValue>> stacks = new HashMap<>();
    for (ConfigEntry entry : entries) {
      stacks.computeIfAbsent(entry.key(), k -> new ArrayList<>()).addFirst(entry.value());
    }
    stacks.values().forEach(stack -> stack.sort((a, b) -> b.layer().compareTo(a.layer())));
    stacks.replaceAll((key, stack) -> List.copyOf(stack));
    values = Map.copyOf(stacks);
  }

  /** Style of keys with which the prompt is edited. */
  public enum Keys {
    EMACS,
    VI
  }

  /** The value in effect. */
  public Optional<ConfigValue> find(ConfigKey key) {
    return stack(key).stream().findFirst();
  }

  /** The value that would be in effect if no layer above {@code highest} had set it. */
  public Optional<ConfigValue> upTo(ConfigKey key, Layer highest) {
    return stack(key).stream().filter(s -> s.layer().compareTo(highest) <= 0).findFirst();
  }

  /** Every value that was given for the key, strongest first; empty when none was. */
  public List<ConfigValue> stack(ConfigKey key) {
    return values.getOrDefault(key, List.of());
  }

  /** The keys that have a value, in the order of the settings, names alphabetically. */
  public List<ConfigKey> keys() {
    return values.keySet().stream().sorted(Config::inOrder).toList();
  }

  private static int inOrder(ConfigKey a, ConfigKey b) {
    int order = Integer.compare(Settings.position(a), Settings.position(b));
    return order != 0 ? order : a.toString().compareTo(b.toString());
  }

  /** The names that the user chose in a table such as {@code models}, alphabetically. */
  public List<String> names(String table) {
    TreeSet<String> names = new TreeSet<>();
    for (ConfigKey key : values.keySet()) {
      if (key.parts().size() > 1 && key.parts().getFirst().equals(table)) {
        names.add(key.parts().get(1));
      }
    }
    return List.copyOf(names);
  }

  /** What formats files, by glob: a program and its arguments. */
  public Map<String, List<String>> formatters() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String glob : names(FORMAT)) {
      all.put(glob, find(ConfigKey.of(FORMAT, glob)).stream().flatMap(Config::texts).toList());
    }
    return all;
  }

  /** Whether the model is told what its edits broke. */
  public boolean diagnoses() {
    return find(ConfigKey.of("diagnostics")).map(v -> (Boolean) v.value()).orElse(true);
  }

  /** The language servers that are set up, unchecked. */
  public List<LanguageServerSetting> languageServers() {
    return names(LSP).stream().map(this::languageServer).toList();
  }

  private LanguageServerSetting languageServer(String name) {
    Map<String, String> variables = new LinkedHashMap<>();
    Map<String, Object> init = new LinkedHashMap<>();
    for (ConfigKey key : keys()) {
      List<String> parts = key.parts();
      if (parts.size() == 4 && parts.get(0).equals(LSP) && parts.get(1).equals(name)) {
        find(key)
            .ifPresent(
                value -> {
                  if (parts.get(2).equals("env")) {
                    variables.put(parts.get(3), value.text());
                  } else {
                    init.put(parts.get(3), value.value());
                  }
                });
      }
    }
    return new LanguageServerSetting(
        name,
        find(ConfigKey.of(LSP, name, "command")).stream().flatMap(Config::texts).toList(),
        find(ConfigKey.of(LSP, name, "files")).stream().flatMap(Config::texts).toList(),
        variables,
        init);
  }

  /** The hooks that are set up, unchecked. */
  public List<HookSetting> hooks() {
    return names(HOOKS).stream().map(this::hook).toList();
  }

  private HookSetting hook(String name) {
    Optional<ConfigValue> command = find(ConfigKey.of(HOOKS, name, "command"));
    return new HookSetting(
        name,
        find(ConfigKey.of(HOOKS, name, "event")).map(ConfigValue::text).orElse(""),
        command.map(ConfigValue::text).orElse(""),
        find(ConfigKey.of(HOOKS, name, "tools")).stream().flatMap(Config::texts).toList(),
        find(ConfigKey.of(HOOKS, name, "paths")).stream().flatMap(Config::texts).toList(),
        find(ConfigKey.of(HOOKS, name, "timeout")).map(v -> (Duration) v.value()),
        command.filter(v -> v.layer() == Layer.PROJECT).isPresent());
  }

  /** One of {@code plan}, {@code ask}, {@code accept-edits}, {@code auto}. */
  public String mode() {
    return find(ConfigKey.of("mode")).map(ConfigValue::text).orElse("ask");
  }

  /**
   * Whether an administrator set the value, so that nothing the user gives, in whatever form, may
   * change it.
   */
  public boolean isManaged(ConfigKey key) {
    return find(key).filter(value -> value.layer() == Layer.MANAGED).isPresent();
  }

  /** Permission rules as they were written. */
  public record Permissions(List<String> allow, List<String> ask, List<String> deny) {}

  public Permissions permissions() {
    return new Permissions(texts(Settings.ALLOW), texts(Settings.ASK), texts(Settings.DENY));
  }

  /** Those of one kind that are in effect, with their examples. */
  public List<WrittenRule> rules(ConfigKey kind) {
    return inEffect(kind).stream().flatMap(Config::rules).toList();
  }

  private List<String> texts(ConfigKey key) {
    return inEffect(key).stream().flatMap(Config::texts).toList();
  }

  /**
   * The values that together are what is in effect; empty when none was given. Of rules that
   * tighten all add up. Of those that loosen the strongest file decides, and what was learned adds
   * to it, unless an administrator decided. Of everything else the strongest counts alone.
   */
  List<ConfigValue> inEffect(ConfigKey key) {
    List<ConfigValue> stack = stack(key);
    if (key.equals(Settings.ASK) || key.equals(Settings.DENY)) {
      return stack;
    }
    Optional<ConfigValue> strongest = stack.stream().findFirst();
    if (strongest.filter(value -> value.layer() == Layer.LEARNED).isEmpty()) {
      return strongest.stream().toList();
    }
    List<ConfigValue> both = new ArrayList<>(stack.stream().skip(1).limit(1).toList());
    both.addAll(strongest.stream().toList());
    return both;
  }

  static Stream<String> texts(ConfigValue value) {
    return items(value)
        .map(item -> item instanceof WrittenRule rule ? rule.text() : String.valueOf(item));
  }

  /** Those of a list; none of anything else. */
  static Stream<?> items(ConfigValue value) {
    return value.value() instanceof List<?> list ? list.stream() : Stream.empty();
  }

  /** The rules of a list of them. */
  static Stream<WrittenRule> rules(ConfigValue value) {
    return items(value).filter(WrittenRule.class::isInstance).map(WrittenRule.class::cast);
  }

  public ColorChoice color() {
    String choice = find(ConfigKey.of("ui", "color")).map(ConfigValue::text).orElse("auto");
    return ColorChoice.valueOf(choice.toUpperCase(Locale.ROOT));
  }

  public Theme theme() {
    String choice = find(ConfigKey.of("ui", "theme")).map(ConfigValue::text).orElse("auto");
    return Theme.valueOf(choice.toUpperCase(Locale.ROOT));
  }

  public Keys promptKeys() {
    String choice = find(ConfigKey.of("ui", "keys")).map(ConfigValue::text).orElse("emacs");
    return Keys.valueOf(choice.toUpperCase(Locale.ROOT));
  }

  /** The command that must pass after the last change of a run; perhaps empty. */
  public String verification() {
    return find(ConfigKey.of("verify")).map(ConfigValue::text).orElse("").strip();
  }

  /** The command that has to pass before a run is over; empty for none. */
  public String until() {
    return find(ConfigKey.of("until")).map(ConfigValue::text).orElse("").strip();
  }

  /** How often its failure goes back to the model. */
  public int verificationAttempts() {
    int set = count(ConfigKey.of("verify_attempts"));
    return set > 0 ? set : 3;
  }

  /** Names of models to go to when the chosen one fails, in order; see {@code model}. */
  public List<String> fallback() {
    return find(Settings.FALLBACK).stream().flatMap(Config::texts).toList();
  }

  /** How long a first token may take before the next model is asked; zero when it is not set. */
  public Duration switchAfter() {
    return find(ConfigKey.of("switch_after")).map(v -> (Duration) v.value()).orElse(Duration.ZERO);
  }

  /** Whether no endpoint outside of this machine may be called. */
  public boolean isLocalOnly() {
    return find(ConfigKey.of("local_only")).filter(v -> (Boolean) v.value()).isPresent();
  }

  /** Whether there is no network for anything but the chosen endpoint. */
  public boolean isOffline() {
    return find(ConfigKey.of("offline")).filter(v -> (Boolean) v.value()).isPresent();
  }

  /** Whether the model may ask for pages of the web. */
  public boolean fetchesPages() {
    return find(ConfigKey.of("web", "fetch")).filter(v -> (Boolean) v.value()).isPresent();
  }

  /** Whether a conversation that fills the model's window is compacted without being asked. */
  public boolean compacts() {
    return find(ConfigKey.of("auto_compact")).filter(v -> !((Boolean) v.value())).isEmpty();
  }

  /** Whether the hooks of a repository run on commits. */
  public boolean runsHooks() {
    return find(ConfigKey.of("git", "run_hooks")).filter(v -> (Boolean) v.value()).isPresent();
  }

  /** Whether those are confined, as commands of mode auto are. */
  public boolean confinesHooks() {
    return find(ConfigKey.of("sandbox", "hooks")).filter(v -> !(Boolean) v.value()).isEmpty();
  }

  /** Lines behind the message of a commit, as they are written; see {@code git.trailers}. */
  public List<String> trailers() {
    return find(ConfigKey.of("git", "trailers")).stream().flatMap(Config::texts).toList();
  }

  /** Whether what looks like a secret is replaced by a mark. */
  public boolean marksSecrets() {
    return find(ConfigKey.of("secrets", "marks")).map(v -> (Boolean) v.value()).orElse(true);
  }

  /** What the user said of the repository map; empty when the window decides. */
  public Optional<Boolean> map() {
    return find(ConfigKey.of("map")).map(v -> (Boolean) v.value());
  }

  /** What the user said of subagents; 0 where nothing. */
  public SubagentSettings subagents() {
    return new SubagentSettings(
        find(ConfigKey.of("subagents", "enabled")).map(v -> (Boolean) v.value()),
        count(ConfigKey.of("subagents", "parallel")),
        count(ConfigKey.of("subagents", "max_turns")),
        find(ConfigKey.of("subagents", "worktree")).filter(v -> (Boolean) v.value()).isPresent());
  }

  /** Whether it is kept what sessions do. */
  public boolean remembers() {
    return find(ConfigKey.of("memory")).filter(v -> !(Boolean) v.value()).isEmpty();
  }

  /** Whether an audit log is kept. */
  public boolean isAudited() {
    return find(Settings.AUDIT_SINKS).stream().flatMap(Config::texts).findAny().isPresent();
  }

  /** The only endpoints that may be asked, by who manages the machine; empty allows all. */
  public List<String> allowedEndpoints() {
    return find(Settings.ENDPOINTS).stream().flatMap(Config::texts).toList();
  }

  /** Names of variables that commands get besides the usual ones; an asterisk may end one. */
  public List<String> commandVariables() {
    return find(ConfigKey.of("commands", "env")).stream().flatMap(Config::texts).toList();
  }

  /** What the user wishes of the confinement of commands, and sets for it. */
  public SandboxSettings sandbox() {
    return new SandboxSettings(
        find(ConfigKey.of("sandbox", "commands")).map(ConfigValue::text).orElse("auto"),
        sandbox("hosts"),
        sandbox("writable"),
        sandbox("hidden"));
  }

  /** Whether the model may have that tool. */
  public boolean hasTool(String name) {
    List<String> enabled = tools("enabled");
    return (enabled.isEmpty() || isNamed(name, enabled)) && !isNamed(name, tools("disabled"));
  }

  private List<String> tools(String list) {
    return find(ConfigKey.of("tools", list)).stream().flatMap(Config::texts).toList();
  }

  /** An asterisk stands for anything. */
  private static boolean isNamed(String tool, List<String> names) {
    return names.stream()
        .anyMatch(name -> tool.matches(Pattern.quote(name).replace("*", "\\E.*\\Q")));
  }

  /** What commands may use at most. */
  public CommandSettings commands() {
    return new CommandSettings(
        most("max_memory_mb"), most("max_processes"), most("max_file_mb"), most("max_cpu_s"));
  }

  private int most(String name) {
    return find(ConfigKey.of("commands", name)).map(v -> (Integer) v.value()).orElse(0);
  }

  private List<String> sandbox(String name) {
    return find(ConfigKey.of("sandbox", name)).stream().flatMap(Config::texts).toList();
  }

  /** Folders that are trusted unasked, as they are written. */
  public List<String> trustedFolders() {
    return find(ConfigKey.of("trust", "folders")).stream().flatMap(Config::texts).toList();
  }

  /** Names of the variables that hold keys and passwords of vibe itself. */
  public Set<String> secretVariables() {
    Set<String> names = new TreeSet<>(KEY_VARIABLES);
    for (ConfigKey key : values.keySet()) {
      if (key.last().equals("api_key_env")
          || key.last().equals("token_env")
          || key.last().endsWith("_password_env")) {
        find(key).ifPresent(name -> names.add(name.text()));
      }
    }
    return names;
  }

  public LimitSettings limits() {
    return new LimitSettings(
        count(ConfigKey.of("max_turns")),
        count(ConfigKey.of("max_tokens")),
        number(ConfigKey.of("max_cost")).orElse(0.0),
        find(ConfigKey.of("timeout")).map(v -> (Duration) v.value()).orElse(Duration.ZERO));
  }

  /** 0 when it is not set. */
  int count(ConfigKey key) {
    return find(key).map(value -> (Integer) value.value()).orElse(0);
  }

  public Optional<Double> number(ConfigKey key) {
    return find(key).map(value -> (Double) value.value());
  }
}
