package dev.vibe.provider.openai.wire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ServerReadingTest {

  /** As build 11549 answers while it takes the second batch of 2,048 tokens. */
  private static final String SLOT =
      """
      {"id": 0, "n_ctx": 8192, "speculative": false, "is_processing": true, "id_task": 4,
       "n_prompt_tokens": 4096, "n_prompt_tokens_processed": 2048, "n_prompt_tokens_cache": 0,
       "next_token": [{"has_next_token": true, "n_remain": 4, "n_decoded": 0}]}\
      """;

  private static final String IDLE =
      "{\"id\": 1, \"is_processing\": false, \"id_task\": 3, \"n_prompt_tokens_processed\": 99}";

  @Test
  void one_slot_at_work_tells_how_far_it_is() {
    ServerReading reading = ServerReading.ofSlots("[" + SLOT + "," + IDLE + "]").orElseThrow();

    assertEquals(OptionalLong.of(2048), reading.tokens());
    assertNotEquals(
        reading.state(),
        ServerReading.ofSlots("[" + SLOT.replace("2048", "2049") + "]").orElseThrow().state());
  }

  @Test
  void of_several_nobody_knows_which_is_ours() {
    ServerReading two = ServerReading.ofSlots("[" + SLOT + "," + SLOT + "]").orElseThrow();

    assertEquals(OptionalLong.empty(), two.tokens());
  }

  @Test
  void one_that_answers_somebody_reads_nothing() {
    String answering = SLOT.replace("\"n_decoded\": 0", "\"n_decoded\": 9");

    assertEquals(
        OptionalLong.empty(), ServerReading.ofSlots("[" + answering + "]").orElseThrow().tokens());
  }

  @Test
  void anything_else_tells_nothing() {
    for (String text : new String[] {"", "{}", "[]", "[1]", "[" + IDLE + "]", "<html>"}) {
      assertEquals(Optional.empty(), ServerReading.ofSlots(text), text);
      assertEquals(Optional.empty(), ServerReading.ofMetrics(text), text);
    }
  }

  @Test
  void the_cache_of_vllm_fills_as_it_reads() {
    String metrics =
        """
        # HELP vllm:num_requests_running Number of requests in model execution batches.
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="devstral"} 1.0
        vllm:num_requests_waiting{engine="0",model_name="devstral"} 0.0
        vllm:kv_cache_usage_perc{engine="0",model_name="devstral"} 0.125
        vllm:prompt_tokens_total{engine="0",model_name="devstral"} 5200.0
        vllm:cache_config_info{block_size="16",engine="0",num_gpu_blocks="4000"} 1.0
        """;

    assertEquals(OptionalLong.of(8000), ServerReading.ofMetrics(metrics).orElseThrow().tokens());
    assertEquals(
        OptionalLong.empty(),
        ServerReading.ofMetrics(metrics + "vllm:num_requests_waiting{} 1.0")
            .orElseThrow()
            .tokens());
    assertEquals(
        Optional.empty(),
        ServerReading.ofMetrics(metrics.replace("\"devstral\"} 1.0", "\"devstral\"} 0.0")));
  }
}
