package dev.vibe.provider;

import dev.vibe.provider.FallbackRoute.Candidate;
import dev.vibe.provider.FallbackRoute.Patience;
import dev.vibe.provider.FallbackRoute.Ready;
import dev.vibe.provider.replay.CassetteReader;
import dev.vibe.provider.replay.ReplayModel;
import java.time.Duration;
import java.util.List;

final class FallbackModelContractTest extends WaitingModelContract {

  @Override
  protected ChatModel answersOnceThenHangs() {
    ChatModel first =
        new ReplayModel(
            CassetteReader.read(
                "contract",
                "{\"replies\": [{\"text\": \"Hello there\"}, {\"text\": \"a b c d\","
                    + " \"delay_ms\": 3600000}]}"));
    Candidate other =
        new Candidate(
            "other",
            () -> {
              throw new AssertionError("a model that answers is not left");
            });
    return new FallbackModel(
        new Ready(first, 0),
        List.of(other),
        Patience.of(Duration.ofHours(1)),
        (delay, action) -> () -> {});
  }
}
