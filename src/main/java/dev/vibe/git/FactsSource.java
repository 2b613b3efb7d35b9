package dev.vibe.git;

import java.io.IOException;

/** Source of the facts about a repository; both implementations find the same. */
sealed interface FactsSource permits NativeFacts, JGitFacts {

  /**
   * Looks now. Blocks on disk.
   *
   * @throws IOException when the repository is damaged or cannot be read this way
   */
  RepoFacts look(RepoFacts.Limits limits) throws IOException;
}
