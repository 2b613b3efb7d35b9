package dev.vibe.forge;

import dev.vibe.event.RunResult;
import dev.vibe.git.remote.LocalBranches.FileCount;
import dev.vibe.text.Figures;
import dev.vibe.text.Truncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Body of a pull request: what the user says, what the run says, what it changed, whether that was
 * verified, what it took and how to have it again. Our part stands between two marks, the second of
 * which has the commit that was pushed; what others write around them stays. Pure.
 *
 * @param intro words of the user; perhaps empty
 * @param wish as it was asked for, to be asked again
 * @param changes by file; empty where they cannot be told
 * @param commits one line each
 * @param head the commit that was pushed
 */
record PullRequestBody(
    String intro,
    PullRequestWish wish,
    RunStory story,
    List<FileCount> changes,
    List<String> commits,
    String head) {

  /** Begins both of our marks. */
  static final String MARK = "<!-- vibe:";

  private static final String BEGIN = MARK + "begin -->";
  private static final String END = MARK + "end ";
  private static final Pattern ENDS =
      Pattern.compile(Pattern.quote(END) + "([0-9a-f]{40}|[0-9a-f]{64}) -->");

  private static final int LONGEST_SUMMARY = 12_000;
  private static final int LONGEST_PROMPT = 2_000;
  private static final int MOST_FILES = 60;
  private static final int MOST_COMMITS = 30;

  String text() {
    List<String> parts = new ArrayList<>();
    parts.add(BEGIN);
    parts.add(intro.replace(MARK, "<!-- ").strip());
    parts.add(ForeignText.markdown(cut(story.result().answer(), LONGEST_SUMMARY)));
    parts.add(changed());
    parts.add(verified());
    parts.add(made());
    parts.add(END + head + " -->");
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
  }

  private static String cut(String text, int longest) {
    return Truncation.chars(text, new Truncation.Keep(longest, 0)).text();
  }

  private String changed() {
    if (changes.isEmpty() && commits.isEmpty()) {
      return "";
    }
    List<String> parts = new ArrayList<>(List.of("### Changes"));
    if (!commits.isEmpty()) {
      List<String> shown = commits.stream().limit(MOST_COMMITS).toList();
      parts.add(
          shown.stream()
                  .map(ForeignText::line)
                  .map(line -> "- " + line)
                  .collect(Collectors.joining("\n"))
              + more(commits.size() - shown.size(), "commit"));
    }
    if (!changes.isEmpty()) {
      int added = changes.stream().mapToInt(FileCount::added).sum();
      int removed = changes.stream().mapToInt(FileCount::removed).sum();
      String stat =
          changes.stream()
              .limit(MOST_FILES)
              .map(file -> "%+6d %6d  %s".formatted(file.added(), -file.removed(), file.path()))
              .collect(Collectors.joining("\n"));
      parts.add(
          "%s, %d added and %d removed lines"
              .formatted(Figures.count(changes.size(), "file"), added, removed));
      parts.add(ForeignText.fenced("text", stat) + more(changes.size() - MOST_FILES, "file"));
    }
    return String.join("\n\n", parts);
  }

  private static String more(int count, String what) {
    return count > 0 ? "\n\nand " + Figures.count(count, "more " + what) : "";
  }

  private String verified() {
    String said =
        story
            .check()
            .map(
                check ->
                    (check.exitCode() == 0
                            ? "Passed after the last change"
                            : "**Failed** with exit code " + check.exitCode())
                        + (check.tree().isEmpty() ? ":" : " on tree `" + check.tree() + "`:")
                        + "\n\n"
                        + ForeignText.fenced("sh", check.command()))
            .orElse("Not verified: no command was named that has to pass (`--verify`).");
    return "### Verification\n\n" + said;
  }

  private String made() {
    RunResult result = story.result();
    String cost = result.costUsd() > 0 ? Figures.cost(result.costUsd()) : "not known";
    String table =
        """
        ### How it was made

        | model | replies | tokens in | tokens out | cost | time | session |
        | --- | --- | --- | --- | --- | --- | --- |
        | %s | %d | %d | %d | %s | %s | %s |\
        """
            .formatted(
                ForeignText.line(result.model()),
                result.turns(),
                result.usage().inputTokens(),
                result.usage().outputTokens(),
                cost,
                Figures.duration(result.took()),
                ForeignText.line(result.sessionId()));
    return story.prompt().isEmpty()
        ? table
        : table + "\n\nTo have it made again:\n\n" + ForeignText.fenced("sh", command());
  }

  private String command() {
    String base = wish.base().isEmpty() ? "" : " --pr-base " + quoted(wish.base());
    String check = story.check().map(each -> " --verify " + quoted(each.command())).orElse("");
    return "vibe -p "
        + quoted(cut(story.prompt(), LONGEST_PROMPT))
        + " --pr-title "
        + quoted(wish.title())
        + base
        + check;
  }

  /** As a shell takes it for one word. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * A body that stands, with this one in the place of the one before. What people took out of it
   * entirely comes back at its end.
   */
  String within(String standing) {
    Matcher end = ENDS.matcher(standing);
    int from = standing.indexOf(BEGIN);
    int to = -1;
    while (end.find()) {
      to = end.end();
    }
    if (from >= 0 && to > from) {
      return standing.substring(0, from) + text() + standing.substring(to);
    }
    return standing.isBlank() ? text() : standing.strip() + "\n\n" + text();
  }

  /** The commit that was pushed with a body; empty where it is none of ours. */
  static Optional<String> head(String body) {
    Matcher end = ENDS.matcher(body);
    Optional<String> last = Optional.empty();
    while (end.find()) {
      last = Optional.of(end.group(1));
    }
    return last;
  }
}
