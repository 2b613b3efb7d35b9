package dev.vibe.cli;

import dev.vibe.problem.Problem;

/** Exception that ends parsing with a problem, from wherever it is found. */
final class UsageException extends RuntimeException {

  private final transient Problem problem;

  UsageException(Problem problem) {
    super(problem.what());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
