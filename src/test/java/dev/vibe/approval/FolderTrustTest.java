package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.FolderTrust.Standing;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a yes to a folder holds for: its pin, what ends it, and what is kept of it. */
class FolderTrustTest {

  @TempDir private Path temp;
  private Path top;

  @BeforeEach
  void project() throws IOException {
    top = Files.createDirectories(temp.toRealPath().resolve("project"));
    Files.createDirectory(top.resolve(".git"));
    write("AGENTS.md", "Use tabs.\n");
    write(".vibe/commands/review.md", "Review $1.\n");
    write("lib/deep/AGENTS.md", "Deep.\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = top.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private FolderTrust trust() {
    return in(top);
  }

  private FolderTrust in(Path folder) {
    return new FolderTrust(state(), temp.resolve("config"), folder);
  }

  private Path state() {
    return temp.resolve("state");
  }

  private void trusted() {
    trust().trust(trust().all());
    assertInstanceOf(Standing.Trusted.class, trust().standing());
  }

  /** Each as {@code + new}, {@code ~ changed} or {@code - gone}, with its name. */
  private List<String> changes() {
    Standing.Changed changed = assertInstanceOf(Standing.Changed.class, trust().question());
    return changed.changes().stream()
        .map(
            one -> (one.before().isEmpty() ? "+ " : one.now().isEmpty() ? "- " : "~ ") + one.name())
        .toList();
  }

  @Test
  void nobody_is_asked_where_there_is_nothing() throws IOException {
    Path bare = temp.resolve("bare");
    Files.createDirectories(bare.resolve(".vibe"));

    assertInstanceOf(Standing.NothingBrought.class, in(bare).standing());
  }

  @Test
  void a_question_shows_what_lies_in_folders_below_as_well() {
    assertInstanceOf(Standing.Unasked.class, trust().standing());
    assertEquals(
        List.of(".vibe/commands/review.md", "AGENTS.md", "lib/deep/AGENTS.md"),
        List.copyOf(trust().all().entries().keySet()));
  }

  @Test
  void a_yes_holds_in_every_folder_of_the_project() {
    trusted();

    assertInstanceOf(Standing.Trusted.class, in(top.resolve("lib/deep")).standing());
  }

  @Test
  void a_no_is_kept() {
    trust().distrust();

    assertInstanceOf(Standing.Refused.class, trust().standing());
  }

  @Test
  void a_change_ends_it_and_both_texts_are_known() throws IOException {
    trusted();
    write("AGENTS.md", "Use spaces.\n");

    assertEquals(List.of("~ AGENTS.md"), changes());
    FolderPin.Change change =
        assertInstanceOf(Standing.Changed.class, trust().standing()).changes().getFirst();
    assertEquals(Optional.of("Use tabs.\n"), change.before().orElseThrow().text());
    assertEquals(Optional.of("Use spaces.\n"), change.now().orElseThrow().text());
  }

  @Test
  void a_change_that_is_taken_back_is_none() throws IOException {
    trusted();
    write("AGENTS.md", "Use spaces.\n");
    write("AGENTS.md", "Use tabs.\n");

    assertInstanceOf(Standing.Trusted.class, trust().standing());
  }

  @Test
  void what_is_new_and_what_is_gone_end_it() throws IOException {
    trusted();
    write(".vibe/config.toml", "offline = true\n");
    write(".mcp.json", "{}\n");
    Files.delete(top.resolve(".vibe/commands/review.md"));

    assertEquals(
        List.of("+ .mcp.json", "- .vibe/commands/review.md", "+ .vibe/config.toml"), changes());
  }

  @Test
  void instructions_that_are_gone_end_nothing_and_come_back_as_they_were() throws IOException {
    trusted();
    Files.delete(top.resolve("AGENTS.md"));
    Files.delete(top.resolve("lib/deep/AGENTS.md"));
    assertInstanceOf(Standing.Trusted.class, trust().standing());

    write("AGENTS.md", "Use tabs.\n");
    assertInstanceOf(Standing.Trusted.class, trust().standing());
    write("lib/deep/AGENTS.md", "Obey.\n");
    assertEquals(List.of("~ lib/deep/AGENTS.md"), changes());
  }

  @Test
  void a_link_in_the_place_of_a_file_ends_it_whatever_it_leads_to() throws IOException {
    trusted();
    Files.move(top.resolve("AGENTS.md"), temp.resolve("same.md"));
    Files.createSymbolicLink(top.resolve("AGENTS.md"), temp.resolve("same.md"));

    assertEquals(List.of("~ AGENTS.md"), changes());
  }

  @Test
  void a_link_in_the_place_of_the_folder_ends_it() throws IOException {
    trusted();
    Files.move(top.resolve(".vibe"), temp.resolve("same"));
    Files.createSymbolicLink(top.resolve(".vibe"), temp.resolve("same"));

    assertEquals(List.of("+ .vibe", "- .vibe/commands/review.md"), changes());
  }

  @Test
  void a_link_that_leads_elsewhere_ends_it_and_is_not_read() throws IOException {
    Files.createSymbolicLink(top.resolve("CLAUDE.md"), Path.of("one"));
    trusted();
    Files.delete(top.resolve("CLAUDE.md"));
    Files.createSymbolicLink(top.resolve("CLAUDE.md"), temp.resolve("secret"));
    Files.writeString(temp.resolve("secret"), "SECRET");

    assertEquals(List.of("~ CLAUDE.md"), changes());
    assertEquals(Optional.of(temp.resolve("secret").toString()), entry("CLAUDE.md").text());
  }

  @Test
  void a_file_below_that_changed_is_noticed_although_no_folder_is_walked() throws IOException {
    trusted();
    write("lib/deep/AGENTS.md", "Obey.\n");

    assertEquals(List.of("~ lib/deep/AGENTS.md"), changes());
  }

  @Test
  void a_file_below_that_is_new_does_not_count_and_is_asked_about_the_next_time()
      throws IOException {
    trusted();
    write("other/AGENTS.md", "Obey.\n");
    assertInstanceOf(Standing.Trusted.class, trust().standing());

    List<String> uncovered = new ArrayList<>();
    Predicate<Path> covering = trust().covering(uncovered::add);
    assertTrue(covering.test(top.resolve("lib/deep/AGENTS.md")));
    assertFalse(covering.test(top.resolve("other/AGENTS.md")));
    assertFalse(covering.test(top.resolve("other/AGENTS.md")));
    assertEquals(List.of("other/AGENTS.md"), uncovered);
    assertEquals(List.of("+ other/AGENTS.md"), changes());
    assertInstanceOf(Standing.Trusted.class, trust().standing(), "where nobody is asked");

    trusted();
    assertTrue(trust().covering(name -> {}).test(top.resolve("other/AGENTS.md")));
  }

  @Test
  void instructions_of_packages_count_only_once_they_were_asked_about() throws IOException {
    write("node_modules/evil/AGENTS.md", "Obey.\n");
    trusted();
    Path file = top.resolve("node_modules/evil/AGENTS.md");

    assertFalse(trust().covering(name -> {}).test(file));
    assertEquals(List.of("+ node_modules/evil/AGENTS.md"), changes());
    trusted();
    assertTrue(trust().covering(name -> {}).test(file));
  }

  @Test
  void the_same_elsewhere_is_asked_about_and_said_to_be_the_same() throws IOException {
    trusted();
    Path moved = temp.toRealPath().resolve("moved");
    Files.move(top, moved);

    assertInstanceOf(Standing.Unasked.class, in(moved).standing());
    assertEquals(Optional.of(top.toString()), in(moved).twin(in(moved).all()));
  }

  @Test
  void what_is_kept_is_for_the_owner_only() throws IOException {
    trusted();
    try (Stream<Path> kept = Files.list(state().resolve("trust"))) {
      for (Path file : kept.toList()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    assertEquals(2, trust().deciding().size());
  }

  @Test
  void only_the_last_pin_is_kept() throws IOException {
    trusted();
    write("AGENTS.md", "Use spaces.\n");
    trusted();

    try (Stream<Path> kept = Files.list(state().resolve("trust"))) {
      assertEquals(1, kept.count());
    }
  }

  @Test
  void a_pin_that_was_tampered_with_is_none() throws IOException {
    trusted();
    write("AGENTS.md", "Obey.\n");
    Path pin = trust().deciding().getLast();
    Files.writeString(pin, Files.readString(pin).replace("Use tabs.", "Obey all"));

    Standing.Changed changed = assertInstanceOf(Standing.Changed.class, trust().standing());
    assertEquals(Optional.empty(), changed.before());
  }

  @Test
  void an_answer_of_an_earlier_version_holds_for_nothing_that_is_known() throws IOException {
    Files.createDirectories(state());
    Files.writeString(FolderTrust.file(state()), "{\"" + top + "\":true}\n");

    Standing.Changed changed = assertInstanceOf(Standing.Changed.class, trust().standing());
    assertEquals(Optional.empty(), changed.before());
  }

  @Test
  void a_file_of_answers_that_is_broken_trusts_nobody() throws IOException {
    trusted();
    Files.writeString(FolderTrust.file(state()), "{\"x");

    assertInstanceOf(Standing.Unasked.class, trust().standing());
  }

  @Test
  void what_is_larger_than_anything_that_counts_is_not_read_whole() throws IOException {
    try (RandomAccessFile giant = new RandomAccessFile(top.resolve("CLAUDE.md").toFile(), "rw")) {
      giant.setLength(1L << 40);
    }
    trusted();
    FolderPin.Entry entry = entry("CLAUDE.md");

    assertEquals(1L << 40, entry.size());
    assertEquals(Optional.empty(), entry.text());
  }

  @Test
  void text_that_is_none_is_pinned_without_its_text() throws IOException {
    Files.write(top.resolve("AGENTS.md"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    trusted();
    Files.write(top.resolve("AGENTS.md"), "caf\u00e8".getBytes(StandardCharsets.ISO_8859_1));

    assertEquals(List.of("~ AGENTS.md"), changes());
  }

  @Test
  void so_much_that_nobody_can_have_looked_at_it_is_told_from_the_rest() {
    assertFalse(FolderTrust.isTooMuch(trust().all()));
    IntStream.range(0, 600).forEach(this::command);

    assertTrue(FolderTrust.isTooMuch(trust().all()));
  }

  private void command(int number) {
    try {
      write(".vibe/commands/" + number + ".md", "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void the_persons_own_configuration_is_brought_by_no_folder() throws IOException {
    FolderTrust own = new FolderTrust(top.resolve(".vibe"), top.resolve(".vibe"), top);

    assertEquals(
        List.of("AGENTS.md", "lib/deep/AGENTS.md"), List.copyOf(own.all().entries().keySet()));
  }

  private FolderPin.Entry entry(String name) throws IOException {
    return Objects.requireNonNull(trust().all().entries().get(name));
  }
}
