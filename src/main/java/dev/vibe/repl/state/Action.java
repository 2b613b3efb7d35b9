package dev.vibe.repl.state;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.problem.ExitCode;
import dev.vibe.text.Theme;
import dev.vibe.view.Line;
import java.util.List;
import java.util.Optional;

/** Action that the driver has to take after an update. */
public sealed interface Action {

  /** Put lines above what is being edited, for good. */
  record Print(List<Line> lines) implements Action {}

  record Ask(Request request) implements Action {}

  /** End the run or command at once. */
  record Stop() implements Action {}

  record Reply(Answer answer) implements Action {}

  /** What the model asked for; empty when the person would not say. */
  record Tell(Optional<String> answer) implements Action {}

  record SetMode(Mode mode) implements Action {}

  /** Add to the history of this folder. */
  record Remember(String entry) implements Action {}

  /**
   * Let another program edit the text.
   *
   * @param name of the file that it is, or could be: editors go by its ending
   */
  record EditOutside(String text, String name) implements Action {}

  record Copy(String text) implements Action {}

  /** Call a person who looks elsewhere. */
  record Ring() implements Action {}

  /** Colours for another background. */
  record UseTheme(Theme theme) implements Action {}

  record Redraw() implements Action {}

  record Suspend() implements Action {}

  record Leave(ExitCode as) implements Action {}
}
