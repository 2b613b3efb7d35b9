package dev.vibe.provider.replay;

import dev.vibe.effect.ExecutionMode;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ChatModelContract;
import java.util.List;

/** It has all replies from the start, so there is no wait to end. */
final class ScriptedModelContractTest extends ChatModelContract {

  @Override
  protected ChatModel answers() {
    return new ScriptedModel(List.of(), "read", ExecutionMode.REAL);
  }

  @Override
  protected String answer() {
    return "0 of 0 applied.";
  }
}
