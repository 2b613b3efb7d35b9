package dev.vibe.provider.openai;

import dev.vibe.model.ServerKind;
import dev.vibe.net.Http;
import dev.vibe.net.HttpBody;
import dev.vibe.net.HttpCall;
import dev.vibe.net.HttpFailure;
import dev.vibe.net.HttpReply;
import dev.vibe.net.HttpRequest;
import dev.vibe.net.Redaction;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.wire.ServerError;
import dev.vibe.provider.openai.wire.UnreadableChunk;
import dev.vibe.provider.openai.wire.request.PrefixBreak;
import dev.vibe.provider.openai.wire.request.RequestCodec;
import dev.vibe.provider.openai.wire.request.RequestFields;
import dev.vibe.provider.openai.wire.request.RequestOptions;
import dev.vibe.provider.openai.wire.request.ServerDialect;
import dev.vibe.provider.openai.wire.server.ModelList;
import dev.vibe.provider.openai.wire.server.SelfDescription;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A model behind an OpenAI-compatible endpoint. What it learns of the server (fields it refuses,
 * the context window) is kept for the session. Streams of one session are opened one after another;
 * the rest is thread-safe.
 */
public final class OpenAiModel implements ChatModel {

  /** What a list of models may weigh; the largest gateways send some 500 KB. */
  private static final int MAX_LIST_BYTES = 8 * 1024 * 1024;

  /** Code, prose and JSON stay below that, so that an estimate with it is not too high. */
  private static final int BYTES_PER_TOKEN = 5;

  static final int MAX_ERROR_BYTES = 64 * 1024;

  private final EndpointSettings settings;
  private final Endpoint endpoint;
  private final Http http;
  private final InstantSource clock;
  private final RandomGenerator random;

  // Used by the one open stream only.
  private final RequestCodec codec;
  private final ContextWatch contextWatch;
  private boolean hasAnswered;
  private boolean hasApplied;
  private boolean hasSurveyed;
  private boolean hasLooked;
  private boolean lastWasEmpty;

  private final EndpointProfileCache knowledge;
  private final VisionSupport eyesight;
  private final Notices notices = new Notices();

  /**
   * Connects nothing yet.
   *
   * @param clock for a server that says until when to wait
   * @param random for the jitter of retries
   * @throws VibeException ({@code bad-base-url}, usage) when the base URL is none
   */
  public OpenAiModel(
      EndpointSettings settings, Http http, InstantSource clock, RandomGenerator random) {
    this.settings = settings;
    this.endpoint = Endpoint.parse(settings.address().baseUrl());
    this.http = http;
    this.clock = clock;
    this.random = random;
    this.codec = new RequestCodec(ServerDialect.of(endpoint.base()));
    this.knowledge =
        new EndpointProfileCache(endpoint.display(), settings.session().profiles(), clock);
    this.eyesight =
        new VisionSupport(
            settings.model().id(),
            settings.model().known().vision(),
            () -> knowledge.vision(settings.model().id()));
    this.contextWatch = new ContextWatch(knowledge::kind);
    settings.address().key().notices().forEach(notices::addOnce);
  }

  @Override
  public String id() {
    return settings.model().id();
  }

  @Override
  public String endpoint() {
    return endpoint.display();
  }

  @Override
  public Capabilities capabilities() {
    Capabilities known = settings.model().known().withVision(eyesight.vision());
    return known.contextTokens() > 0
        ? known
        : known.withContext(knowledge.context(settings.model().id()));
  }

  @Override
  public ModelStream open(ModelRequest request) {
    return new OpenAiStream(this, request);
  }

  @Override
  public List<ServedModel> served() {
    try {
      return served(call -> {});
    } catch (HttpFailure e) {
      Diagnosis diagnosis = Diagnosis.of(e, place(""), Diagnosis.Acquaintance.STRANGER);
      throw diagnosis.failure(e);
    }
  }

  /** Asks the server about itself, which also learns the context window. */
  @Override
  public void warmUp() {
    Thread.ofVirtual()
        .name("warm-up")
        .start(
            () -> {
              try {
                facts();
              } catch (VibeException e) {
                // The first request meets the same failure and tells it.
              }
            });
  }

