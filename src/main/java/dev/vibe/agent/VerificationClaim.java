package dev.vibe.agent;

import java.util.regex.Pattern;

/** Classifier that knows answers which claim that tests, or something like them, pass. Pure. */
final class VerificationClaim {

  private static final Pattern CLAIM =
      Pattern.compile(
          "\\b(tests?|suite|build|checks?)\\b[^.\\n]{0,40}\\b(pass(es|ed)?|succeed(s|ed)?|(is|are)"
              + " (all )?green)\\b|\\b(passing|green) (tests?|build)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DENIAL =
      Pattern.compile("\\b(not|never|n't|cannot|should|once|until|whether)\\b|n't\\b");

  private VerificationClaim() {}

  static boolean isIn(String answer) {
    return answer
        .lines()
        .anyMatch(line -> CLAIM.matcher(line).find() && !DENIAL.matcher(line).find());
  }
}
