package dev.vibe.provider.openai;

import dev.vibe.model.ServerKind;
import dev.vibe.model.Vision;
import dev.vibe.net.HttpCall;
import dev.vibe.net.HttpFailure;
import dev.vibe.net.HttpReply;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.wire.UnreadableChunk;
import dev.vibe.provider.openai.wire.server.ModelList;
import dev.vibe.provider.openai.wire.server.SelfDescription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Directory of what an endpoint serves, and of what is known of the one model that is asked there:
 * from the settings, from earlier sessions, and from the server itself. Thread-safe.
 */
final class EndpointDirectory {

  /** What a list of models may weigh; the largest gateways send some 500 KB. */
  private static final int MAX_LIST_BYTES = 8 * 1024 * 1024;

  private final EndpointClient client;
  private final EndpointProfileCache profiles;
  private final Notices notices;
  private volatile boolean refusesImages;
  private volatile int slots;

  EndpointDirectory(EndpointClient client, EndpointProfileCache profiles, Notices notices) {
    this.client = client;
    this.profiles = profiles;
    this.notices = notices;
  }

  Capabilities capabilities() {
    Capabilities known = client.settings().model().known().withVision(vision()).withSlots(slots);
    return known.contextTokens() > 0 ? known : known.withContext(profiles.context(client.model()));
  }

  /**
   * What the server has done goes before the user's word, that before what the server says, and
   * that before what the model was made for.
   */
  Vision vision() {
    if (refusesImages) {
      return Vision.BLIND;
    }
    Vision known = client.settings().model().known().vision();
    Vision said = profiles.vision(client.model());
    return known.isOpen() && said != Vision.UNKNOWN ? said : known;
  }

  /** In this session the model is shown none, whatever it is said to be. */
  void learnImagesRefused() {
    refusesImages = true;
  }

  ServerKind kind() {
    return profiles.kind();
  }

  /** The server has said it in passing. */
  void learnContext(int tokens) {
    profiles.learnContext(client.model(), tokens);
  }

  /**
   * The list of models.
   *
   * @throws VibeException when it could not be had
   */
  List<ServedModel> served() {
    try {
      return served(call -> {});
    } catch (HttpFailure e) {
      throw Diagnosis.of(e, client.problems(""), Diagnosis.Acquaintance.STRANGER).failure(e);
    }
  }

  /**
   * The list of models.
   *
   * @param started is given the call, so that it can be cancelled
   * @throws HttpFailure when there was no answer
   * @throws VibeException when the answer was none
   */
  List<ServedModel> served(Consumer<HttpCall> started) throws HttpFailure {
    Duration limit = client.timeouts().listing();
    String key = client.key();
    HttpCall call = client.models(key);
    started.accept(call);
    try (HttpReply reply = call.send(limit)) {
      reply.limitSilence(limit);
      if (reply.status() != 200) {
        ErrorReply error = ErrorReply.read(reply, limit);
        throw DiagnosisRules.of(new DiagnosisRules.Case(error, client.problems(key), Set.of()))
            .failure(new IOException("status " + reply.status()));
      }
      return read(reply.text(MAX_LIST_BYTES));
    } catch (UnreadableChunk e) {
      throw new VibeException(ExitCode.UNREACHABLE, client.problems(key).webPage(), e);
    } catch (HttpFailure e) {
      throw e;
    } catch (IOException e) {
      throw new HttpFailure(HttpFailure.Kind.BROKEN, "the answer is unreadable", e);
    }
  }

  private List<ServedModel> read(String list) {
    List<ServedModel> models = ModelList.read(list);
    heard(models);
    profiles.learnKind(ServerProbe.byOwner(SelfDescription.owner(list), client.endpoint()));
    profiles.learnVision(client.model(), SelfDescription.visionOfListed(list, client.model()));
    return models;
  }

  /** Takes what a list says that was asked for before it was known which model it would be. */
  void heard(List<ServedModel> models) {
    int context = contextOf(models);
    if (context > 0) {
      learnContext(context);
    }
  }

  private int contextOf(List<ServedModel> models) {
    return models.stream()
        .filter(model -> model.id().equals(client.model()))
        .mapToInt(ServedModel::contextTokens)
        .findFirst()
        .orElse(0);
  }

  /**
   * Asks the server what it is and how large its context really is. Blocks for at most a few times
   * the limit for listings.
   *
   * @throws VibeException as {@link #served}
   */
  ServerFacts facts() {
    List<ServedModel> served = served();
    ServerFacts facts = client.probe().of(client.model(), profiles.kind());
    profiles.learnKind(facts.kind());
    slots = facts.slots();
    int context = facts.contextTokens();
    if (context > 0) {
      learnContext(context);
    }
    profiles.learnVision(client.model(), facts.vision());
    client
        .probe()
        .losses(facts.kind())
        .ifPresent(losses -> profiles.learnLosses(client.model(), losses));
    ContextWatch.tooSmall(facts).ifPresent(notices::addOnce);
    return new ServerFacts(
        facts.kind(),
        facts.version(),
        context > 0 ? context : contextOf(served),
        profiles.vision(client.model()),
        facts.slots());
  }

  /** The same, for whoever meets a failure again and tells it then. */
  void tryFacts() {
    try {
      facts();
    } catch (VibeException e) {
      // The next request fails in the same way.
    }
  }

  /** Asks in the background, which also opens the connection. */
  void warmUp() {
    Thread.ofVirtual().name("warm-up").start(this::tryFacts);
  }
}
