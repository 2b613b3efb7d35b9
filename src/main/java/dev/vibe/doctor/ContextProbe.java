package dev.vibe.doctor;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.openai.ServerFacts;
import java.time.Duration;
import java.util.List;

/**
 * Probe of how large the context really is: by the server's own word, or else by sending longer and
 * longer requests until one is refused, or not read whole. Ends early where that gets slow.
 */
record ContextProbe() implements EndpointProbe {

  private static final String SUBJECT = "context";

  /** Below that not even a short task fits beside the system prompt and a file or two. Tokens. */
  private static final int UNUSABLE = 8_192;

  /** Below that a task of some length does not fit. Tokens. */
  private static final int SMALL = 32_768;

  private static final int ROOMY = 65_536;

  /** Tokens of the long requests: above the usual small windows, and each far above the last. */
  private static final List<Integer> PROBES = List.of(12_000, 40_000, 136_000);

  /** Refusals that name no size are narrowed down by this many requests more. */
  private static final int HALVINGS = 3;

  /** A request that takes longer is the last one: reading the next would take minutes. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Of the answers, which say nothing. */
  private static final int MOST_TOKENS = 16;

  /** Of what was sent, in tenths: less than that means that the rest was dropped. */
  private static final int READ_WHOLE = 6;

  @Override
  public String name() {
    return "the context";
  }

  @Override
  public List<Finding> run(ProbeSession session) {
    try {
      ServerFacts facts = session.facts();
      if (facts.contextTokens() > 0) {
        return List.of(judge(session, facts.contextTokens(), "says the server"));
      }
    } catch (VibeException e) {
      // Then it has to be found out.
    }
    return List.of(probe(session));
  }

  private static Finding judge(ProbeSession session, int tokens, String source) {
    String text = tokens + " tokens, " + source;
    int planned = session.model().capabilities().contextTokens();
    if (planned > tokens) {
      return Finding.failed(
          SUBJECT,
          text + ", but the configuration plans for " + planned,
          "set context_tokens to " + tokens + ", or " + session.kind().contextRemedy(planned));
    }
    if (tokens >= SMALL) {
      return Finding.good(SUBJECT, text);
    }
    String remedy = session.kind().contextRemedy(ROOMY);
    return tokens < UNUSABLE
        ? Finding.failed(SUBJECT, text + ": too few to work with", remedy)
        : Finding.warning(SUBJECT, text + ": long tasks will not fit", remedy);
  }

  /** What a long request came to. */
  private sealed interface Reading {

    /** As many tokens as it said; 0 when it does not count. */
    record Whole(long tokens, Duration took) implements Reading {}

    /** It was not answered in time. */
    record Late(String what) implements Reading {}

    record Cut(long tokens) implements Reading {}

    record Refused() implements Reading {}

    /** It failed in another way. */
    record Broken(Problem problem) implements Reading {}
  }

  private static Reading send(ProbeSession session, int tokens) {
    // One token a word in every vocabulary of this family, and one for the blank at worst.
    String question = "Say only: yes. Read over this: " + "word ".repeat(tokens);
    return switch (session.askAside(question, MOST_TOKENS)) {
      case ProbeSession.Answer.None(Problem problem)
          when problem.code() == ProblemCode.CONTEXT_OVERFLOW ->
          new Reading.Refused();
      case ProbeSession.Answer.None(Problem problem) -> new Reading.Broken(problem);
      case ProbeSession.Answer.Late(int deltas, String what) -> new Reading.Late(what);
      case ProbeSession.Answer.Reply reply -> {
        long read = reply.done().usage().inputTokens();
        yield read > 0 && read < (long) tokens * READ_WHOLE / 10
            ? new Reading.Cut(read)
            : new Reading.Whole(read, reply.whole());
      }
    };
  }

  private static Finding probe(ProbeSession session) {
    long fits = 0;
    for (int size : PROBES) {
      switch (send(session, size)) {
        case Reading.Refused() -> {
          int learned = session.model().capabilities().contextTokens();
          return learned > 0
              ? judge(session, learned, "says its refusal")
              : judge(session, (int) narrowed(session, fits, size), "or little more, by trying");
        }
        case Reading.Cut(long tokens) -> {
          return Finding.failed(
              SUBJECT,
              "it read " + tokens + " of some " + size + " tokens, and did not say so",
              session.kind().contextRemedy(ROOMY));
        }
        case Reading.Late(String what) -> {
          return Finding.note(
              SUBJECT,
              (fits > 0 ? atLeast(fits) : "not known")
                  + "; a request of some "
                  + size
                  + " tokens was "
                  + what);
        }
        case Reading.Broken(Problem problem) -> {
          return fits > 0
              ? Finding.good(SUBJECT, atLeast(fits) + "; more failed: " + problem.what())
              : Finding.of(SUBJECT, Finding.Grade.WARNING, problem);
        }
        case Reading.Whole(long tokens, Duration took) -> {
          if (tokens == 0) {
            return Finding.note(SUBJECT, "the server does not tell, and counts no tokens");
          }
          fits = tokens;
          if (took.compareTo(PATIENCE) > 0) {
            return Finding.good(
                SUBJECT, atLeast(fits) + ", read in " + took.toSeconds() + " s; no more was tried");
          }
        }
      }
    }
    return Finding.good(SUBJECT, atLeast(fits) + "; the server does not tell");
  }

  private static String atLeast(long tokens) {
    return "at least " + tokens + " tokens";
  }

  /** The largest size that was read whole, between one that fits and one that does not. */
  private static long narrowed(ProbeSession session, long fits, int tooLarge) {
    long low = fits;
    long high = tooLarge;
    for (int i = 0; i < HALVINGS; i++) {
      long middle = (low + high) / 2;
      if (send(session, (int) middle) instanceof Reading.Whole) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
