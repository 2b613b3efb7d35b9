package dev.vibe.text;

import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Line;
import dev.vibe.text.FileDiff.Mark;
import dev.vibe.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * A diff as lines for people: signs, colours, emphasis on changed words, nothing from the file that
 * a terminal would obey.
 *
 * @param maxLines more lines than this are left out and counted
 */
public record DiffView(Palette palette, int maxLines) {

  /** Of a longer line, the rest is left out and counted. Characters. */
  private static final int LINE_LIMIT = 1000;

  /** The hunks without file header. */
  public List<String> lines(FileDiff diff) {
    List<String> all = new ArrayList<>();
    for (Hunk hunk : diff.hunks()) {
      all.add(palette.paint(Role.HUNK, header(hunk)));
      List<List<WordDiff.Span>> spans = WordDiff.spans(hunk);
      boolean hidesReturns = allEndInReturn(hunk);
      for (int i = 0; i < hunk.lines().size(); i++) {
        Line line = hunk.lines().get(i);
        all.add(line(line, hidesReturns ? withoutReturn(line.text()) : line.text(), spans.get(i)));
        if (line.endsFile()) {
          all.add(palette.paint(Role.FAINT, "\\ no line break at the end of the file"));
        }
      }
    }
    if (all.size() <= maxLines) {
      return all;
    }
    List<String> shown = new ArrayList<>(all.subList(0, maxLines));
    shown.add(palette.paint(Role.FAINT, "… " + (all.size() - maxLines) + " more lines"));
    return shown;
  }

  private static String header(Hunk hunk) {
    return "@@ -%d,%d +%d,%d @@"
        .formatted(hunk.oldStart(), hunk.oldLines(), hunk.newStart(), hunk.newLines());
  }

  /** A file with DOS line endings throughout is shown without them; a mixture shows. */
  private static boolean allEndInReturn(Hunk hunk) {
    return hunk.lines().stream().allMatch(line -> line.text().endsWith("\r"));
  }

  private static String withoutReturn(String text) {
    return text.substring(0, text.length() - 1);
  }

  private String line(Line line, String text, List<WordDiff.Span> spans) {
    String sign = String.valueOf(line.mark().sign());
    if (line.mark() == Mark.CONTEXT || text.length() > LINE_LIMIT) {
      return paint(line.mark(), sign + shorten(text));
    }
    Role word = line.mark() == Mark.ADDED ? Role.ADDED_WORD : Role.REMOVED_WORD;
    StringBuilder out = new StringBuilder(paint(line.mark(), sign));
    int from = 0;
    for (WordDiff.Span span : spans) {
      int end = Math.min(span.end(), text.length());
      int start = Math.min(span.start(), end);
      out.append(paint(line.mark(), ControlChars.neutralise(text.substring(from, start))));
      out.append(palette.paint(word, ControlChars.neutralise(text.substring(start, end))));
      from = end;
    }
    return out.append(paint(line.mark(), ControlChars.neutralise(text.substring(from)))).toString();
  }

  private String paint(Mark mark, String text) {
    return switch (mark) {
      case ADDED -> palette.paint(Role.ADDED, text);
      case REMOVED -> palette.paint(Role.REMOVED, text);
      case CONTEXT -> text;
    };
  }

  private static String shorten(String text) {
    return text.length() <= LINE_LIMIT
        ? ControlChars.neutralise(text)
        : ControlChars.neutralise(text.substring(0, LINE_LIMIT))
            + " … "
            + (text.length() - LINE_LIMIT)
            + " more characters";
  }
}
