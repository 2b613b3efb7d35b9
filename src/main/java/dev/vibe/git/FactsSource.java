package dev.vibe.git;

import java.io.IOException;

/** Finds out the facts about a repository; both ways find the same. */
sealed interface FactsSource permits NativeFacts, JGitFacts {

  /**
   * Looks now. Blocks on disk.
   *
   * @throws IOException when the repository is damaged or cannot be read this way
   */
  RepoFacts look(RepoFacts.Limits limits) throws IOException;
}
