package dev.vibe.approval;

import dev.vibe.effect.Effect;
import dev.vibe.text.FileDiff;
import java.util.List;

/**
 * Bound of what a question shows. Nobody reads more, and what a question leaves out may be allowed
 * once at most.
 */
public final class QuestionBound {

  /** Lines of all its effects. */
  public static final int MOST_LINES = 20_000;

  /** Characters of all its effects. */
  public static final int MOST_CHARS = 1_000_000;

  private QuestionBound() {}

  /** Whether a question about these effects leaves anything out. */
  public static boolean isExceeded(List<Effect> effects) {
    long lines = 0;
    long chars = 0;
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Read(String path) -> chars += path.length();
        case Effect.Delete(String path) -> chars += path.length();
        case Effect.Write(String path, FileDiff diff) -> {
          for (FileDiff.Hunk hunk : diff.hunks()) {
            lines += hunk.lines().size();
            chars += hunk.lines().stream().mapToLong(line -> line.text().length()).sum();
          }
        }
        case Effect.Run run -> {
          lines += run.command().lines().count();
          chars += run.command().length();
        }
        case Effect.Call call -> {
          for (String value : call.values().values()) {
            lines += Math.max(1, value.lines().count());
            chars += value.length();
          }
        }
        case Effect.Commit(String message, List<String> files) -> {
          lines += message.lines().count() + files.size();
          chars += message.length() + files.stream().mapToLong(String::length).sum();
        }
      }
    }
    return lines > MOST_LINES || chars > MOST_CHARS;
  }
}
