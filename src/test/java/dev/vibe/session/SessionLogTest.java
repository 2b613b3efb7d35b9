package dev.vibe.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.protocol.EventCodec;
import dev.vibe.session.SessionReader.Recording;
import dev.vibe.session.SessionReader.Tail;
import dev.vibe.testkit.Gen;
import dev.vibe.testkit.SampleEvents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLogTest {

  private static final String ID = SampleEvents.SESSION;

  @TempDir Path state;

  private static List<Envelope> durable() {
    return SampleEvents.envelopes().stream()
        .filter(envelope -> envelope.event() instanceof Event.Durable)
        .limit(10)
        .toList();
  }

  private Path session() {
    return state.resolve("sessions").resolve(ID);
  }

  private Path file() {
    return session().resolve("events.jsonl");
  }

  private byte[] written() throws IOException {
    try (SessionLog log = SessionLog.create(state.resolve("sessions"), ID)) {
      for (Envelope envelope : durable()) {
        assertEquals(Optional.empty(), log.append(envelope));
      }
      assertEquals(Optional.empty(), log.sync());
    }
    return Files.readAllBytes(file());
  }

  @Test
  void what_was_appended_is_read_back() throws IOException {
    written();

    assertEquals(
        new Recording(durable(), 0, durable().getLast().seq(), new Tail.Whole()),
        SessionReader.read(session()));
  }

  @Test
  void an_event_is_on_file_when_append_returns() throws IOException {
    try (SessionLog log = SessionLog.create(state.resolve("sessions"), ID)) {
      log.append(durable().getFirst());
      assertEquals(durable().subList(0, 1), SessionReader.read(session()).events());
    }
  }

  @Test
  void only_the_owner_can_read_it() throws IOException {
    written();

    assertEquals("rw-------", permissions(file()));
    assertEquals("rwx------", permissions(session()));
    assertEquals("rwx------", permissions(state.resolve("sessions")));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void an_interrupted_thread_still_logs() throws IOException {
    Thread.currentThread().interrupt();
    byte[] bytes = written();

    assertTrue(Thread.interrupted());
    assertTrue(bytes.length > 0);
    assertEquals(durable(), SessionReader.read(session()).events());
  }

  @Test
  void a_log_cut_at_any_byte_yields_every_whole_record() throws IOException {
    byte[] whole = written();
    for (int cut = 0; cut <= whole.length; cut++) {
      Recording recording = read(Arrays.copyOf(whole, cut));

      int lines = lineBreaks(whole, cut);
      boolean atBorder = cut == 0 || whole[cut - 1] == '\n';
      boolean onlyBreakMissing = cut < whole.length && whole[cut] == '\n';
      int expected = onlyBreakMissing ? lines + 1 : lines;
      assertEquals(durable().subList(0, expected), recording.events(), "cut at " + cut);
      if (atBorder || onlyBreakMissing) {
        assertEquals(new Tail.Whole(), recording.tail(), "cut at " + cut);
      } else {
        Tail.Cut tail = assertInstanceOf(Tail.Cut.class, recording.tail(), "cut at " + cut);
        assertEquals(cut, tail.offset() + tail.bytes());
        assertEquals("the last line is incomplete", tail.reason());
      }
    }
  }

  private static int lineBreaks(byte[] bytes, int end) {
    int count = 0;
    for (int i = 0; i < end; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    return count;
  }

  @Test
  void a_flipped_bit_anywhere_costs_only_what_follows_it() throws IOException {
    byte[] whole = written();
    Gen.forAll(
        "flipped bit",
        500,
        random -> {
          byte[] damaged = whole.clone();
          int at = random.nextInt(damaged.length - 1);
          damaged[at] ^= (byte) (1 << random.nextInt(8));
          Recording recording = read(damaged);

          int before = lineBreaks(whole, at);
          assertEquals(durable().subList(0, before), recording.events());
          assertInstanceOf(Tail.Cut.class, recording.tail());
        });
  }

  private static Recording read(byte[] bytes) {
    try {
      return SessionReader.read(new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_doubled_line_ends_the_good_part() throws IOException {
    byte[] whole = written();
    List<String> lines = List.of(new String(whole, StandardCharsets.UTF_8).split("\n"));
    Files.write(file(), List.of(lines.get(0), lines.get(1), lines.get(1), lines.get(2)));
    Recording recording = SessionReader.read(session());

    assertEquals(durable().subList(0, 2), recording.events());
    assertEquals(
        "event 2 after event 2", assertInstanceOf(Tail.Cut.class, recording.tail()).reason());
  }

  @Test
  void a_type_of_a_later_release_is_counted_and_skipped() throws IOException {
    written();
    String later =
        "{\"v\":1,\"type\":\"weather\",\"seq\":100,\"at\":\"2026-11-24T10:15:02Z\",\"session_id\":\"s\",\"turn\":0}";
    Files.write(file(), Checksum.seal(later), StandardOpenOption.APPEND);

    assertEquals(new Recording(durable(), 1, 100, new Tail.Whole()), SessionReader.read(session()));
  }

  @Test
  void an_empty_log_is_whole() throws IOException {
    written();
    Files.write(file(), new byte[0]);

    assertEquals(new Recording(List.of(), 0, 0, new Tail.Whole()), SessionReader.read(session()));
  }

  @Test
  void a_session_that_exists_is_not_written_into() throws IOException {
    written();
    VibeException refused =
        assertThrows(VibeException.class, () -> SessionLog.create(state.resolve("sessions"), ID));

    assertEquals(ProblemCode.SESSION_LOG, refused.problem().code());
    assertTrue(
        refused.problem().cause().endsWith("it is there already"), refused.problem().cause());
  }

  @Test
  void a_missing_session_is_a_problem() {
    VibeException missing =
        assertThrows(VibeException.class, () -> SessionReader.read(state.resolve("nothing")));

    assertEquals(ProblemCode.SESSION_UNREADABLE, missing.problem().code());
  }

  @Test
  void a_state_folder_that_is_a_file_is_a_problem() throws IOException {
    Path file = Files.writeString(state.resolve("taken"), "");

    assertThrows(VibeException.class, () -> SessionLog.create(file, ID));
  }

  @Test
  void a_full_disk_is_told_once_and_then_work_goes_on() throws IOException {
    SessionLog log = SessionLog.appendingTo(Path.of("/dev/full"));
    Optional<Problem> first = log.append(durable().getFirst());

    assertTrue(first.orElseThrow().cause().contains("No space left"), first.toString());
    assertEquals(Optional.empty(), log.append(durable().getFirst()));
    assertEquals(Optional.empty(), log.sync());
    log.close();
  }

  @Test
  void a_closed_log_keeps_nothing_and_says_nothing() throws IOException {
    SessionLog log = SessionLog.create(state.resolve("sessions"), ID);
    log.close();
    log.close();

    assertEquals(Optional.empty(), log.append(durable().getFirst()));
    assertEquals(0, Files.size(file()));
  }

  @Test
  void an_earlier_log_goes_on_behind_what_a_crash_left() throws IOException {
    byte[] whole = written();
    Files.write(file(), "{\"half".getBytes(UTF_8), StandardOpenOption.APPEND);
    Envelope next =
        new Envelope(
            durable().getLast().seq() + 1,
            durable().getLast().at(),
            ID,
            3,
            durable().getFirst().event());

    SessionLog.Reopened reopened = SessionLog.reopen(state.resolve("sessions"), ID);
    reopened.log().append(next);
    reopened.log().close();

    assertEquals(durable(), reopened.recording().events());
    SessionReader.Recording all = SessionReader.read(session());
    assertEquals(new Tail.Whole(), all.tail());
    assertEquals(next, all.events().getLast());
    assertEquals("{\"half\n", Files.readString(session().resolve("damaged.jsonl")));
    assertEquals(whole.length, Files.size(file()) - Checksum.seal(EventCodec.encode(next)).length);
  }

  @Test
  void a_last_line_without_its_break_gets_one() throws IOException {
    byte[] whole = written();
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));

    SessionLog.reopen(state.resolve("sessions"), ID).log().close();

    assertArrayEquals(whole, Files.readAllBytes(file()));
  }

  @Test
  void a_log_that_is_open_is_not_taken_up() throws IOException {
    try (SessionLog log = SessionLog.create(state.resolve("sessions"), ID)) {
      log.append(durable().getFirst());
      VibeException refused =
          assertThrows(VibeException.class, () -> SessionLog.reopen(state.resolve("sessions"), ID));

      assertEquals(ProblemCode.SESSION_IN_USE, refused.problem().code());
    }
    SessionLog.reopen(state.resolve("sessions"), ID).log().close();
  }

  private static Envelope showing(long seq, byte... image) {
    return new Envelope(
        seq,
        SampleEvents.START,
        ID,
        1,
        new Event.UserSaid(
            new Message.User(
                List.of(new Part.Text("look"), Part.Image.of("shot.png", ImageType.PNG, image)))));
  }

  @Test
  void images_are_kept_once_beside_the_log_and_go_along_with_a_copy() throws IOException {
    List<Envelope> said = List.of(showing(1, (byte) 1), showing(2, (byte) 1), showing(3, (byte) 2));
    try (SessionLog log = SessionLog.create(state.resolve("sessions"), ID)) {
      said.forEach(each -> assertEquals(Optional.empty(), log.append(each)));
    }
    SessionLog.fork(state.resolve("sessions"), ID, "copy").log().close();

    assertEquals(said, SessionReader.read(session()).events());
    assertEquals(
        said.stream().map(Envelope::event).toList(),
        SessionReader.read(state.resolve("sessions/copy")).events().stream()
            .map(Envelope::event)
            .toList());
    Path images = session().resolve("images");
    assertEquals("rwx------", permissions(images));
    try (var files = Files.list(images)) {
      List<Path> kept = files.toList();
      assertEquals(2, kept.size());
      for (Path each : kept) {
        assertEquals("rw-------", permissions(each));
      }
    }
  }

  @Test
  void words_stand_for_an_image_that_is_gone_or_damaged() throws IOException {
    try (SessionLog log = SessionLog.create(state.resolve("sessions"), ID)) {
      log.append(showing(1, (byte) 1));
      log.append(showing(2, (byte) 2));
    }
    List<Path> kept;
    try (var files = Files.list(session().resolve("images"))) {
      kept = files.toList();
    }
    Files.write(kept.getFirst(), new byte[] {9});
    Files.delete(kept.getLast());

    Message.User words =
        new Message.User(List.of(new Part.Text("look"), Part.Image.unseen("shot.png")));
    assertEquals(
        List.of(new Event.UserSaid(words), new Event.UserSaid(words)),
        SessionReader.read(session()).events().stream().map(Envelope::event).toList());
  }

  @Test
  void a_copy_holds_the_same_under_its_own_name() throws IOException {
    byte[] whole = written();

    SessionLog.Reopened copy = SessionLog.fork(state.resolve("sessions"), ID, "copy");
    copy.log().close();

    SessionReader.Recording read = SessionReader.read(state.resolve("sessions/copy"));
    assertEquals(
        durable().stream().map(Envelope::event).toList(),
        read.events().stream().map(Envelope::event).toList());
    assertTrue(read.events().stream().allMatch(each -> each.sessionId().equals("copy")));
    assertEquals(copy.recording(), read);
    assertArrayEquals(whole, Files.readAllBytes(file()));
  }

  @Test
  void a_session_in_use_is_named_so_that_a_copy_can_be_asked_for() {
    Path sessions = state.resolve("sessions");
    try (SessionLog log = SessionLog.create(sessions, ID)) {
      log.sync();
      Problem problem =
          assertThrows(VibeException.class, () -> SessionLog.reopen(sessions, ID)).problem();

      assertEquals("cannot take up session " + ID, problem.what());
      assertTrue(problem.remedy().contains("vibe --fork " + ID), problem::remedy);
    }
  }
}
