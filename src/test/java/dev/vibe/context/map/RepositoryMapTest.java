package dev.vibe.context.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map that is there in time, and one that is not. */
class RepositoryMapTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final MapBudget BUDGET = new MapBudget(500);
  private static final Message.User PROMPT = Message.User.text("Mend the redirect");

  @TempDir Path temporary;
  private final MapWrites writes = new MapWrites();
  private Path root;

  @BeforeEach
  void make() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("work"));
    Files.writeString(root.resolve("Redirect.java"), "class Redirect { void redirect() {} }\n");
    Files.writeString(root.resolve("notes.txt"), "nothing\n");
  }

  private RepositoryMap begin(IgnoreRules rules) {
    return RepositoryMap.begin(
        new RepositoryMap.Place(
            new Workspace(root, List.of()),
            rules,
            temporary.resolve("maps"),
            Optional.empty(),
            Clock.systemUTC(),
            writes),
        List.of());
  }

  private static String text(Part part) {
    return assertInstanceOf(Part.Attachment.class, part).text();
  }

  @Test
  void it_goes_along_with_the_prompt() throws InterruptedException, IOException {
    CompletableFuture<Part> late = new CompletableFuture<>();
    Optional<Part> part =
        begin(IgnoreRules.repositoriesOnly()).of(PROMPT, BUDGET, late::complete, LONG);

    assertEquals(
        """
        Files that may matter here, of 2, by folder; the likeliest with names that they define.
        Redirect.java
        notes.txt\
        """,
        text(part.orElseThrow()));
    assertEquals(false, late.isDone());
    try (var kept = Files.list(temporary.resolve("maps"))) {
      assertEquals(1, kept.count());
    }
  }

  @Test
  void nothing_is_kept_once_the_session_is_over() throws InterruptedException {
    writes.close();
    assertTrue(
        begin(IgnoreRules.repositoriesOnly()).of(PROMPT, BUDGET, part -> {}, LONG).isPresent());

    assertFalse(Files.exists(temporary.resolve("maps")));
  }

  @Test
  void one_that_takes_long_comes_later_and_once() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CompletableFuture<Part> late = new CompletableFuture<>();
    Optional<Part> part =
        begin(new Held(held)).of(PROMPT, BUDGET, late::complete, Duration.ofMillis(1));

    assertEquals(Optional.empty(), part);
    held.countDown();
    assertTrue(text(late.get(LONG.toSeconds(), TimeUnit.SECONDS)).contains("Redirect.java"));
  }

  @Test
  void what_breaks_is_no_map_and_no_failure() throws InterruptedException {
    IgnoreRules broken =
        new IgnoreRules() {
          @Override
          public boolean ignored(String relative, Kind kind) {
            throw new IllegalStateException("broken");
          }

          @Override
          public IgnoreRules enter(String folder) {
            return this;
          }
        };
    assertEquals(Optional.empty(), begin(broken).of(PROMPT, BUDGET, part -> {}, LONG));
  }

  /** Rules that say nothing until something else has happened. */
  private record Held(CountDownLatch latch) implements IgnoreRules {
    @Override
    public boolean ignored(String relative, Kind kind) {
      try {
        return !latch.await(LONG.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public IgnoreRules enter(String folder) {
      return this;
    }
  }
}
