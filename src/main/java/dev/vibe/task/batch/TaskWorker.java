package dev.vibe.task.batch;

import java.util.Optional;

/** Port by which a task of a batch is done. Called from several threads at once. */
public interface TaskWorker {

  /**
   * Does it, however it ends. Blocks on the model and on what it does.
   *
   * @param meter to be told what it does and uses up, and from which it is told to stop
   * @return empty when it was stopped by the meter, and left nothing behind
   */
  Optional<TaskEnd> work(BatchTask task, Meter meter) throws InterruptedException;

  /** What no two tasks may work in at once; empty where it has a place of its own. */
  String place(BatchTask task);
}
