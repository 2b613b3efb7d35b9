package dev.vibe.provider.openai;

import dev.vibe.conversation.Usage;
import dev.vibe.model.ServerKind;
import dev.vibe.model.Vision;
import dev.vibe.provider.openai.wire.TemplateLoss;
import dev.vibe.provider.openai.wire.request.RequestFields;
import dev.vibe.provider.openai.wire.server.EndpointProfile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Cache of what is known of a server, from earlier sessions and this one. Read from the disk when
 * it is first asked for, written when something new was learned. Thread-safe.
 */
final class EndpointProfileCache {

  /** After that a server may have been replaced or set up anew. */
  private static final Duration KEPT = Duration.ofDays(7);

  /**
   * Fields whose refusal is about the server and not about the value that was sent or the model.
   */
  private static final Set<String> LASTING =
      Set.of(
          RequestFields.USER_AFTER_RESULT,
          RequestFields.RESPONSE_FORMAT,
          "stream_options",
          "prompt_cache_key",
          "reasoning_content",
          "reasoning",
          "thinking",
          "tool_choice=any",
          "tool_choice=required");

  private final String endpoint;
  private final EndpointProfileStore store;
  private final InstantSource clock;

  // Guarded by this.
  private EndpointProfile profile = EndpointProfile.NONE;
  private boolean loaded;

  EndpointProfileCache(String endpoint, EndpointProfileStore store, InstantSource clock) {
    this.endpoint = endpoint;
    this.store = store;
    this.clock = clock;
  }

  synchronized EndpointProfile profile() {
    if (!loaded) {
      loaded = true;
      EndpointProfile kept = EndpointProfile.read(store.load(endpoint));
      long age = clock.instant().getEpochSecond() - kept.learnedAt();
      profile = age >= 0 && age <= KEPT.toSeconds() ? kept : EndpointProfile.NONE;
    }
    return profile;
  }

  /** What the server offers for a model; 0 when unknown. */
  int context(String model) {
    return profile().models().contexts().getOrDefault(model, 0);
  }

  /** Whether a model sees, in the words of its server. */
  Vision vision(String model) {
    Map<String, Boolean> sees = profile().models().sees();
    return sees.containsKey(model)
        ? sees.getOrDefault(model, false) ? Vision.SEES : Vision.BLIND
        : Vision.UNKNOWN;
  }

  /** What the chat template of a model leaves out, as far as is known. */
  Set<TemplateLoss> losses(String model) {
    return profile().models().losses().getOrDefault(model, Set.of());
  }

  void learnLosses(String model, Set<TemplateLoss> losses) {
    learn(known -> known.withLosses(model, losses));
  }

  ServerKind kind() {
    return profile().server().kind();
  }

  void learnKind(ServerKind kind) {
    if (kind != ServerKind.UNKNOWN) {
      learn(known -> known.withKind(kind));
    }
  }

  void learnContext(String model, int tokens) {
    learn(known -> known.withContext(model, tokens));
  }

  void learnVision(String model, Vision vision) {
    if (!vision.isOpen()) {
      learn(known -> known.withVision(model, vision));
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
                reasoningForm.isEmpty() ? known.server().replies().reasoningForm() : reasoningForm,
                counted));
  }

  /** Writes only what is new, so that most sessions write nothing. */
  private synchronized void learn(UnaryOperator<EndpointProfile> change) {
    EndpointProfile before = profile();
    EndpointProfile after = change.apply(before);
    if (after.equals(before)) {
      return;
    }
    profile = after.at(clock.instant().getEpochSecond());
    store.save(endpoint, profile.write(endpoint));
  }
}
