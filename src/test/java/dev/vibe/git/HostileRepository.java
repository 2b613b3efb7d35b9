package dev.vibe.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Repository whose configuration, attributes and hooks name programs wherever Git takes one. Each
 * leaves a mark with the name of the key when it is started.
 */
final class HostileRepository {

  /** One key and what it is set to. */
  record Setting(String section, String subsection, String name, String value) {

    String key() {
      return section + (subsection.isEmpty() ? "" : "." + subsection) + "." + name;
    }
  }

  /** How a setting is written; all are the same to Git. */
  enum Spelling {
    PLAIN,
    UPPER_CASE,
    DOTTED,
    ONE_LINE,
    CONTINUED,
    MARK_AND_CARRIAGE_RETURNS,
    TABS_AND_COMMENTS;

    String text(List<Setting> settings) {
      StringBuilder text = new StringBuilder();
      settings.forEach(setting -> text.append(text(setting)));
      return this == MARK_AND_CARRIAGE_RETURNS
          ? "\uFEFF" + text.toString().replace("\n", "\r\n")
          : text.toString();
    }

    private String text(Setting setting) {
      String value = setting.value().replace("\\", "\\\\").replace("\"", "\\\"");
      String header = header(setting.section(), setting.subsection());
      String plain = setting.name() + " = \"" + value + "\"\n";
      int half = value.length() / 2;
      return switch (this) {
        case PLAIN, MARK_AND_CARRIAGE_RETURNS -> "[" + header + "]\n\t" + plain;
        case UPPER_CASE ->
            "["
                + header(setting.section().toUpperCase(Locale.ROOT), setting.subsection())
                + "]\n"
                + setting.name().toUpperCase(Locale.ROOT)
                + "=\""
                + value
                + "\"\n";
        case DOTTED ->
            "["
                + (setting.subsection().matches("[a-z0-9-]+")
                    ? setting.section() + "." + setting.subsection()
                    : header)
                + "]\n"
                + plain;
        case ONE_LINE -> "[" + header + "] " + plain;
        case CONTINUED ->
            "["
                + header
                + "]\n"
                + setting.name()
                + " = \""
                + value.substring(0, half)
                + "\\\n"
                + value.substring(half)
                + "\"\n";
        case TABS_AND_COMMENTS ->
            "  ["
                + header
                + "] ; ]\n# [core]\n\t"
                + setting.name()
                + "\t=\t\""
                + value
                + "\"\t# \"comment\n";
      };
    }

    private static String header(String section, String subsection) {
      return subsection.isEmpty()
          ? section
          : section + " \"" + subsection.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
  }

  /** Where the settings are; Git reads them in each. */
  enum Place {
    CONFIG(""),
    CONFIG_OF_THE_WORK_TREE(""),
    INCLUDE("[include] path = evil.inc"),
    INCLUDE_BY_PREFIX("[INCLUDE]\npath = \"%(prefix)/..EVIL\""),
    IF_FOLDER("[includeIf \"gitdir:**\"] path = evil.inc"),
    IF_FOLDER_ANY_CASE("[IncludeIf \"gitdir/i:**/WORK/.GIT\"]\n\tpath = EVIL"),
    IF_BRANCH("[includeIf \"onbranch:main\"] path = evil.inc"),
    IF_REMOTE("[includeIf \"hasconfig:remote.*.url:**\"] path = evil.inc"),
    TWICE("[include] path = outer.inc");

    private final String include;

    Place(String include) {
      this.include = include;
    }
  }

  private final Sandbox box;
  private final Path marks;
  private final List<Setting> settings = new ArrayList<>();

