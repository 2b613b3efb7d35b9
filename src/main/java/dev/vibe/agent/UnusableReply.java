package dev.vibe.agent;

import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;

/**
 * Words on replies that bring a run no further: to the model, which gets another try, and to people
 * when that was in vain.
 */
final class UnusableReply {

  static final String EMPTY_NUDGE =
      "Your reply was empty. Go on with the task by calling a tool, or say that you are done and"
          + " what you did.";

  static final String CIRCLE_NUDGE =
      "Your reply repeated the same text over and over, so it was cut there; no call in it was run."
          + " Go on with the task by calling a tool, or answer in a few words.";

  static final String CUT_CALL =
      "not run: the output limit cut your reply inside its calls. Do it again in smaller steps,"
          + " with one small call a reply";

  /** To people, when a reply is cut for the first time. */
  static final Problem CIRCLE =
      new Problem(
          ProblemCode.REPLY_CIRCLES,
          "the model repeated itself without end, so its reply was cut",
          "it is told so and asked once more",
          "");

  private UnusableReply() {}

  static Stop cut() {
    return new Stop(
        ExitCode.LIMIT,
        new Problem(
            ProblemCode.REPLY_CUT,
            "the model's answer is incomplete",
            "it reached the output limit of the endpoint",
            "raise max_output_tokens in the configuration, or ask for less"));
  }

  static Stop empty() {
    return new Stop(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.EMPTY_REPLY,
            "the model answered nothing, again and again",
            "often the context is larger than the server keeps, or its tool parser is off",
            "check the server's context size and tool-call settings, or use another model"));
  }

  static Stop unfinished(Lack lack) {
    return new Stop(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.UNFINISHED,
            "the run ended before the work was done",
            "the model's last reply " + lack.description() + ", also after it was told",
            "vibe -c goes on; say in the prompt what is missing, or use another model"));
  }

  static Stop circling() {
    return new Stop(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.REPLY_CIRCLES,
            "the model repeats itself without end",
            "its reply was cut for that, and so was the one after it was told",
            "use another model, or set its temperature higher; small models do this often"));
  }
}
