package dev.vibe.agent;

import dev.vibe.context.ContextBuilder;
import dev.vibe.session.Transcript;
import dev.vibe.text.Truncation;
import dev.vibe.text.Truncation.Keep;
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
  UnaryOperator<String> of(int room) {
    return text -> within(text, room);
  }

  /**
   * A result that has no more than its room: of one that is larger, its beginning and its end, and
   * the file that holds all of it.
   */
  private String within(String text, int room) {
    if (text.length() <= (long) room + AROUND) {
      return text;
    }
    String whole = rest.keep(text).map(file -> "; all of it: " + file).orElse("");
    return Truncation.chars(text, new Keep(room - room / 3, room / 3)).text().strip()
        + "\n(cut to fit the context; ask for less at once"
        + whole
        + ")";
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
