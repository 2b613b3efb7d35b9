package dev.vibe.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.audit.AuditSettings.OnFailure;
import dev.vibe.audit.AuditSettings.Sink;
import dev.vibe.config.KeySource;
import dev.vibe.event.EventSink;
import dev.vibe.event.EventSinkContract;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditTrailSinkTest extends EventSinkContract {

  private static final AuditTrail.Origin ORIGIN =
      new AuditTrail.Origin("1.0", "build7", "ann", "/work", 42);

  @TempDir private Path folder;
  private final List<String> lines = new ArrayList<>();
  private boolean isFull;

  /** A chain that finds no room while the disk is full. */
  private final Chain chain =
      new Chain() {
        private final Chain kept = Chain.unkept();

        @Override
        public String append(AuditEntry entry) throws IOException {
          if (isFull) {
            throw new IOException("No space left on device");
          }
          String line = kept.append(entry);
          lines.add(line);
          return line;
        }
      };

  private AuditTrail trail(Chain wanted, OnFailure onFailure) {
    AuditSettings settings =
        new AuditSettings(
            Set.of(Sink.FILE),
            ContentPolicy.FULL,
            onFailure,
            1_000_000,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            new KeySource.None(""),
            "the audit log is turned on by a test",
            false);
    Clock clock = Clock.fixed(AuditFixture.NOON, ZoneOffset.UTC);
    return new AuditTrail(settings, clock, "s", wanted, List.of());
  }

  @Override
  protected EventSink sink() {
    return trail(new FileChain(new AuditFolder(folder), 1_000_000), OnFailure.CONTINUE);
  }

  private static Optional<Problem> ask(AuditTrail trail) {
    return trail.requesting(new AuditTrail.Exchange("m", "https://llm.test"), 1);
  }

  @Test
  void what_found_no_room_is_written_in_order_once_there_is() {
    AuditTrail trail = trail(chain, OnFailure.CONTINUE);
    trail.begin(ORIGIN);
    isFull = true;
    for (int i = 0; i < 1_100; i++) {
      assertEquals(Optional.empty(), ask(trail));
    }
    List<Problem> notices = trail.takeNotices();
    assertEquals(1, notices.size());
    assertEquals(ProblemCode.AUDIT_FAILED, notices.getFirst().code());

    isFull = false;
    assertEquals(Optional.empty(), ask(trail));
    trail.close();
    assertEquals(1 + 1_000 + 1 + 1 + 1, lines.size());
    assertTrue(lines.stream().anyMatch(line -> line.contains("\"records\":100")));
    assertEquals(List.of(), trail.takeNotices());
  }

  @Test
  void with_stop_whoever_is_about_to_act_hears_why_not_and_later_may() {
    List<Problem> stops = new ArrayList<>();
    AuditTrail trail = trail(chain, OnFailure.STOP);
    trail.whenStopped(stops::add);
    isFull = true;
    Problem why = ask(trail).orElseThrow();
    assertEquals(ProblemCode.AUDIT_STOPPED, why.code());
    assertTrue(why.cause().contains("No space left on device"), why::cause);
    assertEquals(List.of(why), stops);

    isFull = false;
    assertEquals(Optional.empty(), ask(trail));
    assertEquals(2, lines.size());
  }

  @Test
  void what_a_person_takes_back_has_a_record_before_and_one_after() {
    AuditTrail trail = trail(chain, OnFailure.STOP);
    assertEquals(Optional.empty(), trail.reversing("s-1", "redo", List.of("a", "b")));
    trail.reversed("s-1", "redo", List.of("a"), List.of("b"));

    assertTrue(
        lines
            .get(0)
            .contains(
                """
                "event":"undo","phase":"before","action":"redo","of":"s-1","files":["a","b"],\
                """),
        lines.get(0));
    assertTrue(
        lines
            .get(1)
            .contains(
                """
                "phase":"after","action":"redo","of":"s-1","outcome":"failed","files":["a"],\
                "left":["b"],\
                """),
        lines.get(1));
    isFull = true;
    assertEquals(
        Optional.of(ProblemCode.AUDIT_STOPPED),
        trail.reversing("s-1", "undo", List.of("a")).map(Problem::code));
  }
}
