package dev.vibe.git;

import dev.vibe.git.config.GitSettings;

class NativeFactsTest extends FactsContract {

  @Override
  GitSettings settings() {
    return box.settings(Sandbox.Git.program());
  }
}
