package dev.vibe.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every folder of {@code cases/layouts.json}, which somebody prepared: whatever is in it, nothing
 * of it is started and nothing is sent anywhere before a person answered whether it is trusted, nor
 * in a run without an answer; and in one that is trusted, nothing is started or sent elsewhere.
 */
class HostileLayoutsTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final int FEWEST = 60;

  @TempDir private static Path temp;
  private static LayoutScene.Repository repository;

  @BeforeAll
  static void oneRepository() throws IOException {
    repository = LayoutScene.Repository.make(temp.resolve("repository"));
  }

  @TestFactory
  Stream<DynamicTest> nothing_starts_and_nothing_is_sent() throws IOException {
    return layouts().stream()
        .map(
            layout ->
                DynamicTest.dynamicTest(
                    String.valueOf(layout.get("name")),
                    () -> assertTimeoutPreemptively(LONGEST, () -> check(layout))));
  }

  @Test
  void there_are_enough_of_them() throws IOException {
    assertTrue(layouts().size() >= FEWEST, () -> "too few");
  }

  private static void check(Map<String, Object> layout) throws Exception {
    Path base = Files.createDirectory(temp.resolve("layout-" + System.nanoTime()));
    boolean brings = Boolean.TRUE.equals(layout.get("brings"));
    try (LayoutScene scene = LayoutScene.of(base, layout, repository)) {
      assertEquals(brings, scene.isAsked(), () -> "whether a person is asked");
      scene.expectQuiet("before the answer");
      assertEquals(List.of(), scene.requests(), () -> "sent before the answer");

      String told = scene.run(LayoutScene.Trust.NONE);
      scene.expectQuiet("without an answer");
      assertFalse(told.contains(LayoutScene.ORDER), () -> "told without an answer: " + told);
      if (brings) {
        scene.run(LayoutScene.Trust.GIVEN);
        if ("asked".equals(layout.get("trusted"))) {
          scene.expectAsked("in a folder that is trusted, whose servers count");
        } else {
          scene.expectQuiet("in a folder that is trusted");
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> layouts() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            HostileLayoutsTest.class.getResourceAsStream("/cases/layouts.json"))) {
      Map<String, Object> all = Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      return (List<Map<String, Object>>) Objects.requireNonNull(all.get("layouts"));
    }
  }
}
