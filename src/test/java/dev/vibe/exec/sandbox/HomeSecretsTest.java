package dev.vibe.exec.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeSecretsTest {

  @TempDir private Path temp;

  @Test
  void what_comes_and_goes_is_seen_at_the_next_look() throws IOException {
    Path home = temp.toRealPath();
    HomeSecrets secrets = new HomeSecrets(home);
    assertEquals(List.of(), secrets.now());

    Path keys = Files.createDirectories(home.resolve(".ssh"));
    Path forge = Files.createDirectories(home.resolve(".config/gh"));
    assertEquals(List.of(keys, forge), secrets.now());

    Files.delete(forge);
    assertEquals(List.of(keys), secrets.now());
  }

  @Test
  void a_link_is_followed_each_time() throws IOException {
    Path home = temp.toRealPath();
    Path first = Files.createDirectories(home.resolve("first"));
    Path second = home.resolve("second");
    Files.createSymbolicLink(home.resolve("way"), first);
    Files.createSymbolicLink(home.resolve(".aws"), home.resolve("way"));
    HomeSecrets secrets = new HomeSecrets(home);
    assertEquals(List.of(first), secrets.now());

    Files.move(first, second);
    Files.delete(home.resolve("way"));
    Files.createSymbolicLink(home.resolve("way"), second);

    assertEquals(List.of(second), secrets.now());
  }
}
