package dev.vibe.agent;

import dev.vibe.json.JsonSchema;
import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Form that the answer of a run has to have: JSON by a schema, or any text.
 *
 * @param schema empty where any text will do
 */
record AnswerForm(Optional<JsonSchema> schema) {

  static final AnswerForm FREE = new AnswerForm(Optional.empty());

  private static final Pattern FENCE =
      Pattern.compile("(?ms)^ {0,3}```[\\w+-]*[^\\n]*\\n(.*?)^ {0,3}```[ \\t]*$");

  /** What the schema says of an answer. */
  private record Judged(String json, List<String> faults) {}

  boolean isFree() {
    return schema.isEmpty();
  }

  /** The schema as a server is told it; empty where the form is free. */
  String text() {
    return schema.map(JsonSchema::text).orElse("");
  }

  /** The answer, without what stands around its JSON; empty where it does not fit. */
  Optional<String> fitting(String answer) {
    if (schema.isEmpty()) {
      return Optional.of(answer);
    }
    return judged(answer).stream()
        .filter(judged -> judged.faults().isEmpty())
        .map(Judged::json)
        .findFirst();
  }

  /** What the model is told of an answer that does not fit. */
  String asked(String answer) {
    List<String> faults = judged(answer).getFirst().faults();
    return "Your answer does not have the form that is asked for: "
        + String.join("; ", faults)
        + ". Answer with the JSON value alone, which fits this JSON Schema: "
        + text();
  }

  /** Why the run failed for an answer that never fitted. */
  Stop misfit(String answer) {
    return new Stop(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.ANSWER_MISFIT,
            "the answer is no JSON that fits the schema of --output-schema",
            String.join("; ", judged(answer).getFirst().faults()),
            "say in the prompt what belongs where, make the schema simpler, or take a model that"
                + " can do it"));
  }

  /** The whole text first, then what is fenced in it, the last one first. */
  private List<Judged> judged(String answer) {
    List<String> texts = new ArrayList<>();
    for (Matcher fence = FENCE.matcher(answer); fence.find(); ) {
      texts.addFirst(fence.group(1));
    }
    boolean isFenced = !texts.isEmpty() && !answer.strip().startsWith("{");
    texts.add(isFenced ? texts.size() : 0, answer);
    return texts.stream().map(text -> judge(text.strip())).toList();
  }

  private Judged judge(String text) {
    try {
      return new Judged(text, schema.orElseThrow().faults(JsonTree.read(text)));
    } catch (JsonShapeException e) {
      return new Judged(text, List.of("it is not one JSON value: " + e.getMessage()));
    }
  }
}
