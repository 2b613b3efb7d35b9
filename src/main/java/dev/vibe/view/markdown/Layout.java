package dev.vibe.view.markdown;

import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/**
 * Renderer of the blocks of one text as pieces, each of which becomes final as a whole: a
 * paragraph, a table, a line of code.
 *
 * @param source its lines
 */
record Layout(List<String> source) {

  private static final String QUOTE = "│ ";
  private static final int WIDEST_RULE = 40;

  /** Where less is left for them, blocks inside of others are not moved in. Columns. */
  private static final int LEAST_ROOM = 8;

  /** Place of blocks: the columns they may take, and the colour of their text. */
  record Place(int columns, Role plain) {

    Place within(int margin) {
      return hasRoom(margin) ? new Place(columns - margin, plain) : this;
    }

    boolean hasRoom(int margin) {
      return columns - margin >= LEAST_ROOM;
    }

    Place as(Role role) {
      return new Place(columns, role);
    }
  }

  /** Whether the text ends in a blank line, which a quote's mark may stand before. */
  private boolean isBlankLast() {
    return isBlank(source.size() - 1);
  }

  private boolean isBlank(int line) {
    return line >= 0 && line < source.size() && source.get(line).replace('>', ' ').isBlank();
  }

  /** The line in which a block begins. */
  static int lineOf(Node block) {
    return block.getSourceSpans().isEmpty() ? 0 : block.getSourceSpans().getFirst().getLineIndex();
  }

  /** Whether a block is one with the one before it: definitions and what follows them. */
  boolean isJoined(Node block) {
    return block.getPrevious() instanceof LinkReferenceDefinition && !isBlank(lineOf(block) - 1);
  }

  /** Some blocks of the text itself that follow each other. */
  Laid of(List<Node> blocks, int columns) {
    return blocks(blocks, new Place(columns, Role.TEXT), false);
  }

  private Laid blocks(List<Node> blocks, Place place, boolean isTight) {
    Laid.Sequence all = new Laid.Sequence();
    for (Node node : blocks) {
      Laid next = block(node, place);
      if (isJoined(node) && !all.isEmpty()) {
        all.join(next);
      } else {
        boolean isApart = !all.isEmpty() && !(isTight && !isBlank(lineOf(node) - 1));
        all.add(isApart ? next.afterBlank() : next);
      }
    }
    return all.laid();
  }

  static List<Node> children(Node parent) {
    List<Node> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      children.add(node);
    }
    return children;
  }

  private Laid children(Node parent, Place place, boolean isTight) {
    return blocks(children(parent), place, isTight);
  }

  private Laid block(Node node, Place place) {
    return switch (node) {
      case Paragraph p ->
          Laid.until(isBlankLast(), wrapped(Inlines.of(p, place.plain()), place.columns()));
      case Heading h -> Laid.whole(List.of(wrapped(Inlines.of(h, Role.HEADING), place.columns())));
      case ThematicBreak rule ->
          Laid.whole(Line.of(Role.FAINT, "─".repeat(Math.min(place.columns(), WIDEST_RULE))));
      case TableBlock table -> Laid.until(isBlankLast(), Table.of(table).layOut(place.columns()));
      case FencedCodeBlock code -> code(Fence.of(code), code.getLiteral(), place);
      case IndentedCodeBlock code -> code(Fence.NONE, code.getLiteral(), place);
      case HtmlBlock html -> literal(html.getLiteral(), place);
      case LinkReferenceDefinition definition -> definition(definition, place);
      case BlockQuote quote -> quote(quote, place);
      case ListBlock list -> items(list, place);
      default -> children(node, place, false);
    };
  }

  private static Laid code(Fence fence, String literal, Place place) {
    List<List<Line>> pieces = new ArrayList<>();
    if (!fence.head().isEmpty()) {
      pieces.add(fence.head());
    }
    pieces.addAll(fence.all(literal, place.columns()));
    return Laid.whole(pieces);
  }

  /** What is not understood is shown as the characters that it is. */
  private static Laid literal(String text, Place place) {
    return Laid.whole(
        text.lines()
            .map(line -> Inlines.asIs(line, place.plain()).wrapped(place.columns()))
            .toList());
  }

  private Laid definition(LinkReferenceDefinition definition, Place place) {
    int first = lineOf(definition);
    List<String> lines = source.subList(first, first + definition.getSourceSpans().size());
    return Laid.until(
        isBlankLast(),
        lines.stream()
            .flatMap(
                line -> Inlines.asIs(line.strip(), place.plain()).wrapped(place.columns()).stream())
            .toList());
  }

  private Laid quote(BlockQuote quote, Place place) {
    int margin = QUOTE.length();
    Laid inside = children(quote, place.within(margin).as(Role.FAINT), false);
    Line mark = Line.of(Role.FAINT, QUOTE);
    return place.hasRoom(margin) ? inside.behind(mark, mark) : inside;
  }

  private Laid items(ListBlock list, Place place) {
    Laid.Sequence all = new Laid.Sequence();
    int number = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : 0;
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      Laid item = item(node, mark(list, node, number), place);
      boolean isApart = !all.isEmpty() && isBlank(lineOf(node) - 1);
      all.add(isApart ? item.afterBlank() : item);
      number++;
    }
    return all.laid();
  }

  private Laid item(Node item, String mark, Place place) {
    Line head = Line.of(Role.ACCENT, mark);
    Laid inside = children(item, place.within(head.width()), true);
    if (inside.pieces().isEmpty()) {
      return new Laid(List.of(List.of(head)), 0);
    }
    String margin = place.hasRoom(head.width()) ? " ".repeat(head.width()) : "";
    return inside.behind(head, Line.of(Role.TEXT, margin));
  }

  private static String mark(ListBlock list, Node item, int number) {
    String task = takeTask(item);
    if (!task.isEmpty()) {
      return task;
    }
    return list instanceof OrderedList ordered ? number + ordered.getMarkerDelimiter() + " " : "• ";
  }

  /** What says whether a task is done, taken off its text. */
  private static String takeTask(Node item) {
    if (item.getFirstChild() instanceof Paragraph paragraph
        && paragraph.getFirstChild() instanceof Text text
        && text.getLiteral().matches("\\[[ xX]] .*")) {
      String task = text.getLiteral().substring(0, 4);
      text.setLiteral(text.getLiteral().substring(4));
      return task;
    }
    return "";
  }

  private static List<Line> wrapped(List<Line> lines, int columns) {
    return lines.stream().flatMap(line -> line.wrapped(columns).stream()).toList();
  }
}
