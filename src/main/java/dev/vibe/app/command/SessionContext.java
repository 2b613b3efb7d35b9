package dev.vibe.app.command;

import dev.vibe.context.ContextUse;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.session.Transcript;
import dev.vibe.text.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Context that a session goes on with, by a plain estimate: what stands before the conversation is
 * not in it.
 */
record SessionContext(ContextUse use, int compactions) {

  static SessionContext of(List<Envelope> events) {
    return new SessionContext(
        ContextUse.ofConversation(Transcript.of(events).messages()),
        (int) events.stream().filter(each -> each.event() instanceof Event.Compacted).count());
  }

  private List<ContextUse.Part> filled() {
    return use.parts().stream().filter(part -> part.tokens() > 0).toList();
  }

  /** For people. */
  String line() {
    return "context   about "
        + Figures.tokens(use.used())
        + " tokens: "
        + filled().stream()
            .map(part -> part.name() + " " + Figures.tokens(part.tokens()))
            .collect(Collectors.joining(", "))
        + (compactions > 0 ? "; " + Figures.count(compactions, "compaction") : "");
  }

  /** For scripts. */
  Map<String, Object> fields() {
    Map<String, Object> parts = new LinkedHashMap<>();
    filled().forEach(part -> parts.put(part.name().replace(' ', '_'), part.tokens()));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("tokens", use.used());
    fields.put("parts", parts);
    fields.put("compactions", compactions);
    return fields;
  }
}
