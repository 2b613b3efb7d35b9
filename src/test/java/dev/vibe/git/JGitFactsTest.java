package dev.vibe.git;

import dev.vibe.git.config.GitSettings;

class JGitFactsTest extends FactsContract {

  @Override
  GitSettings settings() {
    return box.settings("");
  }
}