  /**
   * Asks the server what it is and how large its context really is. Blocks for at most a few times
   * the limit for listings.
   *
   * @throws VibeException as {@link #served}
   */
  public ServerFacts facts() {
    List<ServedModel> served = served();
    ServerProbe survey = new ServerProbe(http, endpoint, headers(settings.address().key().key()));
    ServerFacts facts = survey.of(settings.model().id(), knowledge.kind());
    knowledge.learnKind(facts.software());
    int listed = contextOf(served);
    int context = facts.contextTokens() > 0 ? facts.contextTokens() : listed;
    if (facts.contextTokens() > 0) {
      knowledge.learnContext(settings.model().id(), context);
    }
    knowledge.learnVision(settings.model().id(), facts.vision());
    ContextWatch.tooSmall(facts).ifPresent(notices::addOnce);
    return new ServerFacts(
        facts.software(), facts.version(), context, knowledge.vision(settings.model().id()));
  }

  @Override
  public List<Problem> takeNotices() {
    return notices.take();
  }

  /**
   * The list of models.
   *
   * @param started is given the call, so that it can be cancelled
   * @throws HttpFailure when there was no answer
   * @throws VibeException when the answer was none
   */
  List<ServedModel> served(Consumer<HttpCall> started) throws HttpFailure {
    String key = settings.address().key().key();
    HttpCall call = http.call(HttpRequest.get(endpoint.models(), headers(key)));
    started.accept(call);
    try (HttpReply reply = call.send(settings.session().transport().timeouts().listing())) {
      reply.limitSilence(settings.session().transport().timeouts().listing());
      if (reply.status() != 200) {
        ServerError error = ServerError.parse(reply.status(), reply.text(MAX_ERROR_BYTES));
        throw Diagnosis.of(error, answer(reply), place(key), Set.of())
            .failure(new IOException("status " + reply.status()));
      }
      String text = reply.text(MAX_LIST_BYTES);
      List<ServedModel> models = ModelList.read(text);
      int context = contextOf(models);
      if (context > 0) {
        learnContext(context);
      }
      knowledge.learnKind(ServerProbe.byOwner(SelfDescription.owner(text), endpoint));
      knowledge.learnVision(
          settings.model().id(), SelfDescription.visionOfListed(text, settings.model().id()));
      return models;
    } catch (UnreadableChunk e) {
      throw new VibeException(ExitCode.UNREACHABLE, place(key).webPage(), e);
    } catch (HttpFailure e) {
      throw e;
    } catch (IOException e) {
      throw new HttpFailure(HttpFailure.Kind.BROKEN, "the answer is unreadable", e);
    }
  }

  private int contextOf(List<ServedModel> models) {
    return models.stream()
        .filter(model -> model.id().equals(settings.model().id()))
        .mapToInt(ServedModel::contextTokens)
        .findFirst()
        .orElse(0);
  }

  private void learnContext(int tokens) {
    knowledge.learnContext(settings.model().id(), tokens);
  }

  // For the stream.

  HttpBody encode(ModelRequest request) {
    if (!hasApplied) {
      hasApplied = true;
      knowledge.profile().server().requests().refusedFields().forEach(codec::refuse);
    }
    HttpBody body =
        codec.encode(
            request,
            new RequestOptions(
                settings.model().id(),
                settings.model().sampling().temperature(),
                settings.model().sampling().maxOutputTokens(),
                eyesight.mostImages(),
                settings.session().cacheKey()));
    eyesight.leftOut(codec.unseenImages()).ifPresent(notices::add);
    codec.prefixBreak().ifPresent(this::tellBreak);
    return body;
  }

  /** The first images wait until the server was asked whether its model sees. */
  void lookBefore(ModelRequest request) {
    if (!hasLooked && eyesight.isOpen() && RequestCodec.hasImages(request)) {
      hasLooked = true;
      try {
        facts();
      } catch (VibeException e) {
        // The request meets the same failure and tells it.
      }
    }
  }

  /** Those of images say nothing of tokens. */
  long textBytes(HttpBody body) {
    return body.length() - codec.imageBytes();
  }

  /** In this session the server gets no more of them. */
  void refuseImages(Problem problem) {
    codec.refuse(RequestFields.IMAGE);
    eyesight.refused(problem.cause());
  }

  /** The server reads everything from there on again, which takes time and money. */
  private void tellBreak(PrefixBreak at) {
    notices.add(
        new Problem(
            ProblemCode.PREFIX_BREAK,
            "the server's prefix cache is lost",
            "the request differs from the one before at message "
                + at.message()
                + ", byte "
                + at.offset(),
            ""));
  }

