package dev.vibe.task;

import dev.vibe.event.RunResult;

/** Port by which a task is done. */
public interface TaskRunner {

  /**
   * Does it and gives its result, however it ended. Blocks on the model and on what it does.
   *
   * @throws dev.vibe.problem.VibeException when it could not even begin
   */
  RunResult run(Task task) throws InterruptedException;
}
