package dev.vibe.task.review;

import java.util.ArrayList;
import java.util.List;

/** Writer of what the model is asked about a change. Pure. */
final class ReviewPrompt {

  private ReviewPrompt() {}

  /**
   * What is asked.
   *
   * @param of what the change is, such as {@code main...HEAD}; may be empty
   * @param files all or some of it
   * @param wrong what was wrong with the last answer; empty when there was none
   */
  static String of(String of, List<ReviewedFile> files, String wrong) {
    StringBuilder text = new StringBuilder(task(of.isEmpty() ? "" : " (" + of + ")"));
    for (ReviewedFile file : files) {
      text.append("=== ").append(file.name()).append('\n').append(file.text()).append('\n');
    }
    if (!wrong.isEmpty()) {
      text.append("Your last answer could not be used: ")
          .append(wrong)
          .append(". Answer with the JSON object alone.\n");
    }
    return text.toString();
  }

  private static String task(String of) {
    return """
    Review this change%s. Read what you need to judge it: the files around it, and who uses what \
    it touches. Report only real problems that the change brings: bugs, security holes, lost \
    data, callers that break, tests that cannot fail. Nothing about style or taste, and nothing \
    that was there before.

    Answer with one JSON object and nothing else:
    {"findings":[{"file":"src/a.py","line":12,"severity":"high","why":"one or two sentences",\
    "old":"a line as it is now","new":"the line as it should be"}]}
    line is the number before a changed line below; for something that breaks elsewhere, the \
    changed line that breaks it. severity is high (breaks or endangers), medium (wrong in some \
    cases) or low (worth a look). old and new only where a small edit mends it; old letter for \
    letter as in the file. Without findings: {"findings":[]}

    """
        .formatted(of);
  }

  /** The files in parts of at most so many characters each; a file that is longer is cut. */
  static List<List<ReviewedFile>> parts(List<ReviewedFile> files, int room) {
    List<List<ReviewedFile>> parts = new ArrayList<>();
    List<ReviewedFile> part = new ArrayList<>();
    int size = 0;
    for (ReviewedFile file : files) {
      for (ReviewedFile piece : pieces(file, room)) {
        if (!part.isEmpty() && size + piece.text().length() > room) {
          parts.add(List.copyOf(part));
          part.clear();
          size = 0;
        }
        part.add(piece);
        size += piece.text().length();
      }
    }
    if (!part.isEmpty()) {
      parts.add(List.copyOf(part));
    }
    return parts;
  }

  private static List<ReviewedFile> pieces(ReviewedFile file, int room) {
    List<ReviewedFile> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String line : file.text().lines().toList()) {
      if (!piece.isEmpty() && piece.length() + line.length() >= room) {
        pieces.add(new ReviewedFile(file.name(), piece.toString(), file.changed()));
        piece.setLength(0);
      }
      piece.append(line, 0, Math.min(line.length(), room)).append('\n');
    }
    pieces.add(new ReviewedFile(file.name(), piece.toString(), file.changed()));
    return pieces;
  }
}
