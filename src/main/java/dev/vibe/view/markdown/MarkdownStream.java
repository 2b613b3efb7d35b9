package dev.vibe.view.markdown;

import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * State of Markdown that is still being written. What no further text can change comes out laid out
 * and for good; the rest stays until it is known to be whole. Of fenced code, whole lines come out.
 * Immutable.
 *
 * @param source whole lines of the block that may go on
 * @param given so many pieces of that block came out
 * @param rest the beginning of a line
 * @param fence the code that the text is in; outside of code a fence without marks
 * @param spaced whether something was given out after which a blank line has to come
 */
public record MarkdownStream(
    List<String> source, int given, String rest, Fence fence, boolean spaced) {

  public static final MarkdownStream EMPTY =
      new MarkdownStream(List.of(), 0, "", Fence.NONE, false);

  /** A block of more lines is not read again for each of them. */
  private static final int OFTEN = 16;

  /** What follows so many begins a block of its own. Lines. */
  private static final int LONGEST_BLOCK = 1000;

  public MarkdownStream {
    source = List.copyOf(source);
  }

  /** Outcome of more text: the stream as it is now, and the lines that are done. */
  public record Fed(MarkdownStream stream, List<Line> done) {}

  /** Reader of CommonMark, loaded with the first text. */
  private static final class Reader {

    /** Deeper than anybody writes. */
    private static final int DEEPEST = 40;

    /** One tilde alone is a home folder, an earlier commit or an estimate. */
    private static final Extension STRUCK =
        StrikethroughExtension.builder().requireTwoTildes(true).build();

    private static final Parser PARSER =
        Parser.builder()
            .extensions(List.of(TablesExtension.create(), STRUCK))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();

    static Node document(List<String> lines) {
      return PARSER.parse(String.join("\n", lines) + "\n");
    }
  }

  /** The blocks of some lines that stand in no other block. */
  static List<Node> blocks(List<String> lines) {
    return Layout.children(Reader.document(lines));
  }

  public boolean isEmpty() {
    return source.isEmpty() && rest.isEmpty() && !fence.isOpen();
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
    String begun = text.substring(start);
    return new Fed(new MarkdownStream(now.source, now.given, begun, now.fence, now.spaced), done);
  }

  /** The text is over. */
  public List<Line> end(int columns) {
    List<Line> done = new ArrayList<>();
    if (fence.isOpen()) {
      if (!rest.isEmpty()) {
        codeLine(withoutReturn(rest), columns, done);
      }
      return done;
    }
    if (!rest.isEmpty()) {
      return plus(clean(rest)).end(columns);
    }
    Laid all = new Layout(source).of(blocks(source), columns);
    give(all.pieces(), all.pieces().size(), columns, done);
    return done;
  }

  /** What is not done yet, as it would look if it were. */
  public List<Line> tail(int columns) {
    return end(columns);
  }

  private MarkdownStream line(String raw, int columns, List<Line> done) {
    if (fence.isOpen()) {
      return codeLine(withoutReturn(raw), columns, done);
    }
    String line = clean(raw);
    if (source.isEmpty() && line.isBlank()) {
      return this;
    }
    MarkdownStream more = plus(line);
    if (more.source.size() > LONGEST_BLOCK) {
      done.addAll(more.end(columns));
      return nothingOpen(true);
    }
    return isDue(more.source.size()) ? more.settled(columns, done) : more;
  }

  private MarkdownStream codeLine(String line, int columns, List<Line> done) {
    if (fence.isEnd(line)) {
      return nothingOpen(given > 0 || spaced);
    }
    Fence.Coloured code = fence.line(line, columns);
    return code(code.next(), code.rows(), done);
  }

  /** Inside of code, after some rows of it. */
  private MarkdownStream code(Fence next, List<Line> rows, List<Line> done) {
    if (given == 0 && spaced && !rows.isEmpty()) {
      done.add(Line.EMPTY);
    }
    done.addAll(rows);
    return new MarkdownStream(List.of(), given + rows.size(), "", next, spaced);
  }

  /** Gives what is whole, and keeps the last block if it may go on. */
  private MarkdownStream settled(int columns, List<Line> done) {
    Layout layout = new Layout(source);
    List<Node> blocks = blocks(source);
    if (blocks.isEmpty()) {
      return this;
    }
    int last = blocks.size() - 1;
    while (last > 0 && layout.isJoined(blocks.get(last))) {
      last--;
    }
    if (last > 0) {
      Laid before = layout.of(blocks.subList(0, last), columns);
      boolean isSpaced = give(before.pieces(), before.pieces().size(), columns, done);
      List<String> left = source.subList(Layout.lineOf(blocks.get(last)), source.size());
      return new MarkdownStream(left, 0, "", fence, isSpaced).settled(columns, done);
    }
    if (blocks.getFirst() instanceof FencedCodeBlock code && source.size() == 1) {
      Fence opened = Fence.of(code);
      return code(opened, opened.head(), done);
    }
    Laid open = layout.of(blocks, columns);
    boolean isSpaced = give(open.pieces(), open.whole(), columns, done);
    return isOver(blocks.getLast())
        ? nothingOpen(isSpaced)
        : new MarkdownStream(source, Math.max(given, open.whole()), "", fence, spaced);
  }

  private static MarkdownStream nothingOpen(boolean isSpaced) {
    return new MarkdownStream(List.of(), 0, "", Fence.NONE, isSpaced);
  }

  /** Whether no further line can belong to the last block. */
  private boolean isOver(Node block) {
    return switch (block) {
      case Heading h -> true;
      case ThematicBreak t -> true;
      case FencedCodeBlock code -> code.getClosingFenceLength() != null;
      case Paragraph p -> source.getLast().isBlank();
      case TableBlock t -> source.getLast().isBlank();
      case BlockQuote q -> source.getLast().isBlank();
      case LinkReferenceDefinition d -> source.getLast().isBlank();
      default -> false;
    };
  }

  /**
   * Gives pieces that were not given yet, up to one of them.
   *
   * @return whether a blank line has to come before what follows them
   */
  private boolean give(List<List<Line>> pieces, int end, int columns, List<Line> done) {
    for (int i = given; i < end; i++) {
      if (i == 0 && spaced) {
        done.add(Line.EMPTY);
      }
      pieces.get(i).forEach(line -> done.addAll(line.wrapped(columns)));
    }
    return spaced || end > 0;
  }

  private MarkdownStream plus(String line) {
    List<String> more = new ArrayList<>(source);
    more.add(line);
    return new MarkdownStream(more, given, "", fence, spaced);
  }

  /** Lines of a long block are read together, so that all of them take a bounded time each. */
  private static boolean isDue(int lines) {
    return lines % Math.max(1, lines / OFTEN) == 0;
  }

  private static String clean(String raw) {
    return withoutReturn(raw).replace('\r', '␍');
  }

  private static String withoutReturn(String raw) {
    return raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
  }
}
