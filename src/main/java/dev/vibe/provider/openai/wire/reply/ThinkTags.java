package dev.vibe.provider.openai.wire.reply;

import dev.vibe.conversation.Reasoning;
import java.util.List;

/**
 * Filter that takes thinking out of text that begins with {@code <think>} or {@code [THINK]}, for
 * servers that leave the tags in. Only the very beginning of a reply counts. One use.
 */
final class ThinkTags {

  private enum State {
    BEFORE,
    INSIDE,
    AFTER_CLOSE,
    OUTSIDE
  }

  private record Tag(String open, String close) {}

  private static final List<Tag> TAGS =
      List.of(new Tag("<think>", "</think>"), new Tag("[THINK]", "[/THINK]"));

  private final StringBuilder held = new StringBuilder();
  private final StringBuilder thought = new StringBuilder();
  private final StringBuilder after = new StringBuilder();
  private String before = "";
  private State state = State.BEFORE;
  private String close = "";

  /** Takes the next text and gives what of it is answer. */
  String accept(String text) {
    if (state == State.OUTSIDE) {
      return text;
    }
    held.append(text);
    return advance();
  }

  /** The thinking that was found since the last call. */
  String takeThought() {
    String taken = thought.toString();
    thought.setLength(0);
    return taken;
  }

  /** What stood around the thinking so far. */
  Reasoning.Marks marks() {
    return new Reasoning.Marks(before, after.toString());
  }

  /** At the end of the reply: what was held back, as answer or as thinking. */
  String end() {
    if (state == State.INSIDE) {
      thought.append(held);
      held.setLength(0);
    }
    if (state == State.AFTER_CLOSE) {
      after.append(held);
      held.setLength(0);
    }
    String rest = held.toString();
    held.setLength(0);
    state = State.OUTSIDE;
    return rest;
  }

  private String advance() {
    if (state == State.BEFORE) {
      open();
    }
    if (state == State.INSIDE) {
      closeIfThere();
    }
    if (state == State.AFTER_CLOSE) {
      int start = firstNonBlank();
      if (start == held.length()) {
        return "";
      }
      after.append(held, 0, start);
      held.delete(0, start);
      state = State.OUTSIDE;
    }
    if (state == State.OUTSIDE) {
      String rest = held.toString();
      held.setLength(0);
      return rest;
    }
    return "";
  }

  private int firstNonBlank() {
    int start = 0;
    while (start < held.length() && Character.isWhitespace(held.charAt(start))) {
      start++;
    }
    return start;
  }

  private void open() {
    int start = firstNonBlank();
    boolean maybe = start == held.length();
    for (Tag tag : TAGS) {
      int length = Math.min(tag.open.length(), held.length() - start);
      if (tag.open.regionMatches(0, held.substring(start), 0, length)) {
        if (length == tag.open.length()) {
          before = held.substring(0, start + length);
          held.delete(0, start + length);
          close = tag.close;
          state = State.INSIDE;
          return;
        }
        maybe = true;
      }
    }
    if (!maybe) {
      state = State.OUTSIDE;
    }
  }

  private void closeIfThere() {
    int end = held.indexOf(close);
    if (end >= 0) {
      thought.append(held, 0, end);
      held.delete(0, end + close.length());
      after.append(close);
      state = State.AFTER_CLOSE;
      return;
    }
    int safe = Math.max(0, held.length() - close.length() + 1);
    thought.append(held, 0, safe);
    held.delete(0, safe);
  }
}
