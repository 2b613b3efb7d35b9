package dev.vibe.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * Writer of Markdown in one pass over the nodes of a page, however deep they lie. What Markdown has
 * no form for is written as its text. Used once.
 */
final class MarkdownWriter implements NodeFilter {

  /** Nobody reads more of a page. */
  private static final int MOST_CHARS = 2_000_000;

  private static final int LONGEST_LINK = 500;

  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "body",
          "center",
          "details",
          "div",
          "dl",
          "dt",
          "fieldset",
          "figcaption",
          "figure",
          "footer",
          "form",
          "header",
          "hgroup",
          "main",
          "ol",
          "p",
          "section",
          "summary",
          "table",
          "ul",
          "caption");

  private final MarkdownLines out = new MarkdownLines();
  private final Deque<Integer> numbers = new ArrayDeque<>();
  private final Deque<Integer> marks = new ArrayDeque<>();

  private int preformatted;

  /** Of each table around, those of the row. */
  private final List<Integer> columns = new ArrayList<>();

  private int rows;

  String write(Element matter) {
    matter.filter(this);
    return out.text().strip() + "\n";
  }

  @Override
  public FilterResult head(Node node, int depth) {
    if (out.length() > MOST_CHARS) {
      return FilterResult.STOP;
    }
    if (node instanceof TextNode text) {
      text(text);
    } else if (node instanceof Element element) {
      begin(element);
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element element) {
      end(element);
    }
    return FilterResult.CONTINUE;
  }

  private void begin(Element element) {
    String tag = element.normalName();
    switch (tag) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        out.block();
        out.open("#".repeat(tag.charAt(1) - '0') + " ");
      }
      case "br" -> lineBreak();
      case "hr" -> {
        out.block();
        out.add("---");
        out.block();
      }
      case "pre" -> beginPre(element);
      case "blockquote" -> {
        out.block();
        out.push("> ");
      }
      case "ul", "ol" -> {
        boolean isNested = !numbers.isEmpty();
        if (isNested) {
          out.newLine();
        } else {
          out.block();
        }
        numbers.push(tag.equals("ol") ? start(element) : -1);
      }
      case "li" -> beginItem();
      case "dd" -> {
        out.newLine();
        out.add(": ");
        out.push("  ");
      }
      case "table" -> {
        out.block();
        columns.add(0);
        rows = columns.size() == 1 ? 0 : rows;
      }
      case "tr" -> {
        if (columns.size() == 1) {
          out.newLine();
          out.add("|");
          columns.set(0, 0);
        }
      }
      case "td", "th" -> {
        if (columns.size() == 1) {
          out.beginCell();
          columns.set(0, columns.getFirst() + 1);
        } else {
          out.newLine();
        }
      }
      case "strong", "b" -> mark("**");
      case "em", "i" -> mark("*");
      case "code", "kbd", "samp", "tt" -> mark("`");
      case "a" -> marks.push(out.length());
      case "img" -> image(element);
      default -> {
        if (BLOCKS.contains(tag)) {
          out.block();
        }
      }
    }
  }

  private void end(Element element) {
    String tag = element.normalName();
    switch (tag) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> out.block();
      case "pre" -> endPre();
      case "blockquote" -> {
        out.pop();
        out.block();
      }
      case "ul", "ol" -> {
        numbers.poll();
        if (numbers.isEmpty()) {
          out.block();
        }
      }
      case "li", "dd" -> {
        out.pop();
      }
      case "table" -> {
        columns.removeLast();
        out.block();
      }
      case "tr" -> endRow();
      case "td", "th" -> {
        if (columns.size() == 1 && out.isInCell()) {
          out.endCell();
        }
      }
      case "strong", "b" -> endMark("**");
      case "em", "i" -> endMark("*");
      case "code", "kbd", "samp", "tt" -> endMark("`");
      case "a" -> endLink(element);
      default -> {
        if (BLOCKS.contains(tag)) {
          out.block();
        }
      }
    }
  }

  private void text(TextNode node) {
    String text = node.getWholeText();
    if (preformatted > 0 && !out.isInCell()) {
      for (String part : text.split("(?<=\n)", -1)) {
        boolean ends = part.endsWith("\n");
        out.add(ends ? part.substring(0, part.length() - 1) : part);
        if (ends) {
          out.end();
        }
      }
      return;
    }
    String plain = text.replaceAll("[\\s\\u00A0]+", " ");
    if (out.isInCell()) {
      plain = plain.replace("|", "\\|");
    }
    out.add(out.isAfterSpace() ? plain.stripLeading() : plain);
  }

  private void lineBreak() {
    if (preformatted > 0 && !out.isInCell()) {
      out.end();
    } else {
      out.newLine();
    }
  }

  private void beginItem() {
    out.newLine();
    int number = numbers.isEmpty() ? -1 : numbers.peek();
    String mark = number < 0 ? "- " : number + ". ";
    if (number >= 0) {
      numbers.pop();
      numbers.push(number + 1);
    }
    out.add(mark);
    out.push(" ".repeat(mark.length()));
  }

  private static int start(Element list) {
    String start = list.attr("start");
    return start.matches("[0-9]{1,6}") ? Integer.parseInt(start) : 1;
  }

  private void beginPre(Element element) {
    if (preformatted++ > 0) {
      return;
    }
    out.block();
    if (!out.isInCell()) {
      out.add("```" + language(element));
      out.end();
    }
  }

  private void endPre() {
    preformatted--;
    if (preformatted > 0 || out.isInCell()) {
      return;
    }
    if (!out.isAtLineStart()) {
      out.end();
    }
    out.add("```");
    out.block();
  }

  /** As highlighters note it, at the text or what is around it. */
  private static String language(Element pre) {
    List<Element> places = new ArrayList<>(List.of(pre));
    Element code = pre.selectFirst("code");
    if (code != null) {
      places.add(code);
    }
    if (pre.parent() != null) {
      places.add(pre.parent());
    }
    for (Element place : places) {
      for (String name : place.classNames()) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.matches("(language|lang|highlight-source)-[a-z0-9+#-]{1,20}")) {
          return lower.substring(lower.lastIndexOf('-') + 1);
        }
      }
    }
    return "";
  }

  private void endRow() {
    if (columns.size() != 1) {
      return;
    }
    out.newLine();
    if (rows++ == 0) {
      out.add("|" + " --- |".repeat(Math.max(1, columns.getFirst())));
      out.end();
    }
  }

  private void mark(String mark) {
    if (preformatted == 0) {
      out.add(mark);
      marks.push(out.length());
    }
  }

  private void endMark(String mark) {
    if (preformatted > 0 || marks.isEmpty()) {
      return;
    }
    int began = marks.pop();
    if (out.isBlank(began)) {
      out.cut(began - mark.length());
    } else {
      out.close(mark);
    }
  }

  private void endLink(Element element) {
    int began = marks.isEmpty() ? out.length() : Math.min(marks.pop(), out.length());
    String to = element.absUrl("href");
    boolean isShown =
        (to.startsWith("http://") || to.startsWith("https://") || to.startsWith("mailto:"))
            && !element.attr("href").startsWith("#")
            && to.length() <= LONGEST_LINK
            && preformatted == 0
            && !out.isBlank(began);
    if (isShown) {
      out.link(began, to.replace(" ", "%20").replace("(", "%28").replace(")", "%29"));
    }
  }

  private void image(Element element) {
    String alt = element.attr("alt").replaceAll("[\\s\\]\\[]+", " ").strip();
    if (!alt.isEmpty() && preformatted == 0) {
      out.add("[image: " + alt + "]");
    }
  }
}
