package dev.vibe.approval;

import dev.vibe.effect.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lines of a question for whoever shows it as text; those of files are not among them. */
public final class QuestionLines {

  private QuestionLines() {}

  /** What would happen, what that may lead to, and why it is asked; no line is blank. */
  public static List<String> of(Question question) {
    List<String> lines = new ArrayList<>();
    for (Effect effect : question.effects()) {
      switch (effect) {
        case Effect.Write write -> {} // its diff is shown in another way
        case Effect.Run run -> {
          lines.add(run.command());
          lines.addAll(Question.arguments(run));
        }
        case Effect.Delete(String path) -> lines.add("delete " + path);
        case Effect.Read(String path) -> lines.add("read " + path);
        case Effect.Call(String tool, Map<String, String> values) ->
            values.forEach((name, value) -> lines.add(name + ": " + value));
        case Effect.Commit(String message, List<String> files) -> {
          lines.add(message);
          files.forEach(file -> lines.add("· " + file));
        }
      }
    }
    lines.addAll(question.details());
    lines.addAll(question.consequences());
    lines.add(question.terms().confinement());
    lines.add(question.reason());
    lines.add(question.terms().limit());
    lines.removeIf(String::isBlank);
    return lines;
  }
}
