package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.repl.edit.Editor;
import java.util.List;

/** Dialog that takes the keys in place of the prompt. */
public sealed interface Dialog {

  record None() implements Dialog {}

  /**
   * A question of the run.
   *
   * @param since when it was shown
   * @param editor what is typed, when something is
   */
  record Asking(Question question, long since, Stage stage, Editor editor) implements Dialog {
    Asking with(Editor next) {
      return new Asking(question, since, stage, next);
    }
  }

  /** How far answering has come. */
  enum Stage {
    CHOICE,
    REASON,
    COMMAND,
    /** The rule that would hold for good. */
    RULE
  }

  /**
   * Which earlier call to show in full.
   *
   * @param index among those that are done
   */
  record CallViewer(int index) implements Dialog {}

  /** A message that waits is changed. */
  record QueueEditor(int index, Editor editor) implements Dialog {}

  /**
   * A plan is ready: shall it be carried out? The answer is typed at the prompt.
   *
   * @param isEdited whether it is no more what the model said
   */
  record PlanReady(String plan, boolean isEdited) implements Dialog {}

  /**
   * One thing of a list is picked.
   *
   * @param typed narrows it
   * @param found what is left of it, best first
   */
  record Picker(Choices choices, Editor typed, List<Choices.Choice> found, int selected)
      implements Dialog {
    public Picker {
      found = List.copyOf(found);
    }
  }

  /** Looking for something typed before. */
  record Searching(Editor typed, List<String> found, int selected) implements Dialog {
    public Searching {
      found = List.copyOf(found);
    }
  }
}
