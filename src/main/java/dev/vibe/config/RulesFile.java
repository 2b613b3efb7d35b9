package dev.vibe.config;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.IoReason;
import dev.vibe.file.OwnerOnly;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File of vibe's own beside the user's configuration, with the rules that answers of "always"
 * taught, each for the project in which it was given. A project's table has the form of a
 * configuration with {@code permissions.allow} alone, a rule a line, so that a person can take one
 * out; outside of such a table rules hold everywhere. Replaced as a whole; processes add one after
 * another.
 */
public final class RulesFile {

  private static final Logger LOG = LoggerFactory.getLogger(RulesFile.class);

  private static final String HEAD =
      "# Kept by vibe: what \"always\" allowed. Without its line a rule is asked about again.\n";

  /** In the place of a project. */
  private static final String EVERYWHERE = "";

  /** A lock on a file holds between processes only. */
  private static final Object WITHIN_THIS_PROCESS = new Object();

  private RulesFile() {}

  /**
   * Adds a rule for good; one that is there already stays as it is. A file behind a symbolic link
   * is changed where it is. Blocks on disk, and while another process adds one.
   *
   * @param project top folder of the project that it holds in
   * @throws VibeException when the file cannot be read or written; it is then as it was
   */
  public static void add(Path file, Path project, String rule) {
    synchronized (WITHIN_THIS_PROCESS) {
      try {
        OwnerOnly.folder(file.resolveSibling("."));
        try (FileChannel channel = lockFile(file)) {
          lock(channel);
          Map<String, List<WrittenRule>> rules = rules(file, rule);
          List<WrittenRule> ofProject =
              rules.computeIfAbsent(project.toString(), top -> new ArrayList<>());
          boolean isThere =
              Stream.of(ofProject, rules.getOrDefault(EVERYWHERE, List.of()))
                  .flatMap(List::stream)
                  .anyMatch(each -> each.text().equals(rule));
          if (!isThere) {
            ofProject.add(WrittenRule.of(rule));
            AtomicFile.write(
                Files.exists(file) ? file.toRealPath() : file,
                text(rules),
                AtomicFile.Rights.OWNER_ONLY,
                AtomicFile.Flush.AT_ONCE);
          }
        }
      } catch (IOException e) {
        throw problem(file, rule, IoReason.of(e), "allow writing there");
      }
    }
  }

  private static FileChannel lockFile(Path file) throws IOException {
    return FileChannel.open(
        file.resolveSibling("." + file.getFileName() + ".lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }

  /** Until it is closed. Where the file system knows no locks, everybody gets one. */
  private static void lock(FileChannel channel) {
    try {
      channel.lock();
    } catch (IOException e) {
      LOG.warn("cannot lock learned rules", e);
    }
  }

  /** By project. */
  private static Map<String, List<WrittenRule>> rules(Path file, String rule) {
    ConfigFile.Content content = ConfigFile.read(Layer.LEARNED, file);
    content.problems().stream()
        .findFirst()
        .ifPresent(
            broken -> {
              throw problem(
                  file, rule, broken.what() + " (" + broken.cause() + ")", broken.remedy());
            });
    Map<String, List<WrittenRule>> rules = new LinkedHashMap<>();
    rules.put(EVERYWHERE, written(content.entries()));
    content.projects().forEach((project, entries) -> rules.put(project, written(entries)));
    return rules;
  }

  private static List<WrittenRule> written(List<ConfigEntry> entries) {
    List<WrittenRule> rules = new ArrayList<>();
    entries.forEach(entry -> Config.rules(entry.value()).forEach(rules::add));
    return rules;
  }

  private static String text(Map<String, List<WrittenRule>> rules) {
    StringBuilder text = new StringBuilder(HEAD);
    rules.forEach(
        (project, all) -> {
          if (!all.isEmpty()) {
            text.append(head(project));
            text.append(Settings.ALLOW.last()).append(" = [\n");
            all.forEach(rule -> text.append("  ").append(TomlText.of(rule)).append(",\n"));
            text.append("]\n");
          }
        });
    return text.toString();
  }

  private static String head(String project) {
    String table = Settings.ALLOW.parts().getFirst();
    return project.equals(EVERYWHERE)
        ? "[" + table + "]\n"
        : "[" + ConfigFile.PROJECTS + "." + TomlText.quoted(project) + "." + table + "]\n";
  }

  private static VibeException problem(Path file, String rule, String cause, String remedy) {
    return new VibeException(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.CONFIG_NOT_WRITTEN,
            "cannot add the rule " + rule + " to " + file,
            cause,
            remedy));
  }
}
