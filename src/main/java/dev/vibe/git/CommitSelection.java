package dev.vibe.git;

import dev.vibe.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of the run's files a commit is about. */
sealed interface CommitSelection {

  record Chosen(List<ChangedFile> files) implements CommitSelection {}

  record Unknown(Problem problem) implements CommitSelection {}

  /** More names than this help nobody. */
  int MOST_NAMED = 20;

  /**
   * Picks files by name.
   *
   * @param pending what could be committed
   * @param changed all that the run changed: naming one that is committed already is no mistake
   * @param named files or folders; empty for all
   */
  static CommitSelection of(
      List<ChangedFile> pending, List<ChangedFile> changed, List<String> named) {
    if (named.isEmpty()) {
      return new Chosen(pending);
    }
    Set<ChangedFile> chosen = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String name : named) {
      if (changed.stream().noneMatch(file -> covers(name, file))
          && pending.stream().noneMatch(file -> covers(name, file))) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      String all =
          changed.stream()
              .map(file -> file.path().relative())
              .limit(MOST_NAMED)
              .collect(Collectors.joining(", "));
      return new Unknown(
          GitProblems.unknownFiles(String.join(", ", unknown), all.isEmpty() ? "none" : all));
    }
    pending.stream()
        .filter(file -> named.stream().anyMatch(name -> covers(name, file)))
        .forEach(chosen::add);
    return new Chosen(List.copyOf(chosen));
  }

  /** As models write paths: absolute, with "./" in front, or a folder for all below it. */
  static boolean covers(String named, ChangedFile file) {
    return covers(named, file.path().relative()) || covers(named, file.path().absolute().toString());
  }

  static boolean covers(String named, String path) {
    String name = named.strip();
    while (name.startsWith("./")) {
      name = name.substring(2);
    }
    while (name.length() > 1 && name.endsWith("/")) {
      name = name.substring(0, name.length() - 1);
    }
    return name.equals(".") || name.isEmpty() || path.equals(name) || path.startsWith(name + "/");
  }
}
