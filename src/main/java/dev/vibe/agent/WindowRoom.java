package dev.vibe.agent;

import dev.vibe.context.ContextBuilder;
import dev.vibe.conversation.ToolFact;
import dev.vibe.session.Transcript;
import dev.vibe.text.Truncation;
import dev.vibe.text.Truncation.Keep;
import dev.vibe.tool.ToolOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Room that the model's window has for the results of a reply. Owned by the session's thread. */
record WindowRoom(ContextBuilder context, Transcript transcript, ResultRest rest) {

  /** A tool that keeps to its room may still say around it what it shows. */
  private static final int AROUND = 1_000;

  /** Characters that each of so many results may have, as far as that is known by now. */
  int ofResult(int calls) {
    return context.resultRoom(transcript.messages(), calls);
  }

  /** Cutter of results to so many characters. */
  UnaryOperator<ToolOutput> of(int room) {
    return output -> within(output, room);
  }

  /**
   * A result that has no more than its room: of one that is larger, its beginning and its end. What
   * is not shown, by its tool or here, is in a file that the result names.
   */
  private ToolOutput within(ToolOutput output, int room) {
    String text = output.text();
    boolean isLarge = text.length() > (long) room + AROUND;
    if (!isLarge && output.rest().isEmpty()) {
      return output;
    }
    ToolOutput.Rest whole = output.rest().orElseGet(() -> new ToolOutput.Rest("all of it", text));
    Optional<Path> file = rest.keep(whole.text());
    String where = file.map(path -> whole.name() + ": " + path).orElse("");
    String shown =
        isLarge
            ? Truncation.chars(text, new Keep(room - room / 3, room / 3)).text().strip()
                + "\n(cut to fit the context; ask for less at once"
                + (where.isEmpty() ? "" : "; " + where)
                + ")"
            : text + (where.isEmpty() ? "" : "[" + where + "]\n");
    List<ToolFact> facts = new ArrayList<>(output.facts());
    if (facts.stream().noneMatch(ToolFact.OutputFile.class::isInstance)) {
      file.ifPresent(path -> facts.add(new ToolFact.OutputFile(path.toString())));
    }
    return new ToolOutput(output.outcome(), shown, output.events(), facts);
  }

  /**
   * What the model is told beside its last result of a reply: how full its window is, when it has
   * passed half and three quarters; else nothing.
   *
   * @param coming characters that are not in the transcript yet
   */
  String news(int coming) {
    return context.newsOfUse(transcript.messages(), coming);
  }
}
