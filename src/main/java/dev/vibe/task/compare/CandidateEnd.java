package dev.vibe.task.compare;

import dev.vibe.event.RunResult;
import dev.vibe.text.Figures;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * End of a candidate's run.
 *
 * @param firstToken from the prompt to the first sign of the model; empty when there was none
 * @param branch that holds its commits; empty when it made none
 * @param patch the whole change
 */
public record CandidateEnd(
    Candidate candidate,
    RunResult result,
    Optional<Duration> firstToken,
    Size size,
    String branch,
    String patch) {

  /** Size of a change. */
  public record Size(int files, int added, int removed) {

    public static final Size NONE = new Size(0, 0, 0);

    private static final Pattern HUNK =
        Pattern.compile("@@ -\\d+(?:,(\\d+))? \\+\\d+(?:,(\\d+))? @@.*");

    /** Of a patch of Git; binary files have no lines. */
    public static Size of(String patch) {
      int files = 0;
      int added = 0;
      int removed = 0;
      int before = 0;
      int after = 0;
      for (String line : patch.lines().toList()) {
        char sign = line.isEmpty() ? ' ' : line.charAt(0);
        if (before > 0 || after > 0) {
          added += sign == '+' ? 1 : 0;
          removed += sign == '-' ? 1 : 0;
          before -= sign == '-' || sign == ' ' ? 1 : 0;
          after -= sign == '+' || sign == ' ' ? 1 : 0;
          continue;
        }
        Matcher hunk = HUNK.matcher(line);
        if (hunk.matches()) {
          before = count(hunk.group(1));
          after = count(hunk.group(2));
        } else if (line.startsWith("diff --git ")) {
          files++;
        }
      }
      return new Size(files, added, removed);
    }

    private static int count(@Nullable String lines) {
      return lines == null ? 1 : Integer.parseInt(lines);
    }

    int lines() {
      return added + removed;
    }

    @Override
    public String toString() {
      return files == 0 ? "none" : Figures.count(files, "file") + " +" + added + " −" + removed;
    }
  }

  boolean isDone() {
    return result.ending() instanceof RunResult.Ending.Well;
  }

  boolean isVerified() {
    return result.evidence() instanceof RunResult.Evidence.Verified verified
        && verified.exitCode() == 0;
  }

  String verification() {
    return switch (result.evidence()) {
      case RunResult.Evidence.Verified(String command, int exitCode, String tree) ->
          exitCode == 0 ? "green" : "red (" + exitCode + ")";
      case RunResult.Evidence.Claimed() -> "claimed";
      case RunResult.Evidence.Nothing() -> "-";
    };
  }

  String ending() {
    return switch (result.ending()) {
      case RunResult.Ending.Well() -> "done";
      case RunResult.Ending.Badly badly -> badly.problem().code().id();
    };
  }
}
