package dev.vibe.git;

class JGitFactsTest extends FactsContract {

  @Override
  GitSettings settings() {
    return box.settings("");
  }
}