  /** A repository with one commit in it, so far harmless. */
  HostileRepository(Sandbox box) {
    this.box = box.init();
    try {
      this.marks = Files.createDirectories(box.base().resolve("marks"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    box.write("plain.txt", "plain\n");
    box.write("a.x", "one x\n");
    box.write("a.y", "one y\n");
    box.write("a.z", "one z\n");
    box.write("a.m", "one m\n");
    box.write("a.i", "one i\n");
    box.write("a.u", "one u\n");
    box.write("a.lfs", "one lfs\n");
    box.write("sub/a.s", "one s\n");
    box.commitAll("start");
    hostileSubmodule();
    box.git("add", "module");
    box.git("commit", "-q", "-m", "module");
  }

  private void hostileSubmodule() {
    Path folder = box.folder().resolve("module");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("m.txt"), "m\n");
      box.git(folder, "init", "-q");
      box.git(folder, "add", ".");
      box.git(folder, "commit", "-q", "-m", "inside");
      box.git(folder, "config", "core.fsmonitor", script("module").toString());
      Files.writeString(folder.resolve("m.txt"), "changed\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of the data file. */
  HostileRepository withKeysOfTheDataFile() throws IOException {
    Path file = Path.of("src/test/resources/git/program-keys.txt");
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#")) {
        int equals = line.indexOf(" = ");
        add(line.substring(0, equals), line.substring(equals + 3));
      }
    }
    return this;
  }

  /** All that the installed Git knows, so that a new one is tried without anybody's help. */
  HostileRepository withKeysOfTheInstalledGit() {
    for (String key : box.git("help", "--config").lines().toList()) {
      String plain = key.replaceAll("<[^>]*>|\\*", "x");
      boolean isKey = plain.matches("[A-Za-z][A-Za-z0-9-]*(\\.[^.]+)*\\.[A-Za-z][A-Za-z0-9-]*");
      boolean makesUnreadable =
          Stream.of("include", "extensions.", "core.repositoryformat").anyMatch(plain::startsWith);
      if (isKey && !makesUnreadable) {
        int first = plain.indexOf('.');
        int last = plain.lastIndexOf('.');
        String quoted =
            first == last
                ? plain
                : plain.substring(0, first)
                    + ".\""
                    + plain.substring(first + 1, last)
                    + "\""
                    + plain.substring(last);
        add(quoted, "RUN");
      }
    }
    return this;
  }

  private void add(String key, String value) throws UncheckedIOException {
    int quote = key.indexOf('"');
    int end = key.lastIndexOf('"');
    String section =
        quote < 0 ? key.substring(0, key.lastIndexOf('.')) : key.substring(0, quote - 1);
    String subsection = quote < 0 ? "" : key.substring(quote + 1, end);
    String name = key.substring(key.lastIndexOf('.') + 1);
    int dot = section.indexOf('.');
    if (dot >= 0) { // lfs.extension."x".clean: the subsection is "extension.x"
      subsection = section.substring(dot + 1) + "." + subsection;
      section = section.substring(0, dot);
    }
    String mark = (section + "." + subsection + "." + name).replaceAll("[^A-Za-z0-9.]", "_");
    String command = "touch " + marks.resolve(mark);
    String set =
        value
            .replace("RUN", command)
            .replace("SCRIPT", script(mark).toString())
            .replace("HOOKS", hooks(box.base().resolve("hooks"), mark).toString());
    settings.add(new Setting(section, subsection.replace("RUN", command), name, set));
  }

  private Path script(String mark) {
    Path file = box.base().resolve("scripts").resolve(mark);
    box.in(box.folder()).write(file.toString(), "#!/bin/sh\ntouch '" + marks.resolve(mark) + "'\n");
    return executable(file);
  }

  private static Path executable(Path file) {
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException(file.toString());
    }
    return file;
  }

  private Path hooks(Path folder, String mark) {
    for (String hook :
        List.of(
            "pre-commit",
            "prepare-commit-msg",
            "commit-msg",
            "post-commit",
            "post-checkout",
            "post-index-change",
            "post-rewrite",
            "pre-auto-gc",
            "reference-transaction",
            "fsmonitor-watchman",
            "p4-pre-submit")) {
      Path file = folder.resolve(hook);
      String note = marks.resolve(mark + "-" + hook).toString();
      box.write(file.toString(), "#!/bin/sh\ntouch '" + note + "'\n");
      executable(file);
    }
    return folder;
  }

  /**
   * Sets the traps: hooks, attributes in each of their places, and the settings in one of theirs.
   */
  HostileRepository arm(Spelling spelling, Place place) throws IOException {
    Path git = box.folder().resolve(".git");
    hooks(git.resolve("hooks"), "hooks");
    box.write(
        ".gitattributes",
        """
        [attr]inner filter=x
        [attr]evil inner diff=x merge=x
        *.x filter=x diff=x merge=x
        *.y filter=y
        *.z filter=Z
        *.lfs filter=lfs
        *.m evil
        """);
    box.write("sub/.gitattributes", "*.s filter=x\n");
    box.write(".git/info/attributes", "*.i filter=x diff=x\n");
    box.write(box.base().resolve("attributes").toString(), "*.u filter=x\n");
    List<Setting> all = new ArrayList<>(settings);
    String attributes = box.base().resolve("attributes").toString();
    all.add(new Setting("core", "", "attributesFile", attributes));
    String text = spelling.text(all);
    Path config = git.resolve("config");
    Path evil = git.resolve("evil.inc");
    switch (place) {
      case CONFIG -> append(config, "\n" + withoutMark(text));
      case CONFIG_OF_THE_WORK_TREE -> {
        append(config, "[extensions]\n\tworktreeConfig = true\n");
        Files.writeString(git.resolve("config.worktree"), text);
      }
      case TWICE -> {
        append(config, place.include + "\n");
        Files.writeString(git.resolve("outer.inc"), "[includeIf \"onbranch:**\"] path=evil.inc");
        Files.writeString(evil, text);
      }
      case IF_REMOTE -> {
        // what is included for a remote must not name one
        append(config, "[remote \"r\"]\n\turl = https://example.org/r\n" + place.include + "\n");
        List<Setting> allowed =
            all.stream()
                .filter(each -> !each.section().equals("remote") || !each.name().equals("url"))
                .toList();
        Files.writeString(evil, spelling.text(allowed));
      }
      default -> {
        append(config, place.include.replace("EVIL", evil.toString()) + "\n");
        Files.writeString(evil, text);
      }
    }
    touchAll();
    return this;
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, Files.readString(file) + text);
  }

  /** Other times and contents, so that whoever compares has to read, and to filter. */
  void touchAll() throws IOException {
    for (String path : List.of("a.x", "a.y", "a.z", "a.m", "a.i", "a.u", "a.lfs", "sub/a.s")) {
      Path file = box.folder().resolve(path);
      String text = new StringBuilder(Files.readString(file).strip()).reverse() + "\n";
      Files.writeString(file, text, StandardCharsets.UTF_8);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    }
  }

  /** Keys whose programs were started so far. */
  Set<String> started() throws IOException {
    try (Stream<Path> files = Files.list(marks)) {
      Set<String> names = new TreeSet<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }
}
