package dev.vibe.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoReasonTest {

  static Stream<Arguments> exceptions() {
    return Stream.of(
        Arguments.of(new AccessDeniedException("/f"), "permission denied", "/f: permission denied"),
        Arguments.of(new NoSuchFileException("/f"), "no such file", "/f: no such file"),
        Arguments.of(
            new FileAlreadyExistsException("/f"), "it is there already", "/f: it is there already"),
        Arguments.of(
            new FileSystemException("/f", null, "No space left on device"),
            "No space left on device",
            "/f: No space left on device"),
        Arguments.of(new IOException("broken pipe"), "broken pipe", "broken pipe"),
        Arguments.of(new IOException(), "IOException", "IOException"));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void an_exception_is_put_into_words_with_and_without_the_path(
      IOException e, String reason, String naming) {
    assertEquals(reason, IoReason.of(e));
    assertEquals(naming, IoReason.naming(e));
  }
}
