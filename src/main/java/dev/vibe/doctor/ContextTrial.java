package dev.vibe.doctor;

import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.openai.ServerFacts;
import java.util.List;

/**
 * How large the context really is: by the server's own word, or else by sending a long request and
 * looking at how much of it was read.
 */
record ContextTrial() implements Trial {

  private static final String SUBJECT = "context";

  /** Below that not even a short task fits beside the system prompt and a file or two. Tokens. */
  private static final int UNUSABLE = 8_192;

  /** Below that a task of some length does not fit. Tokens. */
  private static final int SMALL = 32_768;

  private static final int ROOMY = 65_536;

  /** Tokens of the long request: enough to show the usual small windows, cheap everywhere. */
  private static final int PROBE = 12_000;

  @Override
  public List<Finding> run(Exam exam) {
    try {
      ServerFacts facts = exam.model().facts();
      exam.isServedBy(facts.software());
      if (facts.contextTokens() > 0) {
        return List.of(judge(exam, facts.contextTokens(), "says the server"));
      }
    } catch (VibeException e) {
      // Then it has to be found out.
    }
    return List.of(probe(exam));
  }

  private static Finding judge(Exam exam, int tokens, String source) {
    String text = tokens + " tokens, " + source;
    int planned = exam.model().capabilities().contextTokens();
    if (planned > tokens) {
      return Finding.failed(
          SUBJECT,
          text + ", but the configuration plans for " + planned,
          "set context_tokens to " + tokens + ", or " + exam.software().contextRemedy(planned));
    }
    if (tokens >= SMALL) {
      return Finding.good(SUBJECT, text);
    }
    String remedy = exam.software().contextRemedy(ROOMY);
    return tokens < UNUSABLE
        ? Finding.failed(SUBJECT, text + ": too few to work with", remedy)
        : Finding.warning(SUBJECT, text + ": long tasks will not fit", remedy);
  }

  private static Finding probe(Exam exam) {
    // One token a word in every vocabulary of this family, and one for the blank at worst.
    String question = "Say only: yes. Read over this: " + "word ".repeat(PROBE);
    return switch (exam.askAside(question)) {
      case Exam.Answer.None(Problem problem) when problem.code().equals("context-overflow") -> {
        int learned = exam.model().capabilities().contextTokens();
        yield learned > 0
            ? judge(exam, learned, "says its refusal")
            : Finding.warning(
                SUBJECT,
                "fewer than " + PROBE + " tokens: long tasks will not fit",
                exam.software().contextRemedy(ROOMY));
      }
      case Exam.Answer.None(Problem problem) -> Finding.of(SUBJECT, Finding.Grade.WARNING, problem);
      case Exam.Answer.Reply reply -> {
        long read = reply.done().usage().inputTokens();
        yield read == 0
            ? Finding.note(SUBJECT, "the server does not tell, and counts no tokens")
            : read < PROBE * 6 / 10
                ? Finding.failed(
                    SUBJECT,
                    "it read " + read + " of some " + PROBE + " tokens, and did not say so",
                    exam.software().contextRemedy(ROOMY))
                : Finding.good(SUBJECT, "at least " + read + " tokens; the server does not tell");
      }
    };
  }
}
