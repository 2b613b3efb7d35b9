package dev.vibe.protocol.wire.v1;

import dev.vibe.conversation.Usage;
import dev.vibe.event.PullRequest;
import dev.vibe.event.RunResult;
import dev.vibe.problem.Problem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writer of the fields of a result, and of those that events share with it. */
final class ResultFields {

  private ResultFields() {}

  static void result(JsonGenerator json, RunResult result) {
    json.writeStringProperty("type", "result");
    json.writeStringProperty("status", result.exitCode().status());
    json.writeNumberProperty("exit_code", result.exitCode().code());
    json.writeStringProperty("answer", result.answer());
    json.writeStringProperty("session_id", result.sessionId());
    json.writeStringProperty("model", result.model());
    json.writeStringProperty("endpoint", result.endpoint());
    json.writeNumberProperty("turns", result.turns());
    usage(json, "usage", result.usage());
    cost(json, result.costUsd());
    json.writeNumberProperty("duration_ms", result.took().toMillis());
    strings(json, "changed_files", result.changedFiles());
    strings(json, "commits", result.commits());
    json.writeArrayPropertyStart("models");
    for (RunResult.Asked asked : result.models()) {
      json.writeStartObject();
      json.writeStringProperty("model", asked.model());
      json.writeStringProperty("endpoint", asked.endpoint());
      json.writeEndObject();
    }
    json.writeEndArray();
    result
        .pullRequest()
        .ifPresentOrElse(
            request -> pullRequestField(json, request),
            () -> json.writeNullProperty("pull_request"));
    evidence(json, result.evidence());
    attempts(json, result.attempts());
    switch (result.ending()) {
      case RunResult.Ending.Well() -> json.writeNullProperty("problem");
      case RunResult.Ending.Badly badly -> problem(json, badly.problem());
    }
  }

  private static void pullRequestField(JsonGenerator json, PullRequest request) {
    json.writeObjectPropertyStart("pull_request");
    pullRequest(json, request);
    json.writeEndObject();
  }

  static void pullRequest(JsonGenerator json, PullRequest request) {
    json.writeStringProperty("url", request.url());
    json.writeNumberProperty("number", request.number());
    json.writeStringProperty("title", request.title());
    json.writeStringProperty("branch", request.branch());
    json.writeStringProperty("base", request.base());
    json.writeStringProperty("state", request.state().word());
  }

  static void usage(JsonGenerator json, String name, Usage usage) {
    json.writeObjectPropertyStart(name);
    json.writeNumberProperty("input_tokens", usage.inputTokens());
    json.writeNumberProperty("output_tokens", usage.outputTokens());
    json.writeNumberProperty("cached_tokens", usage.cachedTokens());
    json.writeEndObject();
  }

  static void problem(JsonGenerator json, Problem problem) {
    json.writeObjectPropertyStart("problem");
    json.writeStringProperty("code", problem.code().id());
    json.writeStringProperty("what", problem.what());
    json.writeStringProperty("cause", problem.cause());
    json.writeStringProperty("remedy", problem.remedy());
    json.writeEndObject();
  }

  static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void evidence(JsonGenerator json, RunResult.Evidence evidence) {
    switch (evidence) {
      case RunResult.Evidence.Nothing() -> json.writeNullProperty("verification");
      case RunResult.Evidence.Claimed() -> {
        json.writeNullProperty("verification");
        json.writeBooleanProperty("unverified_claim", true);
      }
      case RunResult.Evidence.Verified(String command, int exitCode, String tree) -> {
        json.writeObjectPropertyStart("verification");
        json.writeStringProperty("command", command);
        json.writeNumberProperty("exit_code", exitCode);
        json.writeStringProperty("tree", tree);
        json.writeEndObject();
      }
    }
  }

  private static void attempts(JsonGenerator json, List<RunResult.Attempt> attempts) {
    if (attempts.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("attempts");
    for (RunResult.Attempt made : attempts) {
      json.writeStartObject();
      json.writeStringProperty("outcome", made.outcome());
      strings(json, "files", made.files());
      json.writeStringProperty("detail", made.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * A plain decimal without exponent, exact to a billionth of a dollar. JSON has no infinity; a
   * price table that yields one is wrong, but no reason to lose a line.
   */
  static void cost(JsonGenerator json, double usd) {
    BigDecimal exact =
        BigDecimal.valueOf(Double.isFinite(usd) ? usd : 0)
            .setScale(9, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    json.writeName("cost_usd");
    json.writeNumber(exact.setScale(Math.max(1, exact.scale())).toPlainString());
  }
}
