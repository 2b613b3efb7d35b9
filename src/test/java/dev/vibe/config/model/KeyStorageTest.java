package dev.vibe.config.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.config.ConfigDraft.KeyPlace;
import dev.vibe.config.KeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, with programs in the place of those that have the system's keychain. */
class KeyStorageTest {

  private static final String KEY = "sk-test-4711";

  @TempDir Path folder;

  /** Keeps what it is fed in a file beside it, and notes its arguments. */
  private static final String LIBSECRET =
      """
      echo "$@" >> "$0.arguments"
      case "$1" in
        store) exec cat > "$0.kept" ;;
        lookup) exec cat "$0.kept" ;;
        clear) exec rm "$0.kept" ;;
      esac
      exit 9
      """;

  private static final String MAC =
      """
      echo "$@" >> "$0.arguments"
      case "$1" in
        -i) read -r line; printf '%s' "${line##* }" > "$0.kept"; exit 0 ;;
        find-generic-password) cat "$0.kept"; echo; exit 0 ;;
      esac
      exit 9
      """;

  private KeyPlace keptWith(String name, String script) throws Exception {
    Path program = folder.resolve("bin").resolve(name);
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script);
    assertTrue(program.toFile().setExecutable(true));
    return storage().keep("mistral", KEY);
  }

  private KeyStorage storage() {
    return new KeyStorage(
        folder.resolve("config"), Map.of("PATH", folder.resolve("bin").toString()));
  }

  private static String read(KeySource source) {
    return new KeyReader(KeyReader.COMMAND_LIMIT).read(source).reveal();
  }

  private void assertInFile(KeyPlace place) throws IOException {
    Path file = folder.resolve("config/keys/mistral");
    assertEquals(new KeyPlace.File(file.toString()), place);
    assertEquals(KEY + "\n", Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  private void assertInKeychain(KeyPlace place, Path program) throws IOException {
    List<String> command = assertInstanceOf(KeyPlace.Command.class, place).words();
    assertEquals(program.toString(), command.getFirst());
    assertEquals(KEY, read(new KeySource.Command(command)));
    assertFalse(Files.exists(folder.resolve("config/keys")));
    assertFalse(Files.readString(Path.of(program + ".arguments")).contains(KEY));
  }

  @Test
  void secret_tool_keeps_a_key_and_gives_it_back() throws Exception {
    assertInKeychain(keptWith("secret-tool", LIBSECRET), folder.resolve("bin/secret-tool"));
  }

  @Test
  void security_keeps_a_key_and_gives_it_back() throws Exception {
    assertInKeychain(keptWith("security", MAC), folder.resolve("bin/security"));
  }

  @Test
  void without_a_program_for_one_the_key_is_in_a_file_of_ones_own() throws Exception {
    assertInFile(storage().keep("mistral", KEY));
  }

  @Test
  void a_keychain_that_takes_no_key_or_loses_it_is_not_relied_on() throws Exception {
    assertInFile(keptWith("secret-tool", "cat > /dev/null; exit 1\n"));
    assertInFile(keptWith("secret-tool", "cat > /dev/null; echo something else\n"));
  }

  @Test
  void a_key_is_found_where_it_was_put_and_gone_from_there_when_it_is_forgotten() throws Exception {
    KeyPlace.Command kept =
        assertInstanceOf(KeyPlace.Command.class, keptWith("secret-tool", LIBSECRET));
    assertEquals(
        Optional.of(new KeySource.Command(kept.words())),
        storage().source("mistral", KeyPlace.Command.class));
    storage().forget("mistral");
    assertFalse(Files.exists(folder.resolve("bin/secret-tool.kept")));

    assertInFile(keptWith("secret-tool", "cat > /dev/null; exit 1\n"));
    KeySource file = storage().source("mistral", KeyPlace.File.class).orElseThrow();
    assertEquals(KEY, read(file));
    storage().forget("mistral");
    assertFalse(Files.exists(folder.resolve("config/keys/mistral")));
  }
}
