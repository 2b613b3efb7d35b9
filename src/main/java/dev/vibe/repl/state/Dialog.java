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
   */
  record Asking(Question question, long since, Reading reading, Answering answering)
      implements Dialog {

    static Asking of(Question question, long since, Reading reading) {
      Answering nothing = new Answering(Stage.CHOICE, Editor.EMPTY, Wording.MODEL, false);
      return new Asking(question, since, reading, nothing);
    }

    /** One about a command that the person changed. */
    static Asking changed(Question question, long since, Reading reading) {
      Answering nothing = new Answering(Stage.CHOICE, Editor.EMPTY, Wording.PERSON, false);
      return new Asking(question, since, reading, nothing);
    }

    public Stage stage() {
      return answering.stage();
    }

    public Editor editor() {
      return answering.editor();
    }

    Asking with(Editor next) {
      return with(new Answering(stage(), next, answering.wording(), false));
    }

    Asking with(Reading next) {
      Answering answered = new Answering(stage(), editor(), answering.wording(), false);
      return new Asking(question, since, next, answered);
    }

    Asking with(Stage next, String text) {
      return with(new Answering(next, Editor.of(text), answering.wording(), false));
    }

    /** A yes came before the end was seen. */
    Asking held() {
      return with(new Answering(stage(), editor(), answering.wording(), true));
    }

    private Asking with(Answering next) {
      return new Asking(question, since, reading, next);
    }
  }

  /**
   * State of an answer that is being given.
   *
   * @param editor what is typed, when something is
   * @param wording whose command is in question
   * @param isHeld whether a yes was pressed that does not count yet
   */
  record Answering(Stage stage, Editor editor, Wording wording, boolean isHeld) {}

  /** Wording of a command: the model's, or the person's who changed it. */
  enum Wording {
    MODEL,
    PERSON
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
