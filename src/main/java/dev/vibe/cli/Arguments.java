package dev.vibe.cli;

import dev.vibe.app.host.RunOptions;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.FlagValue;
import dev.vibe.config.Setting;
import dev.vibe.config.Settings;
import dev.vibe.event.Detail;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Arguments of a command, on whichever level of commands they were written. */
final class Arguments {

  private static final String REPLAY = "replay:";

  private final Set<String> given = new LinkedHashSet<>();
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();
  private int behind;

  Arguments() {}

  void addWord(String word) {
    words.add(word);
  }

  /** So many of the words stood behind {@code --}. */
  void separated(int count) {
    behind = Math.min(count, words.size());
  }

  /** The words before {@code --}; all where there is none. */
  List<String> wordsBefore() {
    return List.copyOf(words.subList(0, words.size() - behind));
  }

  /** The words behind {@code --}. */
  List<String> wordsBehind() {
    return List.copyOf(words.subList(words.size() - behind, words.size()));
  }

  /** An option by its long name. */
  void add(String option) {
    given.add(option);
  }

  void add(String option, String value) {
    given.add(option);
    values.computeIfAbsent(option, k -> new ArrayList<>()).add(value);
  }

  boolean has(String option) {
    return given.contains(option);
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option)).map(List::getLast);
  }

  List<String> values(String option) {
    return values.getOrDefault(option, List.of());
  }

  /** The options that are there, by their long names. */
  Set<String> given() {
    return given;
  }

  /** What is neither an option nor a command. */
  List<String> words() {
    return words;
  }

  RunOptions.Where where() {
    return new RunOptions.Where(
        value(Options.DIRECTORY).map(Arguments::path).orElse(Path.of("")),
        values(Options.ADD_DIR).stream().map(Arguments::path).toList(),
        has(Options.TRUST));
  }

  /** A locale without the characters of a name cannot have a file of that name. */
  private static Path path(String text) {
    try {
      return ArgumentBytes.ofProcess().path(text);
    } catch (InvalidPathException e) {
      throw UsageProblems.usage(
          "\"" + text + "\" cannot be a file name: " + e.getReason(), "a UTF-8 locale");
    }
  }

  RunOptions.Output output() {
    if (has(Options.QUIET) && has(Options.VERBOSE)) {
      throw UsageProblems.conflict(Options.QUIET, Options.VERBOSE);
    }
    return new RunOptions.Output(
        format(),
        has(Options.QUIET) ? Detail.QUIET : has(Options.VERBOSE) ? Detail.VERBOSE : Detail.NORMAL,
        target(Options.PATCH_OUT),
        target(Options.LOG_FILE),
        target(Options.OUTPUT_DIR),
        target(Options.OUTPUT_SCHEMA));
  }

  private RunOptions.Format format() {
    String wanted = value(Options.OUTPUT).orElse(RunOptions.Format.TEXT.label());
    for (RunOptions.Format format : RunOptions.Format.values()) {
      if (format.label().equals(wanted)) {
        return format;
      }
    }
    List<String> labels = Options.named(Options.OUTPUT).orElseThrow().choices();
    throw UsageProblems.badValue(
        Options.OUTPUT, wanted, "one of " + String.join(", ", labels), labels);
  }

  private RunOptions.Target target(String option) {
    return value(option)
        .filter(file -> !file.isEmpty())
        .<RunOptions.Target>map(file -> new RunOptions.Target.ToFile(path(file)))
        .orElseGet(RunOptions.Target.Nowhere::new);
  }

  /** The file that is the value of an option. */
  Optional<Path> file(String option) {
    return value(option).map(Arguments::path);
  }

  /** {@code --base-url replay:FILE} is no endpoint but a cassette. */
  RunOptions.Model model() {
    return value(Options.BASE_URL)
        .filter(Arguments::isCassette)
        .<RunOptions.Model>map(
            url -> new RunOptions.Model.Recorded(path(url.substring(REPLAY.length()))))
        .orElseGet(RunOptions.Model.Configured::new);
  }

  private static boolean isCassette(String url) {
    return url.startsWith(REPLAY) && url.length() > REPLAY.length();
  }

  /** The options that are settings, checked against what those take. */
  List<FlagValue> flags() {
    Map<String, FlagValue> flags = new LinkedHashMap<>();
    for (Option option : Options.ALL) {
      if (option.setting().isEmpty() || !has(option.name())) {
        continue;
      }
      String text = option.takesValue() ? text(option) : option.implied();
      if (option.name().equals(Options.BASE_URL) && isCassette(text)) {
        continue;
      }
      check(option, text);
      FlagValue before = flags.get(option.setting());
      if (before != null && !before.text().equals(text)) {
        throw UsageProblems.conflict(before.flag() + " " + before.text(), option.name());
      }
      flags.putIfAbsent(option.setting(), new FlagValue(option.setting(), option.name(), text));
    }
    return List.copyOf(flags.values());
  }

  private String text(Option option) {
    return option.isRepeatable()
        ? String.join(",", values(option.name()))
        : value(option.name()).orElse("");
  }

  private static void check(Option option, String text) {
    Setting setting = Settings.find(ConfigKey.of(option.setting().split("\\.", -1))).orElseThrow();
    if (setting.kind().fromText(text).isEmpty()) {
      throw UsageProblems.badValue(
          option.name(), text, setting.kind().expected(), setting.kind().choices());
    }
  }
}