  HttpCall post(HttpBody body, String key) {
    Map<String, String> headers = new HashMap<>(headers(key));
    headers.put("Accept", "text/event-stream, application/json");
    headers.put("Accept-Encoding", "identity");
    return http.call(HttpRequest.post(endpoint.completions(), headers, body));
  }

  private Map<String, String> headers(String key) {
    Map<String, String> headers = new HashMap<>();
    headers.put("User-Agent", "vibe");
    if (!key.isEmpty()) {
      headers.put("Authorization", "Bearer " + key);
    }
    headers.putAll(settings.address().headers());
    return headers;
  }

  static Diagnosis.Answer answer(HttpReply reply) {
    String correlation = "";
    for (String name : List.of("mistral-correlation-id", "x-request-id", "x-kong-request-id")) {
      correlation = correlation.isEmpty() ? reply.header(name) : correlation;
    }
    return new Diagnosis.Answer(
        correlation,
        reply.header("location"),
        reply.header("retry-after"),
        RateLimits.of(reply::header));
  }

  EndpointProblems place(String key) {
    List<String> secrets = new ArrayList<>(settings.address().headers().values());
    secrets.addAll(endpoint.queryValues());
    secrets.add(key);
    return new EndpointProblems(
        endpoint, settings.model().id(), settings.address().key().origin(), new Redaction(secrets));
  }

  Diagnosis diagnose(ServerError error, Diagnosis.Answer answer, String key) {
    hasAnswered = true;
    if (error.contextTokens() > 0) {
      learnContext(error.contextTokens());
    }
    return Diagnosis.of(error, answer, place(key), codec.sentFields());
  }

  Diagnosis diagnose(HttpFailure failure, String key) {
    return Diagnosis.of(
        failure,
        place(key),
        hasAnswered ? Diagnosis.Acquaintance.HAS_ANSWERED : Diagnosis.Acquaintance.STRANGER);
  }

  void refuseField(String field) {
    knowledge.learnRefusal(codec.refuseAsSent(field));
  }

  /** Whether there is a plainer way to write a request that the server could not read. */
  boolean writePlainly(ModelRequest request) {
    return codec.writePlainly(request);
  }

  /**
   * Whether a reply without anything in it comes from a window that the request has filled: some
   * servers answer so instead of refusing it.
   */
  boolean suspectsOverflow(long requestBytes, ModelEvent.Done done) {
    int window = capabilities().contextTokens();
    boolean cut =
        done.finish() == ModelEvent.Finish.LENGTH
            && settings.model().sampling().maxOutputTokens() == 0;
    long tokens = Math.max(done.usage().inputTokens(), requestBytes / BYTES_PER_TOKEN);
    return done.reply().reasoning().isEmpty() && (cut || (window > 0 && tokens > window));
  }

  /** Whether the reply before was empty, so that this request already is another try. */
  boolean lastWasEmpty() {
    return lastWasEmpty;
  }

  void replied(long requestBytes, ModelEvent.Done done) {
    hasAnswered = true;
    lastWasEmpty = done.reply().isEmpty();
    String toolChoice = codec.profile().toolChoice();
    if (codec.sentFields().contains("tool_choice")) {
      knowledge.learnToolChoice(done.reply().calls().isEmpty() ? "ignored" : toolChoice);
    }
    knowledge.learnReply(done.reply().reasoning().form(), done.usage());
    ContextWatch.Course course =
        codec.prefixBreak().isEmpty()
            ? ContextWatch.Course.CONTINUES
            : ContextWatch.Course.STARTS_ANEW;
    contextWatch
        .after(new ContextWatch.Exchange(requestBytes, done.usage(), course))
        .ifPresent(notices::addOnce);
    if (!hasSurveyed && knowledge.kind().cutsInSilence()) {
      // Only a loaded model has a context, and now it is loaded.
      hasSurveyed = true;
      warmUp();
    }
  }

  /** A call had come as text. */
  void recovered() {
    ServerKind software = knowledge.kind();
    notices.addOnce(
        new Problem(
            ProblemCode.CALLS_AS_TEXT,
            software.label() + " passes tool calls on as text",
            "they were recovered, which does not always work",
            software.toolRemedy()));
  }

  EndpointSettings settings() {
    return settings;
  }

  InstantSource clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }
}
