package dev.vibe.provider.openai;

import dev.vibe.conversation.Usage;
import dev.vibe.provider.Capabilities.Vision;
import dev.vibe.provider.openai.wire.server.EndpointProfile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is known of a server, from earlier sessions and this one. Read from the disk when it is
 * first asked for, written when something new was learned. Thread-safe.
 */
final class EndpointProfileCache {

  /** After that a server may have been replaced or set up anew. */
  private static final Duration KEPT = Duration.ofDays(7);

  /**
   * Fields whose refusal is about the server and not about the value that was sent or the model.
   */
  private static final Set<String> LASTING =
      Set.of(
          "stream_options",
          "prompt_cache_key",
          "reasoning_content",
          "reasoning",
          "thinking",
          "tool_choice=any",
          "tool_choice=required");

  private final String endpoint;
  private final EndpointProfileStore memory;
  private final InstantSource clock;

  // Guarded by this.
  private EndpointProfile lessons = EndpointProfile.NONE;
  private boolean loaded;

  EndpointProfileCache(String endpoint, EndpointProfileStore memory, InstantSource clock) {
    this.endpoint = endpoint;
    this.memory = memory;
    this.clock = clock;
  }

  synchronized EndpointProfile lessons() {
    if (!loaded) {
      loaded = true;
      EndpointProfile kept = EndpointProfile.read(memory.load(endpoint));
      long age = clock.instant().getEpochSecond() - kept.learnedAt();
      lessons = age >= 0 && age <= KEPT.toSeconds() ? kept : EndpointProfile.NONE;
    }
    return lessons;
  }

  /** What the server offers for a model; 0 when unknown. */
  int context(String model) {
    return lessons().contexts().getOrDefault(model, 0);
  }

  /** Whether a model sees, in the words of its server. */
  Vision sight(String model) {
    Map<String, Boolean> sees = lessons().sees();
    return sees.containsKey(model)
        ? sees.getOrDefault(model, false) ? Vision.SEES : Vision.BLIND
        : Vision.UNKNOWN;
  }

  ServerKind software() {
    String name = lessons().software();
    for (ServerKind each : ServerKind.values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return ServerKind.UNKNOWN;
  }

  void learnSoftware(ServerKind software) {
    if (software != ServerKind.UNKNOWN) {
      learn(known -> known.withSoftware(software.name()));
    }
  }

  void learnContext(String model, int tokens) {
    learn(known -> known.withContext(model, tokens));
  }

  void learnSight(String model, Vision sight) {
    if (!sight.isOpen()) {
      learn(known -> known.withSight(model, sight.sees()));
    }
  }

  void learnRefusal(String field) {
    if (LASTING.contains(field)) {
      learn(known -> known.without(field));
    }
  }

  /** From a reply to a request that wanted a call. */
  void learnToolChoice(String value) {
    learn(known -> known.withToolChoice(value));
  }

  /** From a whole reply. */
  void learnReply(String reasoningForm, Usage usage) {
    String counted = usage.totalTokens() > 0 ? "yes" : "no";
    learn(
        known ->
            known.withReply(
                reasoningForm.isEmpty() ? known.reasoningForm() : reasoningForm, counted));
  }

  /** Writes only what is new, so that most sessions write nothing. */
  private synchronized void learn(UnaryOperator<EndpointProfile> change) {
    EndpointProfile before = lessons();
    EndpointProfile after = change.apply(before);
    if (after.equals(before)) {
      return;
    }
    lessons = after.at(clock.instant().getEpochSecond());
    memory.save(endpoint, lessons.write(endpoint));
  }
}
