package dev.vibe.context.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Record of a run that changed something.
 *
 * @param at date and time, as people read it
 * @param prompt one line
 * @param files that it changed
 * @param commits a line each: short id, subject, and what it did to each file
 */
public record RememberedRun(
    String at, String session, String prompt, List<String> files, List<String> commits) {

  private static final String HEAD = "## ";
  private static final String PROMPT = "> ";
  private static final String FILES = "files: ";
  private static final String COMMIT = "commit: ";

  public RememberedRun {
    files = List.copyOf(files);
    commits = List.copyOf(commits);
  }

  /** As it stands in the file, with a line end at its end. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(HEAD).append(at).append(' ').append(session).append('\n');
    text.append(PROMPT).append(prompt).append('\n');
    if (!files.isEmpty()) {
      text.append(FILES).append(String.join(", ", files)).append('\n');
    }
    commits.forEach(commit -> text.append(COMMIT).append(commit).append('\n'));
    return text.toString();
  }

  /** One line, for a list and for the model. */
  public String line() {
    StringBuilder line = new StringBuilder(at.split(" ", 2)[0]);
    line.append(" \"").append(prompt).append('"');
    if (commits.isEmpty()) {
      line.append("; not committed: ").append(String.join(", ", files));
    }
    commits.forEach(commit -> line.append("; ").append(commit));
    return line.toString();
  }

  /** Those of a file, in its order; lines that somebody wrote beside them are left out. */
  static List<RememberedRun> parse(List<String> lines) {
    List<RememberedRun> runs = new ArrayList<>();
    Optional<RememberedRun> open = Optional.empty();
    for (String line : lines) {
      if (line.startsWith(HEAD)) {
        open.ifPresent(runs::add);
        open = Optional.of(begun(line.substring(HEAD.length())));
      } else {
        open = open.map(run -> run.with(line));
      }
    }
    open.ifPresent(runs::add);
    return runs;
  }

  private static RememberedRun begun(String head) {
    int blank = head.lastIndexOf(' ');
    return new RememberedRun(
        blank < 0 ? head : head.substring(0, blank),
        blank < 0 ? "" : head.substring(blank + 1),
        "",
        List.of(),
        List.of());
  }

  private RememberedRun with(String line) {
    if (line.startsWith(PROMPT)) {
      return new RememberedRun(at, session, line.substring(PROMPT.length()), files, commits);
    }
    if (line.startsWith(FILES)) {
      List<String> named = List.of(line.substring(FILES.length()).split(", ", -1));
      return new RememberedRun(at, session, prompt, named, commits);
    }
    if (line.startsWith(COMMIT)) {
      List<String> all = new ArrayList<>(commits);
      all.add(line.substring(COMMIT.length()));
      return new RememberedRun(at, session, prompt, files, all);
    }
    return this;
  }
}
