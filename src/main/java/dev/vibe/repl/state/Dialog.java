package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.event.Inquiry;
import dev.vibe.repl.edit.Editor;
import java.util.List;

/** Dialog that takes the keys in place of the prompt. */
public sealed interface Dialog {

  /** Whether a key may answer what it asks: that was on the screen for long enough. */
  default boolean isSeen(long now) {
    return switch (this) {
      case Asking asking -> Keyboard.isSeen(asking.since(), now);
      case Picker picking -> Keyboard.isSeen(picking.since(), now);
      case None n -> true;
      case CallViewer c -> true;
      case QueueEditor q -> true;
      case Inquired i -> true;
      case PlanReady p -> true;
      case Searching s -> true;
    };
  }

  record None() implements Dialog {}

  /**
   * A question of the run.
   *
   * @param since from when on it was on the screen, with an empty prompt
   */
  record Asking(Question question, long since, Reading reading, Answering answering)
      implements Dialog {

    /** A command that the line of its call has whole. Characters. */
    private static final int SHORT = 60;

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

    /** Whether the line of the call tells all of it, so that only the answer is left to tell. */
    boolean isToldByCall() {
      return answering.wording() == Wording.MODEL
          && (question.details().isEmpty() || isCommit())
          && question.effects().stream().allMatch(Asking::isToldByCall);
    }

    /** The line of the commit has its size, too. */
    private boolean isCommit() {
      return question.effects().stream().allMatch(effect -> effect instanceof Effect.Commit);
    }

    private static boolean isToldByCall(Effect effect) {
      return switch (effect) {
        case Effect.Write w -> true;
        case Effect.Run(String command, String directory) ->
            command.lines().count() == 1
                && command.length() <= SHORT
                && QuestionView.isShownAsItIs(command);
        case Effect.Commit c -> true;
        case Effect.Delete d -> false;
        case Effect.Call c -> false;
        case Effect.Read r -> false;
      };
    }

    /** The answers that it takes now. */
    public QuestionChoices.Offer offer() {
      return new QuestionChoices.Offer(
          question,
          reading.isWholeSeen(),
          answering.wording() == Wording.PERSON,
          QuestionChoices.Asker.SESSION);
    }

    /** Seen with an empty prompt from now on. */
    Asking seenFrom(long now) {
      return new Asking(question, now, reading, answering);
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
   * A plan is ready: shall it be carried out? The prompt has the keys, but for the one that opens
   * the list of what can become of it.
   *
   * @param isEdited whether it is no more what the model said
   */
  record PlanReady(String plan, boolean isEdited) implements Dialog {}

  /**
   * The model asks, and the prompt is for the answer.
   *
   * @param under has the keys again behind it
   */
  record Inquired(Inquiry inquiry, Dialog under) implements Dialog {}

  /**
   * One thing of a list is picked.
   *
   * @param under has the keys when nothing is
   * @param since from when on it was on the screen
   */
  record Picker(Choices choices, Narrowing narrowing, Dialog under, long since) implements Dialog {

    public Editor typed() {
      return narrowing.typed();
    }

    public List<Choices.Choice> found() {
      return narrowing.found();
    }

    public int selected() {
      return narrowing.selected();
    }

    Picker with(Narrowing next) {
      return new Picker(choices, next, under, since);
    }
  }

  /**
   * State of a list that is narrowed.
   *
   * @param typed narrows it
   * @param found what is left of it, best first
   */
  record Narrowing(Editor typed, List<Choices.Choice> found, int selected) {
    public Narrowing {
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
