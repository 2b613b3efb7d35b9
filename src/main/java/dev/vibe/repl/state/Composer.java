package dev.vibe.repl.state;

import dev.vibe.conversation.Part;
import dev.vibe.repl.edit.Editor;
import dev.vibe.repl.edit.History;
import dev.vibe.repl.edit.Vi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** State of what the user writes. */
public record Composer(Typing typing, Lookup lookup, Outgoing outgoing) {

  private static final int MOST_UNDO = 100;
  private static final int MOST_FOLDED = 20;

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
   * @param folded by what was sent, how it was shown where it was typed
   */
  record Outgoing(List<String> queue, List<Part> attached, Map<String, String> folded) {
    Outgoing {
      queue = List.copyOf(queue);
      attached = List.copyOf(attached);
      folded = Map.copyOf(folded);
    }
  }

  static Composer of(History history, List<SlashCommand> commands) {
    return new Composer(
        new Typing(Editor.EMPTY, List.of(), Vi.OFF),
        new Lookup(history, Menu.NONE, new Candidates(commands, List.of(), false, Map.of())),
        new Outgoing(List.of(), List.of(), Map.of()));
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

  /** Something was sent, or waits; with a long paste it is shown as it was typed. */
  Composer sent(String text, String shown) {
    if (text.equals(shown)) {
      return this;
    }
    Map<String, String> more = new HashMap<>();
    more.put(text, shown);
    outgoing.folded().entrySet().stream()
        .limit(MOST_FOLDED)
        .forEach(entry -> more.putIfAbsent(entry.getKey(), entry.getValue()));
    return new Composer(typing, lookup, new Outgoing(queue(), attached(), more));
  }

  /** A message as it was typed. */
  String folded(String text) {
    return outgoing.folded().getOrDefault(text, text);
  }

  Composer withQueue(List<String> next) {
    return new Composer(typing, lookup, new Outgoing(next, attached(), outgoing.folded()));
  }

  Composer withAttached(List<Part> next) {
    return new Composer(typing, lookup, new Outgoing(queue(), next, outgoing.folded()));
  }

  private Composer with(Typing next) {
    return new Composer(next, lookup, outgoing);
  }

  private Composer with(Lookup next) {
    return new Composer(typing, next, outgoing);
  }
}
