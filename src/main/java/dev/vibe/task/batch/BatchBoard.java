package dev.vibe.task.batch;

import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.Width;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Board of a batch at one moment: what runs, and how many are done.
 *
 * @param waiting tasks that have not begun
 * @param done that ended well
 * @param failed that ended otherwise
 */
public record BatchBoard(
    List<Row> running, int waiting, int done, int failed, BatchLimits.Spent spent) {

  public BatchBoard {
    running = List.copyOf(running);
  }

  /** A task that runs. */
  public record Row(String id, Duration since, long tokens, String activity) {}

  /** A line of numbers, and one for each task that runs; none is wider than that. */
  public List<String> lines(int columns) {
    List<String> lines = new ArrayList<>();
    int all = waiting + running.size() + done + failed;
    lines.add(
        cut(
            "%d of %s done, %d failed, %d running, %d waiting · %s tokens%s"
                .formatted(
                    done,
                    Figures.count(all, "task"),
                    failed,
                    running.size(),
                    waiting,
                    Figures.tokens(spent.tokens()),
                    spent.costUsd() > 0 ? " · " + Figures.cost(spent.costUsd()) : ""),
            columns));
    int widest = running.stream().mapToInt(row -> Width.of(row.id())).max().orElse(0);
    int column = Math.min(widest, Math.max(8, columns / 3));
    for (Row row : running) {
      lines.add(
          cut(
              "  %s  %s  %s  %s"
                  .formatted(
                      Width.pad(cut(row.id(), column), column),
                      Width.pad(Figures.seconds(row.since().toSeconds()), 10),
                      Width.pad(Figures.tokens(row.tokens()), 6),
                      ControlChars.neutraliseLine(row.activity())),
              columns));
    }
    return lines;
  }

  private static String cut(String text, int columns) {
    return Width.shorten(text, columns);
  }
}
