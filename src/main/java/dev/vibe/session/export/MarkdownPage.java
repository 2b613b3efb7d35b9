package dev.vibe.session.export;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.session.export.Story.Call;
import dev.vibe.session.export.Story.Chapter;
import dev.vibe.text.Figures;
import dev.vibe.text.UnifiedDiff;
import java.util.List;

/** Writer of a story as Markdown. Pure. */
final class MarkdownPage {

  private final StringBuilder out = new StringBuilder();

  static String of(Story story) {
    MarkdownPage page = new MarkdownPage();
    page.out.append("# Session ").append(story.id()).append("\n\n");
    story.start().ifPresent(page::start);
    story.chapters().forEach(page::chapter);
    return page.out.toString().stripTrailing() + "\n";
  }

  private void start(Event.SessionStarted start) {
    out.append("- folder: `").append(start.directory()).append("`\n");
    out.append("- model: `").append(start.model()).append("`\n");
    out.append("- mode: ").append(start.mode()).append("\n\n");
  }

  private void chapter(Chapter chapter) {
    switch (chapter) {
      case Chapter.Asked(var at, Message.User message, boolean isPrompt) -> {
        out.append(isPrompt ? "## Prompt\n\n" : "**Said to the model meanwhile:**\n\n");
        asked(message);
      }
      case Chapter.Replied replied -> replied(replied);
      case Chapter.Changed(var at, var diff) -> fenced("diff", UnifiedDiff.render(diff));
      case Chapter.Committed(var at, String id, String message, List<String> files) ->
          paragraph(
              "**Commit"
                  + (id.isEmpty() ? "" : " `" + id.substring(0, Math.min(8, id.length())) + "`")
                  + "**: "
                  + message.lines().findFirst().orElse(""));
      case Chapter.Noticed(var at, var problem) ->
          paragraph(
              "> " + problem.what() + (problem.cause().isEmpty() ? "" : ": " + problem.cause()));
      case Chapter.Compacted c -> paragraph("*The conversation was compacted to save context.*");
      case Chapter.WentBack w -> paragraph("*The conversation went back to an earlier prompt.*");
      case Chapter.Ended(var at, RunResult result) -> ended(result);
    }
  }

  private void asked(Message.User message) {
    for (Part part : message.parts()) {
      switch (part) {
        case Part.Text(String text) -> paragraph(text);
        case Part.Attachment(String name, String text) -> {
          paragraph("Attached: `" + name + "`");
          fenced("", text);
        }
        case Part.Image image -> paragraph("Attached: image `" + image.name() + "`");
      }
    }
  }

  private void replied(Chapter.Replied replied) {
    if (!replied.message().reasoning().isEmpty()) {
      out.append("<details><summary>Thinking</summary>\n\n");
      fenced("", replied.message().reasoning().text());
      out.append("</details>\n\n");
    }
    if (!replied.message().text().isBlank()) {
      paragraph(replied.message().text());
    }
    replied.calls().forEach(this::call);
  }

  private void call(Call call) {
    paragraph(
        "**"
            + call.title()
            + "**"
            + call.result().map(MarkdownPage::mark).orElse(" (outcome unknown)"));
    call.diffs().forEach(diff -> fenced("diff", UnifiedDiff.render(diff)));
    if (call.diffs().isEmpty()) {
      call.result()
          .map(ToolResult::text)
          .filter(text -> !text.isBlank())
          .ifPresent(text -> fenced("", text));
    }
  }

  private static String mark(ToolResult result) {
    return switch (result.outcome()) {
      case OK -> "";
      case FAILED, INVALID -> " (failed)";
      case DENIED -> " (not allowed)";
      case INTERRUPTED -> " (interrupted)";
    };
  }

  private void ended(RunResult result) {
    paragraph(
        "*"
            + result.exitCode().status()
            + ", "
            + Figures.count(result.turns(), "turn")
            + ", "
            + Figures.tokens(result.usage().inputTokens())
            + " tokens in, "
            + Figures.tokens(result.usage().outputTokens())
            + " out, "
            + Figures.duration(result.took())
            + (result.costUsd() > 0 ? ", " + Figures.cost(result.costUsd()) : "")
            + "*");
  }

  private void paragraph(String text) {
    out.append(text.strip()).append("\n\n");
  }

  /** In a fence that is longer than any in the text. */
  private void fenced(String language, String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    out.append(fence).append(language).append('\n');
    out.append(text.stripTrailing()).append('\n').append(fence).append("\n\n");
  }
}
