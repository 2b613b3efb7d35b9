package dev.vibe.view.markdown;

import dev.vibe.text.ControlChars;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * State of Markdown that is still being written. Whole blocks come out laid out and for good; the
 * block at the end stays until it is known to be whole. Of fenced code, whole lines come out.
 * Immutable.
 *
 * @param open what came of a block that may go on; empty or one block
 * @param rest the beginning of a line
 * @param fence the code that the text is in; outside of code a fence without marks
 * @param spaced whether something was given out after which a blank line has to come
 */
public record MarkdownStream(List<Block> open, String rest, Fence fence, boolean spaced) {

  public static final MarkdownStream EMPTY = new MarkdownStream(List.of(), "", Fence.NONE, false);

  private static final Pattern FENCE = Pattern.compile("(\\s{0,12})(`{3,}|~{3,})\\s*([^`]*)");

  public MarkdownStream {
    open = List.copyOf(open);
  }

  /**
   * Fenced code.
   *
   * @param marks what ends it
   * @param indent blanks before its marks, taken off its lines
   */
  record Fence(String marks, int indent, Highlighter highlighter) {
    static final Fence NONE = new Fence("", 0, Highlighter.of(""));

    boolean isOpen() {
      return !marks.isEmpty();
    }
  }

  /** Outcome of more text: the stream as it is now, and the lines that are done. */
  public record Fed(MarkdownStream stream, List<Line> done) {}

  public boolean isEmpty() {
    return open.isEmpty() && rest.isEmpty() && !fence.isOpen();
  }

  /** Takes more text. */
  public Fed feed(String more, int columns) {
    String text = rest + more;
    MarkdownStream now = this;
    List<Line> done = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      now = now.line(text.substring(start, end), columns, done);
      start = end + 1;
    }
    return new Fed(
        new MarkdownStream(now.open, text.substring(start), now.fence, now.spaced), done);
  }

  /** The text is over. */
  public List<Line> end(int columns) {
    List<Line> done = new ArrayList<>();
    MarkdownStream now = rest.isEmpty() ? this : line(rest, columns, done);
    now.close(columns, done);
    return done;
  }

  /** What is not done yet, as it would look if it were. */
  public List<Line> tail(int columns) {
    return end(columns);
  }

  private MarkdownStream line(String raw, int columns, List<Line> done) {
    String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
    if (fence.isOpen()) {
      return codeLine(line, done);
    }
    if (line.isBlank()) {
      return close(columns, done);
    }
    Matcher start = FENCE.matcher(line);
    if (start.matches()) {
      MarkdownStream closed = close(columns, done).space(done);
      String language = start.group(3).strip().toLowerCase(Locale.ROOT).split("[ {,:]", 2)[0];
      Fence opened = new Fence(start.group(2), start.group(1).length(), Highlighter.of(language));
      if (!language.isEmpty()) {
        done.add(Line.foreign(Role.FAINT, "  " + Width.shorten(language, 20)));
      }
      return new MarkdownStream(closed.open, "", opened, false);
    }
    if (!open.isEmpty() && open.getFirst().takes(line)) {
      return with(open.getFirst().plus(line));
    }
    Block next = new Block(Block.kindOf(line), List.of(line));
    boolean tight = !open.isEmpty() && isItem(open.getFirst()) && isItem(next);
    MarkdownStream closed = close(columns, done);
    return new MarkdownStream(List.of(next), "", Fence.NONE, closed.spaced && !tight);
  }

  private MarkdownStream codeLine(String line, List<Line> done) {
    String text = line.strip();
    if (text.startsWith(fence.marks) && text.replace(fence.marks.substring(0, 1), "").isEmpty()) {
      return new MarkdownStream(List.of(), "", Fence.NONE, true);
    }
    int indent = 0;
    while (indent < fence.indent && indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    String code = Width.expandTabs(ControlChars.neutralise(line.substring(indent)), Line.TAB);
    Highlighter.Highlighted lit = fence.highlighter.line(code);
    List<Span> spans = new ArrayList<>(List.of(new Span(Role.TEXT, "  ")));
    spans.addAll(lit.spans());
    done.add(new Line(spans, 2));
    return new MarkdownStream(
        List.of(), "", new Fence(fence.marks, fence.indent, lit.next()), false);
  }

  private MarkdownStream close(int columns, List<Line> done) {
    if (open.isEmpty()) {
      return new MarkdownStream(List.of(), "", fence, spaced);
    }
    space(done);
    done.addAll(open.getFirst().layOut(columns));
    return new MarkdownStream(List.of(), "", fence, true);
  }

  private MarkdownStream space(List<Line> done) {
    if (spaced) {
      done.add(Line.EMPTY);
    }
    return new MarkdownStream(open, rest, fence, false);
  }

  private MarkdownStream with(Block block) {
    return new MarkdownStream(List.of(block), "", fence, spaced);
  }

  private static boolean isItem(Block block) {
    return block.kind() == Block.Kind.ITEM;
  }
}
