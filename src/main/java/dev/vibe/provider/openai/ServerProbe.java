package dev.vibe.provider.openai;

import dev.vibe.model.ServerKind;
import dev.vibe.model.Vision;
import dev.vibe.net.Http;
import dev.vibe.net.HttpBody;
import dev.vibe.net.HttpCall;
import dev.vibe.net.HttpReply;
import dev.vibe.net.HttpRequest;
import dev.vibe.provider.openai.wire.TemplateLoss;
import dev.vibe.provider.openai.wire.server.SelfDescription;
import dev.vibe.provider.openai.wire.server.TemplateTrial;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Probe that asks a server what it is, in its own way beside the common API. What is not answered
 * is unknown; servers that are neither known nor on this machine are not bothered.
 */
record ServerProbe(Http http, Endpoint endpoint, Map<String, String> headers) {

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int LARGEST = 1024 * 1024;

  /** The server by its host, or else by the owner that its list of models names. */
  static ServerKind byOwner(String owner, Endpoint endpoint) {
    ServerKind byHost = ServerKind.ofHost(endpoint.base().getHost());
    return byHost == ServerKind.UNKNOWN ? ServerKind.ofOwner(owner) : byHost;
  }

  /**
   * Blocks for at most a few seconds a question.
   *
   * @param model whose context is asked for
   * @param kind as far as it is known
   */
  ServerFacts of(String model, ServerKind kind) {
    return switch (kind) {
      case MISTRAL, SGLANG -> new ServerFacts(kind, "", 0, Vision.UNKNOWN);
      case VLLM ->
          new ServerFacts(kind, SelfDescription.version(ask("/version")), 0, Vision.UNKNOWN);
      case LLAMA_CPP -> llamaCpp();
      case OLLAMA -> ollama(model);
      case LM_STUDIO -> lmStudio(model);
      case UNKNOWN -> endpoint.isLoopback() ? guess(model) : ServerFacts.NONE;
    };
  }

  private ServerFacts guess(String model) {
    ServerFacts ollama = ollama(model);
    if (!ollama.version().isEmpty()) {
      return ollama;
    }
    ServerFacts llamaCpp = llamaCpp();
    if (llamaCpp.contextTokens() > 0) {
      return llamaCpp;
    }
    return SelfDescription.isLmStudio(ask("/api/v0/models")) ? lmStudio(model) : ServerFacts.NONE;
  }

  private ServerFacts ollama(String model) {
    String version = SelfDescription.version(ask("/api/version"));
    if (version.isEmpty()) {
      return new ServerFacts(ServerKind.OLLAMA, "", 0, Vision.UNKNOWN);
    }
    int context = SelfDescription.contextOfPs(ask("/api/ps"), model);
    String shown =
        answer(
            HttpRequest.post(
                endpoint.beside("/api/show"), headers, SelfDescription.questionOfShow(model)));
    return new ServerFacts(
        ServerKind.OLLAMA, version, context, SelfDescription.visionOfShow(shown));
  }

  private ServerFacts llamaCpp() {
    String props = ask("/props");
    return new ServerFacts(
        ServerKind.LLAMA_CPP,
        SelfDescription.buildOfProps(props),
        SelfDescription.contextOfProps(props),
        SelfDescription.visionOfProps(props),
        SelfDescription.slotsOfProps(props));
  }

  private ServerFacts lmStudio(String model) {
    String models = ask("/api/v0/models");
    return new ServerFacts(
        ServerKind.LM_STUDIO,
        "",
        SelfDescription.loadedContext(models, model),
        SelfDescription.visionOfLoaded(models, model));
  }

  /** What the chat template of the model that is loaded leaves out; empty when nobody tells. */
  Optional<Set<TemplateLoss>> losses(ServerKind kind) {
    return switch (kind) {
      case LLAMA_CPP ->
          SelfDescription.namesTemplate(ask("/props")) ? tryTemplate() : Optional.empty();
      case MISTRAL, VLLM, OLLAMA, LM_STUDIO, SGLANG, UNKNOWN -> Optional.empty();
    };
  }

  private Optional<Set<TemplateLoss>> tryTemplate() {
    return TemplateTrial.outcome(applied(TemplateTrial.question()))
        .or(() -> TemplateTrial.outcomeWithoutCall(applied(TemplateTrial.questionWithoutCall())));
  }

  private String applied(HttpBody question) {
    return answer(HttpRequest.post(endpoint.beside("/apply-template"), headers, question));
  }

  /** The answer; empty when there is none. */
  private String ask(String path) {
    return answer(HttpRequest.get(endpoint.beside(path), headers));
  }

  /**
   * A page of the server; empty when it has none.
   *
   * @param started is given the call, so that it can be cancelled
   * @throws IOException when there was no answer in time
   */
  String page(String path, Consumer<HttpCall> started) throws IOException {
    HttpCall call = http.call(HttpRequest.get(endpoint.beside(path), headers));
    started.accept(call);
    try (HttpReply reply = call.send(LIMIT)) {
      reply.limitSilence(LIMIT);
      return reply.status() == 200 ? reply.text(LARGEST) : "";
    }
  }

  private String answer(HttpRequest request) {
    try (HttpReply reply = http.call(request).send(LIMIT)) {
      reply.limitSilence(LIMIT);
      return reply.status() == 200 ? reply.text(LARGEST) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
