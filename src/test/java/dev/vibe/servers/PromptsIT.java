package dev.vibe.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the requests of a conversation cost: tokens that a server has to evaluate, by its own
 * counts, and tokens of Mistral's models, whose validators judge each request.
 */
@Tag("servers")
@Timeout(300)
class PromptsIT {

  private static final String DEVSTRAL = "unsloth-mistral-Devstral-Small-2507";
  private static final int WINDOW = 8192;

  /** The requests of a conversation, by the process that made them; the third cuts old results. */
  private static final int SECOND_PROCESS = 6;

  private static final int THIRD_PROCESS = 8;

  /** Results of the calls of the first process, in order. */
  private static final int REFUSED_EDIT = 2;

  private static final int EDIT = 3;
  private static final int FAILED_COMMAND = 4;

  /** The last tokens of a prompt, which ask the model to speak, may be evaluated again. */
  private static final int ASKING = 16;

  /** Tokens of the first request in a small repository. */
  private static final int FIRST_REQUEST = 1450;

  @TempDir static Path scratch;

  private static RealServers servers = RealServers.start();
  private static List<Gateway.Exchange> exchanges = List.of();

  @BeforeAll
  static void talk() {
    try (RealServer server = servers.serve(RealServers.template(DEVSTRAL), WINDOW);
        Gateway gateway = new Gateway(server, Gateway.Work.EVALUATED)) {
      new Talk(scratch, gateway).hold();
      exchanges = gateway.taken();
    }
  }

  @AfterAll
  static void end() {
    servers.close();
  }

  @Test
  void what_was_in_a_prompt_is_not_evaluated_again_in_the_same_process_or_the_next() {
    List<String> again = new ArrayList<>();
    for (int i = 1; i < exchanges.size(); i++) {
      RealServer.Timings before = exchanges.get(i - 1).timings();
      RealServer.Timings now = exchanges.get(i).timings();
      if (i != THIRD_PROCESS && now.cached() < before.prompt() - ASKING) {
        again.add("request " + i + ": " + now + " after " + before);
      }
    }
    assertEquals(List.of(), again);
    assertEquals(THIRD_PROCESS + 2, exchanges.size());
    assertTrue(
        exchanges.get(SECOND_PROCESS).timings().cached() > FIRST_REQUEST,
        "the second process began anew");
  }

  @Test
  void mistral_takes_each_request_and_its_tokens_are_counted() throws IOException {
    List<String> refusals = new ArrayList<>();
    List<String> table = new ArrayList<>();
    for (Gateway.Exchange exchange : exchanges) {
      RealServers.Judgement judgement = servers.judge(exchange.body());
      refusals.addAll(judgement.refusals());
      table.add("%5d tokens, results %s".formatted(judgement.tokens(), judgement.results()));
    }
    Files.write(Path.of("target/servers-costs.txt"), table);
    assertEquals(List.of(), refusals);
    List<Integer> results = servers.judge(exchanges.get(SECOND_PROCESS).body()).results();
    assertTrue(results.get(REFUSED_EDIT) <= 40, table::toString);
    assertTrue(results.get(EDIT) <= 12, table::toString);
    assertTrue(results.get(FAILED_COMMAND) <= 30, table::toString);
  }

  @Test
  void first_request_in_a_small_repository_costs_little() {
    int tokens = servers.judge(exchanges.getFirst().body()).tokens();
    assertTrue(tokens < FIRST_REQUEST, "it costs " + tokens + " tokens");
  }
}
