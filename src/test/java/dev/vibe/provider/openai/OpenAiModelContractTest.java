package dev.vibe.provider.openai;

import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.WaitingModelContract;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;

final class OpenAiModelContractTest extends WaitingModelContract {

  @Override
  protected ChatModel answersOnceThenHangs() {
    CountDownLatch never = new CountDownLatch(1);
    ScriptedServer server =
        ScriptedServer.start(
            StreamScript.of(StreamShape.VLLM).text("Hello ", "there").reply(),
            Reply.events().then(new Reply.Step.Await(never)));
    closeAfter(never::countDown);
    closeAfter(server);
    return new OpenAiModel(
        EndpointSettings.of(server.baseUrl(), KeySupplier.NONE, "devstral"),
        new Http(HttpSettings.DEFAULT),
        InstantSource.system(),
        new SplittableRandom(1));
  }
}
