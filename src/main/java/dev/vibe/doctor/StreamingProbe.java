package dev.vibe.doctor;

import dev.vibe.conversation.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Probe of whether text comes piece by piece, how soon, how fast, and counted. */
record StreamingProbe() implements EndpointProbe {

  private static final String SUBJECT = "streaming";

  /** Counting to 40 takes half of that; some models think before. */
  private static final int MOST_TOKENS = 256;

  @Override
  public String name() {
    return "streaming";
  }

  @Override
  public List<Finding> run(ProbeSession session) {
    String question = "Count from 1 to 40, as digits with commas between them. Nothing else.";
    return switch (session.askAside(question, MOST_TOKENS)) {
      case ProbeSession.Answer.None(var problem) ->
          List.of(Finding.of(SUBJECT, Finding.Grade.FAILED, problem));
      case ProbeSession.Answer.Late late when late.deltas() == 0 ->
          List.of(
              Finding.failed(
                  SUBJECT, late.what(), "look at the server's log: it may still load the model"));
      case ProbeSession.Answer.Late late -> List.of(late.finding(SUBJECT));
      case ProbeSession.Answer.Reply reply -> judge(reply);
    };
  }

  private static List<Finding> judge(ProbeSession.Answer.Reply reply) {
    String cut = reply.cut();
    if (reply.done().reply().text().isBlank() && cut.isEmpty()) {
      return List.of(
          Finding.failed(
              SUBJECT,
              "the reply is empty",
              "look at the server's log: its chat template may not fit the model"));
    }
    List<Finding> findings = new ArrayList<>();
    Usage usage = reply.done().usage();
    String speed =
        "first token after "
            + reply.firstToken().toMillis()
            + " ms"
            + rate(reply)
            + (cut.isEmpty() ? "" : "; " + cut);
    findings.add(
        reply.deltas() > 1
            ? Finding.good(SUBJECT, speed)
            : Finding.warning(
                SUBJECT,
                "the reply came in one piece; " + speed,
                "a proxy in between may buffer it: switch that off for this path"));
    if (usage.inputTokens() == 0) {
      findings.add(
          Finding.warning(
              "usage",
              "the server does not count tokens: costs and limits are not known",
              "a newer server counts them when stream_options.include_usage is sent"));
    }
    return findings;
  }

  private static String rate(ProbeSession.Answer.Reply reply) {
    Duration writing = reply.whole().minus(reply.firstToken());
    long tokens = reply.done().usage().outputTokens();
    return tokens < 2 || !writing.isPositive()
        ? ""
        : String.format(
            Locale.ROOT, ", %.1f tokens per second", (tokens - 1) * 1e9 / writing.toNanos());
  }
}
