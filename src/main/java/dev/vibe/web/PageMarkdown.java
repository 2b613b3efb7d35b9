package dev.vibe.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** Maker of Markdown from HTML: the part of a page that is about its matter, as people see it. */
final class PageMarkdown {

  /** What nobody sees, and what is no text. */
  private static final String UNSEEN =
      "script, style, noscript, template, svg, canvas, iframe, object, embed, head, button, select,"
          + " textarea, dialog, [hidden], [aria-hidden=true], [style~=(?i)display\\s*:\\s*none],"
          + " [style~=(?i)visibility\\s*:\\s*hidden]";

  /** What is around the matter of a page. */
  private static final String AROUND =
      "nav, footer, aside, [role=navigation], [role=contentinfo], [role=complementary],"
          + " [role=search], [role=banner]";

  private static final String MAIN = "main, [role=main]";
  private static final String ARTICLE = "article";

  /** A main part that holds less than this share of the text is not where the matter is. */
  private static final int LEAST_PERCENT = 20;

  private PageMarkdown() {}

  /**
   * The text of a page, with its title first where the page does not begin with one.
   *
   * @param charset as the server says; else it is found in the page
   * @param base what links are relative to
   */
  static String of(byte[] html, Optional<Charset> charset, String base) throws IOException {
    Document page =
        Jsoup.parse(
            new ByteArrayInputStream(html),
            charset.isPresent() ? charset.get().name() : null,
            base);
    String title = page.title().strip();
    page.select(UNSEEN).remove();
    Element matter = matter(page);
    boolean hasTitle = title.isEmpty() || matter.selectFirst("h1") != null;
    String text = new MarkdownWriter().write(matter);
    return hasTitle ? text : "# " + title + "\n\n" + text;
  }

  private static Element matter(Document page) {
    Element body = page.body();
    int whole = body.text().length();
    for (String main : List.of(MAIN, ARTICLE)) {
      Elements found = body.select(main);
      Element first = found.first();
      boolean isOne = first != null && (main.equals(MAIN) || found.size() == 1);
      if (first != null
          && isOne
          && (long) first.text().length() * 100 >= (long) whole * LEAST_PERCENT) {
        first.select(AROUND).not(MAIN + ", " + ARTICLE).remove();
        return first;
      }
    }
    body.select(AROUND).remove();
    return body;
  }
}
