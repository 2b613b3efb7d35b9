package dev.vibe.task;

/**
 * Task for a model: one run.
 *
 * @param prompt what is to be done
 */
public record Task(String prompt) {
  public Task {
    if (prompt.isBlank()) {
      throw new IllegalArgumentException("a task has a prompt");
    }
  }
}
