package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsGuardTest {

  private static final String OWN = "model = \"devstral\"\n";
  private static final String EVIL = "[permissions]\nallow = [\"bash\"]\n";

  @TempDir Path home;
  Path folder;
  Path config;
  Path rules;
  Path project;
  boolean running;
  SettingsGuard guard;

  @BeforeEach
  void write() throws IOException {
    folder = Files.createDirectory(home.resolve("vibe"));
    config = Files.writeString(folder.resolve("config.toml"), OWN);
    rules = folder.resolve("rules.toml");
    project = Files.createDirectory(home.resolve(".vibe"));
    Files.writeString(Files.createDirectory(project.resolve("commands")).resolve("a.md"), "Do a.");
    guard =
        new SettingsGuard(
            new SettingsGuard.Guarded(List.of(folder), List.of(config, rules, project)),
            home.resolve("state/put-back"),
            () -> running);
  }

  private List<ProblemCode> codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).toList();
  }

  private void assertPutBack(int times) {
    assertEquals(
        Stream.generate(() -> ProblemCode.SETTINGS_PUT_BACK).limit(times).toList(),
        codes(guard.check()));
    assertEquals(List.of(), guard.check());
  }

  private String kept(String name) throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("state/put-back"))) {
      return Files.readString(all.filter(path -> path.endsWith(name)).findFirst().orElseThrow());
    }
  }

  @Test
  void what_nobody_changed_is_left_alone() throws IOException {
    guard.before();
    assertEquals(List.of(), guard.check());
    assertFalse(Files.exists(home.resolve("state")));
  }

  @Test
  void a_changed_file_is_put_back_and_what_was_written_is_kept() throws IOException {
    guard.before();
    Files.writeString(config, EVIL);
    assertPutBack(1);
    assertEquals(OWN, Files.readString(config));
    assertEquals(EVIL, kept("config.toml"));
  }

  @Test
  void a_change_of_the_same_length_is_seen() throws IOException {
    guard.before();
    Files.writeString(config, OWN.replace("devstral", "evilstra"));
    assertPutBack(1);
    assertEquals(OWN, Files.readString(config));
  }

  @Test
  void a_file_that_was_not_there_goes() throws IOException {
    guard.before();
    Files.writeString(rules, EVIL);
    assertPutBack(1);
    assertFalse(Files.exists(rules));
    assertEquals(EVIL, kept("rules.toml"));
  }

  @Test
  void a_removed_file_comes_back_with_its_rights() throws IOException {
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r-----"));
    guard.before();
    Files.delete(config);
    assertPutBack(1);
    assertEquals(OWN, Files.readString(config));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(config)));
  }

  @Test
  void other_rights_are_put_back() throws IOException {
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    guard.before();
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertPutBack(1);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(config)));
  }

  @Test
  void a_file_that_became_a_link_is_a_file_again() throws IOException {
    Path evil = Files.writeString(home.resolve("evil.toml"), EVIL);
    guard.before();
    Files.delete(config);
    Files.createSymbolicLink(config, evil);
    assertPutBack(1);
    assertFalse(Files.isSymbolicLink(config));
    assertEquals(OWN, Files.readString(config));
    assertEquals(EVIL, Files.readString(evil));
  }

  @Test
  void a_file_that_became_a_folder_is_a_file_again() throws IOException {
    guard.before();
    Files.delete(config);
    Files.writeString(Files.createDirectory(config).resolve("x"), "kept");
    assertPutBack(1);
    assertEquals(OWN, Files.readString(config));
    assertEquals("kept", kept("x"));
  }

  @Test
  void a_link_of_the_users_own_stays_and_what_is_behind_it_is_put_back() throws IOException {
    Path dotfile = home.resolve("dotfiles.toml");
    Files.move(config, dotfile);
    Files.createSymbolicLink(config, dotfile);
    guard.before();
    Files.writeString(config, EVIL);
    assertPutBack(1);
    assertTrue(Files.isSymbolicLink(config));
    assertEquals(OWN, Files.readString(dotfile));
  }

  @Test
  void a_folder_that_was_moved_away_behind_a_link_comes_back() throws IOException {
    Files.writeString(folder.resolve("history"), "more");
    guard.before();
    Files.move(folder, home.resolve("elsewhere"));
    Files.createSymbolicLink(folder, home.resolve("elsewhere"));
    assertPutBack(1);
    assertFalse(Files.isSymbolicLink(folder));
    assertEquals("more", Files.readString(folder.resolve("history")));
    assertEquals(OWN, Files.readString(config));
  }

  @Test
  void a_folder_that_was_removed_comes_back_with_the_files() throws IOException {
    guard.before();
    Files.delete(config);
    Files.delete(folder);
    assertPutBack(2);
    assertEquals(OWN, Files.readString(config));
  }

  @Test
  void a_folder_of_vibes_own_may_come_and_a_link_in_its_place_may_not() throws IOException {
    Path state = home.resolve("new");
    guard =
        new SettingsGuard(
            new SettingsGuard.Guarded(List.of(state), List.of()),
            home.resolve("aside"),
            () -> running);
    guard.before();
    Files.createDirectory(state);
    assertEquals(List.of(), guard.check());
    Files.delete(state);
    guard.before();
    Files.createSymbolicLink(state, home);
    assertPutBack(1);
    assertFalse(Files.isSymbolicLink(state));
  }

  @Test
  void a_folder_that_the_user_linked_may_grow() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), folder);
    guard =
        new SettingsGuard(
            new SettingsGuard.Guarded(List.of(link), List.of(link.resolve("config.toml"))),
            home.resolve("aside"),
            () -> running);
    guard.before();
    Files.writeString(folder.resolve("history"), "grows");
    assertEquals(List.of(), guard.check());
    guard.before();
    Files.delete(link);
    Files.createSymbolicLink(link, project);
    assertPutBack(1);
    assertEquals(OWN, Files.readString(link.resolve("config.toml")));
  }

  @Test
  void what_a_folder_holds_is_put_back_and_what_came_is_kept() throws IOException {
    guard.before();
    Files.writeString(project.resolve("commands/a.md"), "Do evil.");
    Files.writeString(project.resolve("config.toml"), EVIL);
    assertPutBack(1);
    assertEquals("Do a.", Files.readString(project.resolve("commands/a.md")));
    assertFalse(Files.exists(project.resolve("config.toml")));
    assertEquals(EVIL, kept("config.toml"));
    assertEquals("Do evil.", kept("a.md"));
  }

  @Test
  void what_a_person_changes_between_two_commands_counts() throws IOException {
    guard.before();
    assertEquals(List.of(), guard.check());
    Files.writeString(config, "by hand\n");
    guard.before();
    assertEquals(List.of(), guard.check());
    assertEquals("by hand\n", Files.readString(config));
  }

  @Test
  void what_a_command_in_the_background_does_later_is_put_back() throws IOException {
    guard.before();
    running = true;
    assertEquals(List.of(), guard.check());
    Files.writeString(config, EVIL);
    running = false;
    assertEquals(List.of(ProblemCode.SETTINGS_PUT_BACK), codes(guard.before()));
    assertEquals(OWN, Files.readString(config));
  }

  @Test
  void what_vibe_writes_itself_stays_and_is_on_top_of_what_was_there_before() throws IOException {
    Files.writeString(rules, "first\n");
    guard.before();
    running = true;
    assertEquals(List.of(), guard.check());
    Files.writeString(rules, EVIL);
    guard.ourOwn(rules, () -> append(rules, "second\n"));
    assertEquals(List.of(ProblemCode.SETTINGS_PUT_BACK), codes(guard.check()));
    assertEquals("first\nsecond\n", Files.readString(rules));
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, Files.readString(file) + text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_cannot_be_put_back_is_told_once() throws IOException {
    Files.write(config, new byte[3 << 20]);
    guard.before();
    Files.writeString(config, EVIL);
    assertEquals(List.of(ProblemCode.SETTINGS_CHANGED), codes(guard.check()));
    running = true;
    guard.before();
    assertEquals(List.of(), guard.check());
  }

  /** Sessions of which some are at work. */
  private record Sessions(List<Path> files, Set<Path> working) implements SettingsGuard.Others {
    @Override
    public boolean isAtWork(Path file) {
      return working.contains(file);
    }
  }

  private Path choices(String session, String text) throws IOException {
    Path parent = Files.createDirectories(home.resolve("sessions").resolve(session));
    return Files.writeString(parent.resolve("choices.json"), text);
  }

  private void guardSessions(List<Path> files, Set<Path> working) {
    guard =
        new SettingsGuard(
            new SettingsGuard.Guarded(List.of(), List.of(), new Sessions(files, working)),
            home.resolve("state/put-back"),
            () -> running);
  }

  @Test
  void what_a_command_grants_another_session_is_put_back() throws IOException {
    Path known = choices("a", "{}");
    Path granted = choices("b", "{}");
    Files.delete(granted);
    List<Path> all = new ArrayList<>(List.of(known, granted));
    guardSessions(all, Set.of());
    guard.before();
    Files.writeString(known, EVIL);
    Files.writeString(granted, EVIL);
    all.add(choices("forged", EVIL));
    assertPutBack(3);
    assertEquals("{}", Files.readString(known));
    assertFalse(Files.exists(granted));
    assertFalse(Files.exists(home.resolve("sessions/forged/choices.json")));
  }

  @Test
  void what_another_session_at_work_keeps_stays() throws IOException {
    Path early = choices("a", "{}");
    Path late = choices("b", "{}");
    Set<Path> working = new HashSet<>(Set.of(early));
    guardSessions(List.of(early, late), working);
    guard.before();
    Files.writeString(early, EVIL);
    working.remove(early); // it ended while the command ran
    Files.writeString(late, EVIL);
    working.add(late); // it was taken up
    assertEquals(List.of(), guard.check());
  }

  @Test
  void a_lock_that_something_left_running_may_hold_exempts_nothing() throws IOException {
    Path file = choices("a", "{}");
    Set<Path> working = new HashSet<>();
    guardSessions(List.of(file), working);
    guard.before();
    running = true;
    working.add(file);
    Files.writeString(file, EVIL);
    assertPutBack(1);
    assertEquals("{}", Files.readString(file));
  }

  @Test
  void a_session_that_was_removed_meanwhile_is_no_matter() throws IOException {
    Path file = choices("a", "{}");
    guardSessions(List.of(file), Set.of());
    guard.before();
    Files.delete(file);
    Files.delete(file.resolveSibling(""));
    assertEquals(List.of(), guard.check());
  }
}
