package dev.vibe.repl.state;

import dev.vibe.conversation.Part;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.History;
import dev.vibe.repl.edit.Vi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** State of what the user writes. */
public record Composer(Typing typing, Lookup lookup, Outgoing outgoing) {

  private static final int MOST_UNDO = 100;

  /**
   * The text itself.
   *
   * @param undo the texts before, newest last
   * @param vi whether and how letters are commands
   */
  record Typing(Editor editor, List<Editor> undo, Vi vi) {
    Typing {
      undo = List.copyOf(undo);
    }
  }

  /**
   * What could be put into the text.
   *
   * @param known what can be completed
   */
  record Lookup(History history, Menu menu, Candidates known) {}

  /**
   * What is ready to go.
   *
   * @param queue messages that wait for the run to end, oldest first
   * @param attached goes along with the next prompt
   */
  record Outgoing(List<String> queue, List<Part> attached) {
    Outgoing {
      queue = List.copyOf(queue);
      attached = List.copyOf(attached);
    }
  }

  static Composer of(History history, List<SlashCommand> commands) {
    return new Composer(
        new Typing(Editor.EMPTY, List.of(), Vi.OFF),
        new Lookup(history, Menu.NONE, new Candidates(commands, List.of(), false, Map.of())),
        new Outgoing(List.of(), List.of()));
  }

  public Editor editor() {
    return typing.editor();
  }

  public Vi vi() {
    return typing.vi();
  }

  History history() {
    return lookup.history();
  }

  public Menu menu() {
    return lookup.menu();
  }

  Candidates known() {
    return lookup.known();
  }

  public List<String> queue() {
    return outgoing.queue();
  }

  List<Part> attached() {
    return outgoing.attached();
  }

  /** After an edit or a move; a changed text can be undone. */
  Composer with(Editor next) {
    List<Editor> undo = typing.undo();
    if (!next.text().equals(editor().text())) {
      undo = new ArrayList<>(undo.size() < MOST_UNDO ? undo : undo.subList(1, undo.size()));
      undo.add(editor());
    }
    return edited(next, undo);
  }

  Composer undone() {
    List<Editor> undo = typing.undo();
    return undo.isEmpty() ? this : edited(undo.getLast(), undo.subList(0, undo.size() - 1));
  }

  private Composer edited(Editor next, List<Editor> undo) {
    Menu menu = Completion.of(next, known());
    return with(menu).with(new Typing(next, undo, vi()));
  }

  /** Nothing typed, nothing to undo. */
  Composer emptied() {
    Lookup next = new Lookup(History.of(history().entries()), Menu.NONE, known());
    return new Composer(new Typing(Editor.EMPTY, List.of(), vi().anew()), next, outgoing);
  }

  Composer with(History next) {
    return with(new Lookup(next, menu(), known()));
  }

  Composer with(Menu next) {
    return with(new Lookup(history(), next, known()));
  }

  Composer with(Candidates next) {
    return with(new Lookup(history(), Completion.of(editor(), next), next));
  }

  Composer with(Vi next) {
    return with(new Typing(editor(), typing.undo(), next));
  }

  Composer withQueue(List<String> next) {
    return new Composer(typing, lookup, new Outgoing(next, attached()));
  }

  Composer withAttached(List<Part> next) {
    return new Composer(typing, lookup, new Outgoing(queue(), next));
  }

  private Composer with(Typing next) {
    return new Composer(next, lookup, outgoing);
  }

  private Composer with(Lookup next) {
    return new Composer(typing, next, outgoing);
  }
}
