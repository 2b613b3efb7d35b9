package dev.vibe.git.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.git.remote.RemoteUrl.Protocol;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteUrlTest {

  @ParameterizedTest
  @CsvSource({
    "https://github.com/o/r.git,                HTTPS, github.com,      o/r,  "
        + " https://github.com/o/r.git",
    "https://me:secret@GitHub.com/o/r/,         HTTPS, github.com,      o/r,  "
        + " https://github.com/o/r/",
    "http://127.0.0.1:3000/o/r,                 HTTP,  127.0.0.1:3000,  o/r,  "
        + " http://127.0.0.1:3000/o/r",
    "ssh://git@host:2222/g/s/r.git,             SSH,   host:2222,       g/s/r,"
        + " ssh://git@host:2222/g/s/r.git",
    "ssh://git:secret@host/o/r,                 SSH,   host,            o/r,   ssh://git@host/o/r",
    "git@github.com:o/r.git,                    SSH,   github.com,      o/r,  "
        + " git@github.com:o/r.git",
    "work:o/r,                                  SSH,   work,            o/r,   work:o/r"
  })
  void an_address_is_taken_apart_and_loses_its_password(
      String address, Protocol protocol, String host, String path, String text) {
    assertEquals(Optional.of(new RemoteUrl(protocol, host, path, text)), RemoteUrl.of(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext::sh -c id", "", "../other", "fd::7", "-oProxyCommand=id:x"})
  void what_starts_a_program_is_no_address(String address) {
    assertEquals(Optional.empty(), RemoteUrl.of(address));
  }

  @Test
  void a_folder_has_no_host() {
    assertEquals("", RemoteUrl.of("/srv/git/r.git").orElseThrow().host());
    assertEquals("", RemoteUrl.of("file:///srv/git/r.git").orElseThrow().host());
  }
}
