package dev.vibe.view.markdown;

import dev.vibe.text.ControlChars;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Renderer of what stands inside of a block: one line for each hard break in it. Used once. */
final class Inlines {

  private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>");
  private static final String STRUCK = "~";
  private static final String MAIL = "mailto:";

  private final List<Line> done = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();

  private Inlines() {}

  /** The lines of a block, none of them broken to a width. */
  static List<Line> of(Node block, Role plain) {
    Inlines inlines = new Inlines();
    inlines.children(block, plain);
    inlines.endLine();
    return inlines.done;
  }

  /** Foreign text, every character of it. */
  static Line asIs(String foreign, Role role) {
    return Line.of(role, harmless(foreign));
  }

  private void children(Node parent, Role role) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      switch (node) {
        case Text text -> add(role, text.getLiteral());
        case Code code -> add(Role.CODE, code.getLiteral());
        case SoftLineBreak soft -> add(role, " ");
        case HardLineBreak hard -> endLine();
        case HtmlInline html -> html(html.getLiteral(), role);
        case StrongEmphasis strong -> children(strong, inside(role, Role.STRONG));
        case Emphasis emphasis -> children(emphasis, inside(role, Role.EMPHASIS));
        case Strikethrough struck -> struck(struck);
        case Link link -> link(link, link.getDestination(), role);
        case Image image -> link(image, image.getDestination(), role);
        default -> children(node, role);
      }
    }
  }

  /** A heading stays one. */
  private static Role inside(Role plain, Role role) {
    return plain == Role.TEXT ? role : plain;
  }

  /** Not every screen strikes text through, and none without styles. */
  private void struck(Strikethrough node) {
    add(Role.FAINT, STRUCK);
    children(node, Role.STRUCK);
    add(Role.FAINT, STRUCK);
  }

  private void html(String literal, Role role) {
    if (BREAK.matcher(literal).matches()) {
      endLine();
    } else {
      add(role, literal);
    }
  }

  /** The target is shown, because a link's text may say something else. */
  private void link(Node node, String target, Role role) {
    int first = spans.size();
    children(node, role);
    String label = new Line(spans.subList(Math.min(first, spans.size()), spans.size()), 0).text();
    boolean isSame = label.equals(target) || (MAIL + label).equals(target);
    if (!isSame && !target.isEmpty()) {
      add(Role.FAINT, " (" + target + ")");
    }
  }

  private void add(Role role, String foreign) {
    String line = harmless(foreign);
    if (!line.isEmpty()) {
      spans.add(new Span(role, line));
    }
  }

  private static String harmless(String foreign) {
    return Width.expandTabs(ControlChars.neutralise(foreign), Line.TAB).replace('\n', ' ');
  }

  private void endLine() {
    done.add(new Line(spans, 0));
    spans.clear();
  }
}
