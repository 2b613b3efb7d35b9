package dev.vibe.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FileChainTest {

  private static final long LARGE = 10_000_000;

  @TempDir private Path temporary;
  private AuditFolder folder;
  private Instant now = AuditFixture.NOON;

  @BeforeEach
  void folder() {
    folder = new AuditFolder(temporary.resolve("audit"));
  }

  private void write(Chain chain, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      now = now.plusSeconds(1);
      chain.append(AuditFixture.note(now, "note " + i));
    }
  }

  private AuditCheck.Outcome check() throws IOException {
    return AuditCheck.of(folder.files());
  }

  private Path only() throws IOException {
    assertEquals(1, folder.files().size());
    return folder.files().getFirst();
  }

  private AuditCheck.Break broken() throws IOException {
    return check().broken().orElseThrow();
  }

  @Test
  void a_chain_goes_on_over_days_and_sizes_and_processes() throws IOException {
    write(new FileChain(folder, LARGE), 3);
    now = now.plus(Duration.ofDays(1));
    write(new FileChain(folder, 700), 4);
    now = now.minus(Duration.ofDays(3)); // a clock that is set back
    write(new FileChain(folder, LARGE), 1);

    assertEquals(
        List.of(
            "audit-2026-03-01-0001.jsonl",
            "audit-2026-03-02-0001.jsonl",
            "audit-2026-03-02-0002.jsonl"),
        folder.files().stream().map(file -> file.getFileName().toString()).toList());
    AuditCheck.Outcome outcome = check();
    assertEquals(8, outcome.records());
    assertEquals(List.of(), outcome.remarks());
    assertTrue(outcome.broken().isEmpty());
    for (Path file : folder.files()) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())));
  }

  @Test
  void writers_at_the_same_time_make_one_chain() throws Exception {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Chain own = new FileChain(folder, 4000);
      writers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int n = 0; n < 25; n++) {
                        own.append(AuditFixture.note(AuditFixture.NOON, "note " + n));
                      }
                    } catch (IOException e) {
                      failures.add(e);
                    }
                  }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertEquals(List.of(), failures);
    assertEquals(100, check().records());
    assertTrue(check().broken().isEmpty());
  }

  @Test
  void every_byte_that_is_changed_breaks_it() throws IOException {
    write(new FileChain(folder, LARGE), 3);
    Path file = only();
    byte[] good = Files.readAllBytes(file);
    String text = new String(good, StandardCharsets.UTF_8);
    int second = text.indexOf('\n') + 1;
    int third = text.indexOf('\n', second) + 1;
    for (int at = 0; at < good.length - 1; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(file, bad);
      AuditCheck.Break broken = AuditCheck.of(List.of(file)).broken().orElseThrow();
      assertEquals(at < second ? 1 : at < third ? 2 : 3, broken.line(), "byte " + at);
    }
  }

  @Test
  void a_record_taken_out_put_in_or_moved_is_named() throws IOException {
    write(new FileChain(folder, LARGE), 5);
    List<String> good = Files.readAllLines(only());

    List<String> lines = new ArrayList<>(good);
    lines.remove(2);
    Files.write(only(), lines);
    assertEquals(3, broken().line());
    assertEquals("it is record 4 and follows record 2", broken().reason());

    lines = new ArrayList<>(good);
    Collections.swap(lines, 1, 2);
    Files.write(only(), lines);
    assertEquals(2, broken().line());

    lines = new ArrayList<>(good);
    ChainLink second = new ChainLink(1, "0".repeat(64));
    lines.set(1, AuditLine.seal(second, AuditFixture.note(now, "other")));
    Files.write(only(), lines);
    assertEquals(2, broken().line());
    assertTrue(broken().reason().contains("does not hold on"), broken().reason());
  }

  @Test
  void a_whole_file_taken_out_is_seen_and_one_from_the_start_is_told() throws IOException {
    for (int day = 0; day < 3; day++) {
      now = now.plus(Duration.ofDays(1));
      write(new FileChain(folder, LARGE), 2);
    }
    List<Path> files = folder.files();

    Files.delete(files.getFirst());
    assertTrue(check().broken().isEmpty());
    assertTrue(check().remarks().getFirst().contains("begins with record 3"));

    AuditCheck.Outcome gap = AuditCheck.of(List.of(files.get(2)));
    assertTrue(gap.broken().isEmpty());
    write(new FileChain(folder, LARGE), 1);
    Files.writeString(files.get(1), "", StandardOpenOption.TRUNCATE_EXISTING);
    assertTrue(check().remarks().getFirst().contains("begins with record 5"));
  }

  @Test
  void a_torn_last_line_is_no_tampering_and_is_gone_on_behind() throws IOException {
    write(new FileChain(folder, LARGE), 2);
    Files.writeString(only(), "{\"v\":1,\"seq\":3,\"at\":\"20", StandardOpenOption.APPEND);

    assertTrue(check().broken().isEmpty());
    assertEquals(2, check().records());
    assertTrue(check().remarks().getFirst().contains("torn line of 23 bytes"));

    write(new FileChain(folder, LARGE), 2);
    assertTrue(check().broken().isEmpty());
    assertEquals(5, check().records());
    assertTrue(check().remarks().getFirst().contains("line 3 is torn"));

    Files.writeString(only(), Files.readString(only()).replace("\"at\":\"20\n", "\"at\":\"21\n"));
    assertEquals(3, broken().line());
  }

  @Test
  void writers_that_die_one_after_another_leave_nothing_that_looks_like_tampering()
      throws IOException {
    write(new FileChain(folder, LARGE), 2);
    Files.writeString(
        only(), "{\"v\":1,\"seq\":3,\"at\n{\"v\":1,\"seq\":3,", StandardOpenOption.APPEND);
    write(new FileChain(folder, LARGE), 2);

    assertTrue(check().broken().isEmpty(), check()::toString);
    assertEquals(5, check().records());
    assertEquals(1, check().remarks().size());
  }

  @Test
  void a_last_line_that_was_changed_is_not_repaired_away() throws IOException {
    write(new FileChain(folder, LARGE), 2);
    Files.writeString(only(), Files.readString(only()).replace("note 1", "note 7"));
    write(new FileChain(folder, LARGE), 1);

    assertEquals(2, broken().line());
  }

  @Test
  void a_folder_that_cannot_be_made_is_told() throws IOException {
    Files.writeString(temporary.resolve("audit"), "a file");

    assertThrows(IOException.class, () -> write(new FileChain(folder, LARGE), 1));
  }
}
