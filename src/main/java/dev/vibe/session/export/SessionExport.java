package dev.vibe.session.export;

import dev.vibe.event.Envelope;
import dev.vibe.protocol.EventCodec;
import dev.vibe.text.ControlChars;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** Export of a session in one of the forms. Pure. */
public record SessionExport(String id, List<Envelope> events, String version, ZoneId zone) {

  /** Form of an export. */
  public enum Form {
    MARKDOWN,
    HTML,
    /** The events of its log, a list of objects. */
    JSON,
    /** Agent Trajectory Interchange Format. */
    ATIF,
    /** The model's side of it, to be played again. */
    CASSETTE
  }

  public SessionExport {
    events = List.copyOf(events);
  }

  /**
   * The text, with a line end at its end. What people read holds nothing that a terminal or a
   * browser would obey.
   */
  public String in(Form form) {
    Story story = Story.of(id, events);
    return switch (form) {
      case MARKDOWN -> ControlChars.neutralise(MarkdownPage.of(story));
      case HTML -> ControlChars.neutralise(HtmlPage.of(story, zone));
      case JSON ->
          events.stream()
              .map(EventCodec::encode)
              .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
      case ATIF -> AtifRecord.of(story, version);
      case CASSETTE -> RecordedReplies.of(story);
    };
  }
}
