package dev.vibe.git;

class NativeFactsTest extends FactsContract {

  @Override
  GitSettings settings() {
    return box.settings(Sandbox.Git.program());
  }
}
