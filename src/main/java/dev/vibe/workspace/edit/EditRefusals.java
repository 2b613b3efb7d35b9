package dev.vibe.workspace.edit;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.edit.MatchResult.Refused;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Refusals of edits that cannot be made whatever the text, and of those that fit several places.
 */
final class EditRefusals {

  private static final int NAMED_LINES = 10;

  private EditRefusals() {}

  /** What is wrong with an edit before anything is looked for. */
  static Optional<Refused> to(String text, TextEdit edit) {
    if (withoutMark(edit.old()).isEmpty()) {
      return Optional.of(
          new Refused(
              RefusalCode.EMPTY_OLD,
              "old is empty, so no place is named. To insert, give a neighbouring line in old and"
                  + " repeat it in new; to write a whole file, use "
                  + ToolNames.WRITE_FILE
                  + "."));
    }
    if (edit.old().equals(edit.replacement())) {
      return Optional.of(
          new Refused(
              RefusalCode.NO_CHANGE,
              "old and new are the same, so the edit changes nothing. Say in new what shall be"
                  + " different, or go on."));
    }
    return toNew(text, edit.old(), edit.replacement());
  }

  /**
   * What is wrong with new text: characters that no file can hold, or a comment that stands for
   * code which the file has and would lose.
   */
  static Optional<Refused> toNew(String text, String old, String replacement) {
    if (hasHalfCharacter(replacement)) {
      return Optional.of(
          new Refused(
              RefusalCode.INVALID,
              "The new text holds half of a character (an unpaired surrogate), which no file can"
                  + " hold. Send the whole character."));
    }
    return Placeholders.in(replacement, old, text)
        .map(
            line ->
                new Refused(
                    RefusalCode.PLACEHOLDER,
                    "The new text has a placeholder in place of code: \"%s\". It would be written as it is and"
                            .formatted(cut(line))
                        + " the code it stands for would be lost. Write that code out, or use"
                        + " "
                        + ToolNames.STR_REPLACE
                        + " on only what changes."));
  }

  /** Explains old text that was abridged; to be asked once it was not found. */
  static Optional<Refused> placeholderInOld(String text, TextEdit edit, Wording wording) {
    return Placeholders.in(edit.old(), text)
        .or(() -> Placeholders.dotsBetweenLines(edit.old(), text))
        .map(
            line ->
                new Refused(
                    RefusalCode.PLACEHOLDER,
                    "%1$s has a placeholder that the file does not have: \"%2$s\". %1$s must be the"
                            .formatted(wording.subject(), cut(line))
                        + " file's text letter for letter; left-out text cannot be matched. Give"
                        + " all the lines, or make one edit for each place."));
  }

  static Refused alreadyDone() {
    return new Refused(
        RefusalCode.ALREADY_DONE, "Already done: new is what the file has there. Go on.");
  }

  /** Refuses an edit that fits several places. */
  static Refused ambiguous(MatchStep step, List<Integer> at, Wording wording) {
    String named =
        at.stream().limit(NAMED_LINES).map(String::valueOf).collect(Collectors.joining(", "));
    String more = at.size() > NAMED_LINES ? ", …" : "";
    String how = step == MatchStep.EXACT ? "" : " (" + step.words() + ")";
    return new Refused(
        RefusalCode.AMBIGUOUS,
        "%s fits %d places%s: lines %s%s. "
                .formatted(wording.subject(), at.size(), how, named, more)
            + narrower(step, wording));
  }

  private static String narrower(MatchStep step, Wording wording) {
    String all = step == MatchStep.EXACT ? ", or set replace_all to change every one" : "";
    return switch (wording) {
      case EDIT ->
          "Add lines before or after to old and new so that old fits one place only" + all + ".";
      case HUNK -> "Give it more lines around, so that it fits one place only.";
      case HEADING -> "Give another line there, or none.";
    };
  }

  /** Half of a surrogate pair. */
  static boolean hasHalfCharacter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String cut(String line) {
    return line.length() > 100 ? line.substring(0, 100) + "…" : line;
  }
}
