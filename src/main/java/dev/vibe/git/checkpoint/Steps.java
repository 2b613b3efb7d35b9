package dev.vibe.git.checkpoint;

/** Observer that hears before each thing that is written; tests let the process die there. */
public interface Steps {
  Steps UNWATCHED = step -> {};

  void before(String step);
}
