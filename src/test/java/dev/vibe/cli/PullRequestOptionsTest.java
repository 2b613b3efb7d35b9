package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.RunOptions.Publishing.AsPullRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PullRequestOptionsTest {

  private static ParsedCommand parse(String... words) {
    return CommandLineReader.parse(words);
  }

  @Test
  void a_title_implies_that_the_run_commits() {
    RunOptions.Changes changes =
        assertInstanceOf(
                RunCommand.Run.class,
                parse(
                    "-p",
                    "x",
                    "--pr-title",
                    " Fix it ",
                    "--pr-base",
                    "dev",
                    "--pr-draft",
                    "--pr-label",
                    "bot",
                    "--pr-label",
                    "fix",
                    "--pr-body",
                    "why"))
            .options()
            .changes();

    assertTrue(changes.commits());
    assertEquals(
        new AsPullRequest("Fix it", "why", "dev", "", true, List.of("bot", "fix")),
        changes.publishing());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(List.of("-p", "x", "--pr-title", " "), "empty"),
        Arguments.of(List.of("-p", "x", "--pr-title", "a\nb"), "not one line"),
        Arguments.of(List.of("-p", "x", "--pr-title", "a".repeat(256)), "longer than 255"),
        Arguments.of(List.of("-p", "x", "--pr-draft"), "there is no --pr-title"),
        Arguments.of(List.of("-p", "x", "--pr-title", "t", "--pr-base", ""), "--pr-base is empty"),
        Arguments.of(List.of("-p", "x", "--pr-title", "t", "--pr-label", "a,b"), "a comma"),
        Arguments.of(List.of("--pr-title", "t"), "there is no -p"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void a_mistake_is_told(List<String> words, String told) {
    ParsedCommand.Usage usage =
        assertInstanceOf(ParsedCommand.Usage.class, parse(words.toArray(String[]::new)));

    assertTrue(usage.problem().render().contains(told), usage.problem().render());
  }
}
