package dev.vibe.task.replay;

import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.task.replay.Recording.Content;
import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Line;
import dev.vibe.text.FileDiff.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** End of the files of a session, from how they began and the diffs of its events. Pure. */
final class RecordedEnd {

  private RecordedEnd() {}

  /**
   * By name.
   *
   * @param start what a file held at the start; empty for one that was not there
   */
  static Map<String, Content> of(List<Envelope> events, Function<String, Optional<String>> start) {
    Map<String, Content> end = new LinkedHashMap<>();
    for (Envelope each : events) {
      if (each.event() instanceof Event.FileChanged(var calls, FileDiff diff, boolean isDry)
          && !isDry) {
        Content before =
            end.containsKey(diff.path())
                ? end.get(diff.path())
                : start
                    .apply(diff.path())
                    .<Content>map(Content.Text::new)
                    .orElseGet(Content.Gone::new);
        end.put(diff.path(), after(before, diff));
      }
    }
    return end;
  }

  private static Content after(Content before, FileDiff diff) {
    return switch (diff.kind()) {
      case DELETED -> new Content.Gone();
      case CREATED -> applied("", diff);
      case CHANGED ->
          before instanceof Content.Text(String text) && !diff.hunks().isEmpty()
              ? applied(text, diff)
              : new Content.Unknown();
    };
  }

  private static Content applied(String text, FileDiff diff) {
    List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)", -1)));
    if (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Hunk hunk : diff.hunks()) {
      int from = hunk.oldLines() == 0 ? hunk.oldStart() : hunk.oldStart() - 1;
      if (from < at || from + hunk.oldLines() > lines.size()) {
        return new Content.Unknown();
      }
      lines.subList(at, from).forEach(out::append);
      at = from;
      for (Line line : hunk.lines()) {
        String whole = line.text() + (line.endsFile() ? "" : "\n");
        if (line.mark() != Mark.ADDED && !lines.get(at++).equals(whole)) {
          return new Content.Unknown();
        }
        if (line.mark() != Mark.REMOVED) {
          out.append(whole);
        }
      }
    }
    lines.subList(at, lines.size()).forEach(out::append);
    return new Content.Text(out.toString());
  }
}
