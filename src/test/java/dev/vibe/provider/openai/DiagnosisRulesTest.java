package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.net.Redaction;
import dev.vibe.provider.openai.wire.ServerError;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the table, by what servers really answer. A new row needs a sample here. */
final class DiagnosisRulesTest {

  private static final EndpointProblems PROBLEMS =
      new EndpointProblems(
          Endpoint.parse("http://127.0.0.1:8080/v1"), "devstral", "MY_KEY", Redaction.BY_LOOKS);

  /**
   * An answer, and the row that decides what it means.
   *
   * @param sent the optional fields of the request, with commas between them
   */
  record Sample(String rule, int status, String body, String sent) {

    String decided() {
      RateLimits limits =
          body.contains("a minute")
              ? new RateLimits(1, 1, 500_000, 600_000, Duration.ZERO)
              : RateLimits.NONE;
      ErrorReply reply =
          new ErrorReply(ServerError.parse(status, body), new ErrorReply.Head("", "", "", limits));
      return DiagnosisRules.deciding(
              new DiagnosisRules.Case(reply, PROBLEMS, Set.of(sent.split(","))))
          .name();
    }
  }

  private static final String IMAGE = "image_url";

  private static final String FULL =
      "{\"error\":{\"message\":\"This model's maximum context length is 4096 tokens, 1 image\"}}";

  static List<Sample> samples() {
    return List.of(
        new Sample(
            "the form of the reply is spoken of",
            400,
            "{\"error\":{\"message\":\"Cannot use custom grammar constraints with tools.\"}}",
            "response_format"),
        new Sample(
            "an optional field is named",
            422,
            "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stream_options\"],"
                + "\"msg\":\"Extra inputs are not permitted\"}]}",
            "stream_options"),
        new Sample("an image makes the body too large for a gateway", 413, "<html>413", IMAGE),
        new Sample("images are spoken of", 500, "image input is not supported, see mmproj", IMAGE),
        new Sample("the body is too large", 413, "<html>413", ""),
        new Sample("the context is full", 400, FULL, IMAGE),
        new Sample("the context is full", 0, "{\"error\":\"prompt is too long\"}", ""),
        new Sample(
            "there is no such path, by the words of the error",
            0,
            "{\"error\":\"Unexpected endpoint or method. (POST /chat/completions)\"}",
            ""),
        new Sample(
            "the key is refused, by the words of the error",
            400,
            "{\"error\":{\"message\":\"Authentication Error, No connected"
                + " db.\",\"type\":\"no_db\"}}",
            ""),
        new Sample("payment is required", 402, "", ""),
        new Sample(
            "no credit is left",
            429,
            "{\"error\":{\"message\":\"x\",\"code\":\"insufficient_quota\"}}",
            ""),
        new Sample("the request is larger than a minute allows", 429, "so much a minute", ""),
        new Sample(
            "the limit of the output has another name",
            400,
            "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
            "max_tokens"),
        new Sample(
            "an optional field is unwanted",
            400,
            "Unsupported value: 'temperature' does not support 0.15 with this model.",
            "temperature"),
        new Sample(
            "the model is unknown, by the type of the error",
            400,
            "{\"message\":\"Invalid model: devstral\",\"type\":\"invalid_model\"}",
            ""),
        new Sample(
            "the model is unknown, by Mistral's code",
            400,
            "{\"message\":\"devstral\",\"code\":\"1500\"}",
            ""),
        new Sample("the model is not there", 404, "model 'devstral' not found", ""),
        new Sample(
            "a user's message may not follow a result",
            400,
            "{\"message\":\"Unexpected role 'user' after role 'tool'\","
                + "\"type\":\"invalid_request_message_order\"}",
            "user after result"),
        new Sample(
            "a user's message may not follow a result",
            500,
            "conversation roles must alternate",
            "user after result"),
        new Sample(
            "the history cannot be read",
            500,
            "Failed to parse tool call arguments",
            "user after result"),
        new Sample(
            "the chat template fails",
            400,
            "Unable to generate parser for this template. Automatic parser generation failed",
            ""),
        new Sample("the history cannot be read", 500, "conversation roles must alternate", ""),
        new Sample(
            "nothing but an image explains it",
            400,
            "invalid type: sequence, expected a string",
            IMAGE),
        new Sample("a redirect leads elsewhere", 307, "", ""),
        new Sample("the server broke", 500, "oops", ""),
        new Sample("the trouble passes", 503, "Loading model", ""),
        new Sample("the trouble passes", 503, "image service is busy", IMAGE),
        new Sample("the trouble passes", 429, "Requests rate limit exceeded", ""),
        new Sample("the reply broke off with an error", 0, "engine died", ""),
        new Sample("the key is refused", 401, "billing is not asked about", ""),
        new Sample("the key does not reach the model", 403, "", ""),
        new Sample("there is no such path", 404, "404 page not found", ""),
        new Sample("the proxy wants a login", 407, "", ""),
        new Sample("the request is refused", 400, "something else", ""),
        new Sample("the request is refused", 422, "temperature is not supported", "tool_choice"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void the_first_rule_that_holds_decides(Sample sample) {
    assertEquals(sample.rule, sample.decided());
  }

  @Test
  void every_rule_has_a_sample_and_a_name_of_its_own() {
    List<String> rules = DiagnosisRules.RULES.stream().map(DiagnosisRules.Rule::name).toList();
    assertEquals(
        new TreeSet<>(rules),
        samples().stream().map(Sample::rule).collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(rules.size(), Set.copyOf(rules).size());
  }
}
