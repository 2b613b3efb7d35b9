package dev.vibe.task.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Usage;
import dev.vibe.event.RunResult;
import dev.vibe.event.RunResult.Ending;
import dev.vibe.event.RunResult.Evidence;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.compare.CandidateEnd.Size;
import dev.vibe.task.compare.Comparison.Best;
import dev.vibe.task.compare.Comparison.Between;
import dev.vibe.text.UnifiedDiff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

  private static final Evidence GREEN = new Evidence.Verified("make", 0, "t");
  private static final Evidence NOTHING = new Evidence.Nothing();
  private static final Ending WELL = new Ending.Well();
  private static final Ending RED =
      new Ending.Badly(
          ExitCode.UNVERIFIED, new Problem(ProblemCode.VERIFICATION_RED, "red", "", ""));

  private static CandidateEnd end(String name, Ending ending, Evidence evidence, int lines) {
    RunResult result =
        new RunResult(
            ending,
            "",
            "s",
            name,
            "http://x/v1",
            3,
            new Usage(900, 100, 0),
            0,
            Duration.ofSeconds(12),
            List.of(),
            List.of(),
            evidence,
            List.of(),
            Optional.empty());
    Size size = lines == 0 ? Size.NONE : new Size(1, lines, 0);
    return new CandidateEnd(
        new Candidate(name, name, ""), result, Optional.of(Duration.ofMillis(800)), size, "", "");
  }

  private static Comparison of(CandidateEnd... ends) {
    return new Comparison(List.of(ends), List.of(), Collections.nCopies(ends.length, Map.of()));
  }

  private static String best(CandidateEnd... ends) {
    return switch (of(ends).best()) {
      case Best.One(CandidateEnd end, String why) -> end.candidate().name() + ": " + why;
      case Best.Tie(List<CandidateEnd> tied) -> "tie of " + tied.size();
      case Best.None() -> "none";
    };
  }

  @Test
  void verified_counts_before_small_and_a_tie_is_a_tie() {
    assertEquals("none", best(end("a", RED, NOTHING, 1), end("b", WELL, NOTHING, 0)));
    assertEquals(
        "b: the only one that ended well with a change",
        best(end("a", RED, NOTHING, 1), end("b", WELL, NOTHING, 9)));
    assertEquals(
        "b: the only one that is verified",
        best(end("a", WELL, NOTHING, 1), end("b", WELL, GREEN, 9)));
    assertEquals(
        "a: the smallest change", best(end("a", WELL, GREEN, 1), end("b", WELL, GREEN, 9)));
    assertEquals("tie of 2", best(end("a", WELL, GREEN, 3), end("b", WELL, GREEN, 3)));
  }

  @Test
  void the_table_and_the_differences_are_shown() {
    CandidateEnd a = end("a", WELL, GREEN, 3);
    CandidateEnd b = end("b", RED, NOTHING, 0);
    Between between =
        new Between(a.candidate(), b.candidate(), List.of(UnifiedDiff.between("x", "1\n", "2\n")));
    List<String> lines =
        new Comparison(List.of(a, b), List.of(between), List.of(Map.of(), Map.of())).lines();
    assertEquals(
        "model  result            verified  diff          turns  tokens  first token  time  cost",
        lines.get(0));
    assertEquals(
        "a      done              green     1 file +3 −0  3      1.0k    800 ms       12 s  -",
        lines.get(1));
    assertTrue(lines.contains("a (-) against b (+):"), lines::toString);
    assertTrue(lines.contains("+2"), lines::toString);
  }

  @Test
  void programs_get_one_object() {
    Map<String, Object> json =
        Json.object(
            of(end("a", WELL, GREEN, 3), end("b", WELL, NOTHING, 1)).json(Optional.of("a")));
    assertEquals("a", json.get("best"));
    assertEquals("a", json.get("applied"));
    assertEquals(2, assertInstanceOf(List.class, json.get("candidates")).size());
  }

  @Test
  void the_size_of_a_patch_is_that_of_its_hunks() {
    String patch =
        """
        diff --git a/x b/x
        --- a/x
        +++ b/x
        @@ -1,2 +1,3 @@
         same
        --- was
        +++ now
        +more
        diff --git a/bin b/bin
        GIT binary patch
        literal 3
        +abc
        """;
    assertEquals(new Size(2, 2, 1), Size.of(patch));
    assertEquals(Size.NONE, Size.of(""));
  }

  @Test
  void a_model_may_bring_its_endpoint_along() {
    assertEquals(
        List.of(
            new Candidate("mistral/devstral", "mistral/devstral", ""),
            new Candidate("q@http://127.0.0.1:8080/v1", "q", "http://127.0.0.1:8080/v1")),
        Candidate.parse("mistral/devstral, q@http://127.0.0.1:8080/v1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a,,b", "a,a", "1,2,3,4,5,6,7,8,9"})
  void what_cannot_be_compared_is_refused(String list) {
    assertThrows(VibeException.class, () -> Candidate.parse(list));
  }

  @Test
  void models_of_one_server_run_one_after_the_other_and_others_at_once() throws Exception {
    List<Candidate> candidates = Candidate.parse("a1,b,a2,c");
    CyclicBarrier three = new CyclicBarrier(3);
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    Contest.Runner runner =
        new Contest.Runner() {
          @Override
          public CandidateEnd run(Candidate candidate) {
            try {
              if (!candidate.name().equals("a2")) {
                three.await(20, TimeUnit.SECONDS);
              }
            } catch (Exception e) {
              throw new IllegalStateException("they do not run at once", e);
            }
            order.add(candidate.name());
            return end(candidate.name(), WELL, NOTHING, 1);
          }

          @Override
          public String server(Candidate candidate) {
            return candidate.name().startsWith("a") ? "localhost:8080" : "";
          }
        };
    List<CandidateEnd> ends = new Contest(runner).run(candidates);
    assertEquals(
        List.of("a1", "b", "a2", "c"), ends.stream().map(e -> e.candidate().name()).toList());
    assertTrue(order.indexOf("a1") < order.indexOf("a2"), order::toString);
  }
}
