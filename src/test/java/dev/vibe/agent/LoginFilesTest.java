package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.text.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginFilesTest {

  private final SecretMask secrets = new SecretMask();
  private final LoginFiles logins = new LoginFiles(secrets);

  @TempDir Path folder;

  private String shown(String text) {
    return secrets.redact(text);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void look() {
    logins.learn(GuardedFiles.logins(folder));
  }

  @Test
  void what_files_of_logins_hold_is_known_also_after_they_changed() throws IOException {
    write(".env", "DB_PASSWORD=rain-on-tuesday\n");
    write("notes.txt", "DB_PASSWORD=snow-on-monday\n");
    write(".env.example", "DB_PASSWORD=wind-on-sunday\n");
    look();
    assertEquals("[secret:value:1]", shown("rain-on-tuesday"));
    assertEquals("snow-on-monday wind-on-sunday", shown("snow-on-monday wind-on-sunday"));

    write(".env", "DB_PASSWORD=rain-on-wednesday\n");
    look();
    assertEquals("[secret:value:2]", shown("rain-on-wednesday"));
    assertEquals("[secret:value:1]", shown("rain-on-tuesday"));
  }

  @Test
  void what_cannot_be_read_as_text_is_none() throws IOException {
    Files.createDirectory(folder.resolve(".envrc"));
    Files.write(folder.resolve("a.pem"), new byte[] {(byte) 0xff, 0, 1});
    Files.createSymbolicLink(folder.resolve(".npmrc"), Path.of("nowhere"));
    look();
    assertEquals("nothing", shown("nothing"));
  }

  @Test
  void what_git_shows_of_earlier_versions_of_such_files_is_known() {
    String printed =
        """
        commit 1234
        diff --git a/src/a.txt b/src/a.txt
        +PASSWORD=sun-on-friday
        diff --git a/app/.env b/app/.env
        deleted file mode 100644
        --- a/app/.env
        +++ /dev/null
        @@ -1,2 +0,0 @@
        -DB_PASSWORD=fog-on-saturday
        -MODE=production
        """;
    logins.learnFrom(printed);
    assertEquals(printed.replace("fog-on-saturday", "[secret:value:1]"), shown(printed));
  }
}
