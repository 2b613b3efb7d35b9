package dev.vibe.task.compare;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Candidate of a comparison.
 *
 * @param name as it was written, by which it is told from the others
 * @param model as {@code --model} takes it
 * @param baseUrl its own endpoint; empty for the one that the model leads to
 */
public record Candidate(String name, String model, String baseUrl) {

  private static final int MOST = 8;
  private static final Pattern AT = Pattern.compile("(.+?)@(https?://.+)");

  /**
   * Those of a list with commas: {@code MODEL} or {@code MODEL@URL}.
   *
   * @throws VibeException (usage) when there are too few or too many, or one twice
   */
  public static List<Candidate> parse(String list) {
    List<String> names = Pattern.compile(",").splitAsStream(list).map(String::strip).toList();
    if (names.stream().anyMatch(String::isEmpty)) {
      throw bad(QuotedName.of(list) + " names no model between two commas");
    }
    if (names.size() < 2 || names.size() > MOST) {
      throw bad("there are " + names.size() + ", and it takes 2 to " + MOST);
    }
    Set<String> seen = new HashSet<>();
    Stream<String> twice = names.stream().filter(name -> !seen.add(name));
    twice
        .findFirst()
        .ifPresent(
            name -> {
              throw bad(name + " is there twice");
            });
    List<Candidate> candidates = new ArrayList<>();
    for (String name : names) {
      Matcher at = AT.matcher(name);
      candidates.add(
          at.matches()
              ? new Candidate(name, at.group(1), at.group(2))
              : new Candidate(name, name, ""));
    }
    return List.copyOf(candidates);
  }

  private static VibeException bad(String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.COMPARE_MODELS,
            "cannot compare these models",
            cause,
            "--models A,B   or   --models A@http://127.0.0.1:8080/v1,B@http://127.0.0.1:8081/v1"));
  }
}
