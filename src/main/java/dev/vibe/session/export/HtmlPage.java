package dev.vibe.session.export;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.RunResult;
import dev.vibe.session.export.Story.Call;
import dev.vibe.session.export.Story.Chapter;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Writer of a story as one HTML page that needs nothing beside it: no script, no address is
 * fetched. What the model wrote is shown as Markdown, its own HTML as text. Pure.
 */
final class HtmlPage {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /** A change of so many lines stands open. */
  private static final int OPEN = 40;

  /** As in a session, one tilde strikes nothing through. */
  private static final List<Extension> EXTENSIONS =
      List.of(
          TablesExtension.create(),
          StrikethroughExtension.builder().requireTwoTildes(true).build());

  private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
  private final HtmlRenderer renderer =
      HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true).build();

  private final StringBuilder out = new StringBuilder();
  private final Story story;
  private final ZoneId zone;
  private int prompts;

  private HtmlPage(Story story, ZoneId zone) {
    this.story = story;
    this.zone = zone;
  }

  static String of(Story story, ZoneId zone) {
    HtmlPage page = new HtmlPage(story, zone);
    page.write();
    return page.out.toString();
  }

  private void write() {
    String title = "Session " + story.id();
    out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<title>").append(escaped(title)).append("</title>\n<style>\n");
    out.append(style()).append("</style>\n</head>\n<body>\n");
    out.append("<h1>").append(escaped(title)).append("</h1>\n");
    facts();
    contents();
    story.chapters().forEach(this::chapter);
    if (prompts > 0) {
      out.append("</section>\n");
    }
    out.append("</body>\n</html>\n");
  }

  private static String style() {
    String name = "/export/page.css";
    try (InputStream in = Objects.requireNonNull(HtmlPage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void facts() {
    out.append("<table class=\"facts\">\n");
    story
        .start()
        .ifPresent(
            start -> {
              fact("folder", start.directory());
              fact("model", start.model());
              fact("mode", start.mode());
            });
    long in = 0;
    long given = 0;
    double cost = 0;
    int commits = 0;
    for (Chapter chapter : story.chapters()) {
      if (chapter instanceof Chapter.Ended(Instant at, RunResult result)) {
        in += result.usage().inputTokens();
        given += result.usage().outputTokens();
        cost += result.costUsd();
      }
      commits += chapter instanceof Chapter.Committed ? 1 : 0;
    }
    fact("tokens", Figures.tokens(in) + " in, " + Figures.tokens(given) + " out");
    if (cost > 0) {
      fact("cost", Figures.cost(cost));
    }
    fact("commits", String.valueOf(commits));
    out.append("</table>\n");
  }

  private void fact(String name, String value) {
    out.append("<tr><td>").append(name).append("</td><td>");
    out.append(escaped(value)).append("</td></tr>\n");
  }

  private void contents() {
    out.append("<nav><ol>\n");
    int number = 0;
    for (Chapter chapter : story.chapters()) {
      if (chapter instanceof Chapter.Asked(Instant at, Message.User message, boolean isPrompt)
          && isPrompt) {
        String first = words(message).lines().findFirst().orElse("(no words)");
        out.append("<li><a href=\"#p").append(++number).append("\">");
        out.append(escaped(first)).append("</a></li>\n");
      }
    }
    out.append("</ol></nav>\n");
  }

  private static String words(Message.User message) {
    StringBuilder words = new StringBuilder();
    for (Part part : message.parts()) {
      if (part instanceof Part.Text(String text)) {
        words.append(text).append('\n');
      }
    }
    return words.toString().strip();
  }

  private void chapter(Chapter chapter) {
    switch (chapter) {
      case Chapter.Asked asked -> asked(asked);
      case Chapter.Replied replied -> replied(replied);
      case Chapter.Changed(Instant at, FileDiff diff) ->
          folded(escaped(diff.path()) + counts(List.of(diff)), diff(diff));
      case Chapter.Committed(Instant at, String id, String message, List<String> files) ->
          out.append("<div class=\"commit\"><strong>commit ")
              .append(escaped(id.substring(0, Math.min(8, id.length()))))
              .append("</strong> ")
              .append(escaped(message.lines().findFirst().orElse("")))
              .append("<br><span class=\"note\">")
              .append(escaped(String.join(", ", files)))
              .append("</span></div>\n");
      case Chapter.Noticed(Instant at, var problem) ->
          line("note", problem.what() + (problem.cause().isEmpty() ? "" : ": " + problem.cause()));
      case Chapter.Compacted c -> line("note", "The conversation was compacted to save context.");
      case Chapter.WentBack w -> line("note", "The conversation went back to an earlier prompt.");
      case Chapter.Ended(Instant at, RunResult result) -> ended(result);
    }
  }

  private void line(String kind, String text) {
    out.append("<p class=\"").append(kind).append("\">").append(escaped(text)).append("</p>\n");
  }

  private void asked(Chapter.Asked asked) {
    if (asked.isPrompt()) {
      out.append(prompts > 0 ? "</section>\n" : "");
      out.append("<section class=\"prompt\" id=\"p").append(++prompts).append("\">\n<time>");
      out.append(MINUTE.format(asked.at().atZone(zone))).append("</time>\n");
    } else {
      line("note", "said to the model meanwhile:");
    }
    out.append("<div class=\"said\">").append(escaped(words(asked.message()))).append("</div>\n");
    for (Part part : asked.message().parts()) {
      switch (part) {
        case Part.Text t -> {}
        case Part.Attachment(String name, String text) ->
            folded("attached: " + escaped(name), "<pre>" + escaped(text) + "</pre>");
        case Part.Image image -> line("note", "attached image: " + image.name());
      }
    }
  }

  private void replied(Chapter.Replied replied) {
    if (!replied.message().reasoning().text().isBlank()) {
      folded("thinking", "<pre>" + escaped(replied.message().reasoning().text()) + "</pre>");
    }
    if (!replied.message().text().isBlank()) {
      out.append("<div class=\"reply\">");
      Node text = parser.parse(replied.message().text());
      text.accept(new LinksForImages());
      renderer.render(text, out);
      out.append("</div>\n");
    }
    replied.calls().forEach(this::call);
  }

  private void call(Call call) {
    StringBuilder head = new StringBuilder(escaped(call.title()));
    head.append(counts(call.diffs()));
    head.append(
        call.result().map(HtmlPage::mark).orElse(" <span class=\"bad\">outcome unknown</span>"));
    StringBuilder body = new StringBuilder();
    call.diffs().forEach(diff -> body.append(diff(diff)));
    call.result()
        .map(ToolResult::text)
        .filter(text -> !text.isBlank())
        .ifPresent(text -> body.append("<pre>").append(escaped(text)).append("</pre>"));
    boolean isOpen = !call.diffs().isEmpty() && body.chars().filter(c -> c == '\n').count() <= OPEN;
    folded(isOpen ? "<details open>" : "<details>", head.toString(), body.toString());
  }

  /** An image would be fetched when the page is opened; a link is followed by whoever wants to. */
  private static final class LinksForImages extends AbstractVisitor {
    @Override
    public void visit(Image image) {
      Link link = new Link(image.getDestination(), image.getTitle());
      Node next = image.getFirstChild();
      while (next != null) {
        Node child = next;
        next = next.getNext();
        link.appendChild(child);
      }
      image.insertBefore(link);
      image.unlink();
    }
  }

  private static String mark(ToolResult result) {
    return switch (result.outcome()) {
      case OK ->
          result.facts().stream()
              .filter(fact -> fact instanceof ToolFact.EndedBadly)
              .map(fact -> " <span class=\"bad\">exit " + code(fact) + "</span>")
              .findFirst()
              .orElse("");
      case FAILED, INVALID -> " <span class=\"bad\">failed</span>";
      case DENIED -> " <span class=\"bad\">not allowed</span>";
      case INTERRUPTED -> " <span class=\"bad\">interrupted</span>";
    };
  }

  private static int code(ToolFact fact) {
    return fact instanceof ToolFact.EndedBadly(int exitCode) ? exitCode : 0;
  }

  /** Of several files their number and the sums. */
  private static String counts(List<FileDiff> diffs) {
    if (diffs.isEmpty()) {
      return "";
    }
    return (diffs.size() > 1 ? " " + Figures.count(diffs.size(), "file") : "")
        + " <span class=\"add\">+"
        + diffs.stream().mapToInt(FileDiff::added).sum()
        + "</span> <span class=\"del\">−"
        + diffs.stream().mapToInt(FileDiff::removed).sum()
        + "</span>";
  }

  private static String diff(FileDiff diff) {
    StringBuilder lines = new StringBuilder("<pre>");
    for (String line : UnifiedDiff.render(diff).lines().toList()) {
      String kind =
          line.startsWith("@@") || line.startsWith("--- ") || line.startsWith("+++ ")
              ? "hunk"
              : line.startsWith("+") ? "add" : line.startsWith("-") ? "del" : "";
      lines.append(kind.isEmpty() ? "" : "<span class=\"" + kind + "\">");
      lines.append(escaped(line)).append(kind.isEmpty() ? "" : "</span>").append('\n');
    }
    return lines.append("</pre>").toString();
  }

  private void folded(String summary, String body) {
    folded("<details>", summary, body);
  }

  private void folded(String tag, String summary, String body) {
    out.append(tag).append("<summary>").append(summary).append("</summary>");
    out.append(body).append("</details>\n");
  }

  private void ended(RunResult result) {
    String what =
        result.exitCode().status()
            + " · "
            + Figures.count(result.turns(), "turn")
            + " · "
            + Figures.duration(result.took())
            + (result.costUsd() > 0 ? " · " + Figures.cost(result.costUsd()) : "");
    line("end", what);
    if (result.ending() instanceof RunResult.Ending.Badly(var code, var problem)) {
      line("bad", problem.what() + (problem.cause().isEmpty() ? "" : ": " + problem.cause()));
    }
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }
}
