package dev.vibe.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.Harness;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recorded sessions against today's code. Where a difference is meant, {@code vibe replay FILE
 * --save FILE} writes the recording anew.
 */
class ReplayCommandTest {

  @TempDir Path temporary;

  private static Path recording(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  ReplayCommandTest.class.getResource("/replay/" + name + ".json"), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private int replay(Harness harness, Path what, OutputForm form, Optional<Path> save) {
    return harness.app().utilities().replay(new ReplayCommand.Options(what.toString(), form, save));
  }

  private int replay(Harness harness, Path what) {
    return replay(harness, what, OutputForm.TEXT, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fix-and-commit", "two-prompts-and-a-no", "refusals-and-new-files"})
  void recorded_session_is_asked_and_ends_as_it_was(String name) throws IOException {
    Harness harness = new Harness(temporary);

    assertEquals(0, replay(harness, recording(name)), () -> harness.out() + harness.err());
    assertTrue(harness.out().endsWith(" requests, all as recorded\n"), harness.out());
    String text = Files.readString(recording(name));
    assertFalse(text.contains("/tmp/") || text.contains("/home/"), name);
  }

  @Test
  void first_byte_that_differs_and_each_other_file_are_told() throws IOException {
    String text = Files.readString(recording("fix-and-commit"));
    Path other = temporary.resolve("other.json");
    Files.writeString(
        other,
        text.replace("1 file, +1 -1", "1 file, +1 -2")
            .replace("sum(xs)\\n\\n\\nprint", "0\\nprint"));

    Harness harness = new Harness(temporary);
    assertEquals(1, replay(harness, other));
    List<String> lines = harness.out().lines().toList();
    assertTrue(lines.get(0).matches("request 3 differs at byte [0-9]+"), harness.out());
    assertTrue(lines.get(1).contains("1 file, +1 -2"), harness.out());
    assertTrue(lines.get(2).contains("1 file, +1 -1"), harness.out());
    assertEquals("ends up different: app.py", lines.get(3));

    Harness scripts = new Harness(temporary);
    assertEquals(1, replay(scripts, other, OutputForm.JSON, Optional.empty()));
    assertTrue(scripts.out().startsWith("{\"type\":\"replay\",\"same\":false,"), scripts.out());
    assertTrue(scripts.out().contains("\"files\":[\"app.py\"]"), scripts.out());

    Path saved = temporary.resolve("saved.json");
    assertEquals(0, replay(new Harness(temporary), other, OutputForm.TEXT, Optional.of(saved)));
    assertEquals(0, replay(new Harness(temporary), saved));
  }

  @Test
  void what_is_no_recording_is_a_usage_error_and_an_unknown_session_too() throws IOException {
    Path file = Files.writeString(temporary.resolve("x.json"), "{\"replies\":[]}");
    Harness harness = new Harness(temporary);
    assertEquals(2, replay(harness, file));
    assertTrue(harness.err().contains("[bad-recording]"), harness.err());

    Harness none = new Harness(temporary);
    assertEquals(2, replay(none, Path.of("20260101")));
    assertTrue(none.err().contains("[no-session]"), none.err());
  }
}
