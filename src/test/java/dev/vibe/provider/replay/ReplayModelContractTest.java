package dev.vibe.provider.replay;

import dev.vibe.provider.ChatModel;
import dev.vibe.provider.WaitingModelContract;

final class ReplayModelContractTest extends WaitingModelContract {

  @Override
  protected ChatModel answersOnceThenHangs() {
    return new ReplayModel(
        CassetteReader.read(
            "contract",
            "{\"replies\": [{\"text\": \"Hello there\"}, {\"text\": \"a b c d\", \"delay_ms\":"
                + " 3600000}]}"));
  }
}
