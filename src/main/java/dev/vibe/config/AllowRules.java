package dev.vibe.config;

import dev.vibe.file.BoundedFile;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Adds rules to {@code permissions.allow} of the user's own configuration. Every other character of
 * the file stays as it is: the new text is read back and must differ by that rule and nothing else.
 */
public final class AllowRules {

  private static final String TABLE = "permissions";
  private static final String LIST = "allow";
  private static final ConfigKey KEY = ConfigKey.of(TABLE, LIST);
  private static final Pattern HEADER =
      Pattern.compile("\\s*\\[\\s*permissions\\s*]\\s*(#.*)?\\r?");

  private AllowRules() {}

  /**
   * Writes a rule for good; a rule that is there already is left alone. A file behind a symbolic
   * link is changed where it is. Blocks on disk.
   *
   * @throws VibeException when the file cannot be read or written, or has a form that cannot be
   *     added to; it is then as it was
   */
  public static void add(Path file, String rule) {
    try {
      Path real = Files.exists(file) ? file.toRealPath() : file;
      String document = BoundedFile.text(real, ConfigFile.LARGEST_FILE).orElse("");
      String changed =
          plus(document, rule)
              .orElseThrow(() -> problem(file, rule, "its [permissions] have an unusual form"));
      if (!changed.equals(document)) {
        replace(real, mark(real, document) + changed);
      }
    } catch (IOException e) {
      throw problem(file, rule, BoundedFile.reason(e));
    } catch (JsonShapeException e) {
      throw problem(file, rule, "the file is not valid TOML");
    }
  }

  /** The byte order mark, if the file has one. */
  private static String mark(Path file, String document) throws IOException {
    int length = document.getBytes(StandardCharsets.UTF_8).length;
    return Files.exists(file) && Files.size(file) > length ? "\uFEFF" : "";
  }

  /**
   * The document with the rule; empty when it cannot be added to.
   *
   * @throws JsonShapeException when the document is not TOML
   */
  static Optional<String> plus(String document, String rule) {
    Map<String, Object> before = Json.toml(document);
    List<Object> rules = rules(before);
    if (rules.contains(rule)) {
      return Optional.of(document);
    }
    String changed = changed(document, TomlText.quoted(rule));
    Map<String, Object> wanted = new LinkedHashMap<>(before);
    Map<Object, Object> table = new LinkedHashMap<>();
    if (before.get(TABLE) instanceof Map<?, ?> old) {
      table.putAll(old);
    }
    List<Object> all = new ArrayList<>(rules);
    all.add(rule);
    table.put(LIST, all);
    wanted.put(TABLE, table);
    try {
      return Json.toml(changed).equals(wanted) ? Optional.of(changed) : Optional.empty();
    } catch (JsonShapeException e) {
      return Optional.empty();
    }
  }

  private static List<Object> rules(Map<String, Object> document) {
    return document.get(TABLE) instanceof Map<?, ?> table && table.get(LIST) instanceof List<?> list
        ? List.copyOf(list)
        : List.of();
  }

  private static String changed(String document, String element) {
    TomlLines lines = TomlLines.of(document);
    String end = document.contains("\r\n") ? "\r\n" : "\n";
    Optional<Integer> table = lines.exact(ConfigKey.of(TABLE));
    Optional<Integer> list = lines.exact(KEY).or(() -> table);
    Optional<TomlList> found =
        list.flatMap(line -> TomlList.of(document, LIST, startOf(document, line)))
            .filter(at -> lines.exact(KEY).isPresent() || isInline(document, table, at));
    if (found.isPresent()) {
      return found.get().plus(document, element);
    }
    String setting = LIST + " = [" + element + "]" + end;
    if (table.isPresent()
        && HEADER.matcher(lineAt(document, startOf(document, table.get()))).matches()) {
      return inserted(document, startOf(document, table.get() + 1), setting, end);
    }
    Optional<Integer> dotted = lines.firstWithin(ConfigKey.of(TABLE));
    if (dotted.isPresent()) {
      return inserted(document, startOf(document, dotted.get()), TABLE + "." + setting, end);
    }
    String gap = document.isEmpty() ? "" : document.endsWith("\n") ? end : end + end;
    return document + gap + "[" + TABLE + "]" + end + setting;
  }

  private static boolean isInline(String document, Optional<Integer> table, TomlList list) {
    int start = startOf(document, table.orElseThrow());
    int lineEnd = document.indexOf('\n', start);
    return lineEnd < 0 || list.open() < lineEnd;
  }

  private static String inserted(String document, int at, String setting, String end) {
    String before = document.substring(0, at);
    String gap = before.isEmpty() || before.endsWith("\n") ? "" : end;
    return before + gap + setting + document.substring(at);
  }

  /** The offset of a 1-based line. */
  private static int startOf(String document, int line) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      int next = document.indexOf('\n', at);
      if (next < 0) {
        return document.length();
      }
      at = next + 1;
    }
    return at;
  }

  private static String lineAt(String document, int start) {
    int end = document.indexOf('\n', start);
    return document.substring(start, end < 0 ? document.length() : end);
  }

  /** Whole or not at all, with the rights that the file had. */
  private static void replace(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, "config-", ".toml");
    try {
      Files.writeString(draft, text);
      if (Files.exists(file)
          && Files.getFileStore(file).supportsFileAttributeView(PosixFileAttributeView.class)) {
        Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(file));
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static VibeException problem(Path file, String rule, String cause) {
    return new VibeException(
        ExitCode.FAILED,
        new Problem(
            "config-not-written",
            "cannot add the rule " + rule + " to " + file,
            cause,
            "add it to allow under [permissions] by hand"));
  }
}
