package dev.vibe.provider.openai;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolResult;
import dev.vibe.model.ServerKind;
import dev.vibe.net.HttpBody;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.openai.wire.TemplateLoss;
import dev.vibe.provider.openai.wire.request.PrefixBreak;
import dev.vibe.provider.openai.wire.request.RequestCodec;
import dev.vibe.provider.openai.wire.request.RequestFields;
import dev.vibe.provider.openai.wire.request.RequestOptions;
import dev.vibe.provider.openai.wire.request.ServerDialect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writer of the requests of one session, in the form that the server takes as far as its refusals
 * have told. Used by the one open stream only.
 */
final class RequestWriter {

  private static final List<String> REASONING =
      List.of("reasoning_content", "reasoning", "thinking");

  private static final String PROGRESS = "return_progress";

  /** A machine without a graphics card reads that for some ten seconds. Characters. */
  private static final long LONG = 8_000;

  private final EndpointClient client;
  private final EndpointDirectory directory;
  private final EndpointProfileCache profiles;
  private final Notices notices;
  private final RequestCodec codec;
  private final VisionSupport images;
  private boolean knowsRefusals;
  private boolean hasLooked;

  RequestWriter(
      EndpointClient client,
      EndpointDirectory directory,
      EndpointProfileCache profiles,
      Notices notices) {
    this.client = client;
    this.directory = directory;
    this.profiles = profiles;
    this.notices = notices;
    this.codec = new RequestCodec(ServerDialect.of(client.endpoint().base()));
    this.images =
        new VisionSupport(
            client.model(), client.settings().model().known().vision(), directory::vision);
  }

  /** Writes it; may ask the server first whether its model sees the images in it. */
  WrittenRequest write(ModelRequest request) {
    lookBefore(request);
    recallRefusals();
    Set<TemplateLoss> losses = profiles.losses(client.model());
    if (!request.tools().isEmpty() && losses.contains(TemplateLoss.TOOLS)) {
      codec.tellTools();
      notices.addOnce(ToolWatch.problem(directory.kind()));
    }
    codec.tellInText(losses);
    HttpBody body = codec.encode(request, options(request));
    images.leftOut(codec.unseenImages()).ifPresent(notices::add);
    codec.prefixBreak().ifPresent(this::tellBreak);
    Set<String> sent = codec.sentFields();
    return new WrittenRequest(
        body,
        body.length() - codec.imageBytes(),
        sent,
        sent.contains(RequestFields.TOOL_CHOICE) ? codec.dialect().toolChoice() : "",
        codec.prefixBreak().isEmpty()
            ? ContextWatch.Course.CONTINUES
            : ContextWatch.Course.STARTS_ANEW,
        ToolWatch.Words.of(request));
  }

  /** The first images wait until the server was asked whether its model sees. */
  private void lookBefore(ModelRequest request) {
    if (!hasLooked && images.isOpen() && RequestCodec.hasImages(request)) {
      hasLooked = true;
      directory.tryFacts();
    }
  }

  /** Those of earlier sessions. */
  private void recallRefusals() {
    if (!knowsRefusals) {
      knowsRefusals = true;
      profiles.profile().server().requests().refusedFields().forEach(codec::refuse);
    }
  }

  private RequestOptions options(ModelRequest request) {
    int mostOutputTokens = request.mostOutputTokens();
    EndpointSettings.Sampling sampling = client.settings().model().sampling();
    int set = sampling.maxOutputTokens();
    boolean isSetLower = set > 0 && (mostOutputTokens == 0 || set < mostOutputTokens);
    return new RequestOptions(
        client.model(),
        sampling.temperature(),
        isSetLower ? set : mostOutputTokens,
        images.mostImages(),
        client.settings().session().cacheKey(),
        directory.kind() == ServerKind.LLAMA_CPP && isLong(request)
            ? withProgress(sampling.fields())
            : sampling.fields());
  }

  /** llama.cpp then tells in the stream how much of the request it has read. */
  private static Map<String, Object> withProgress(Map<String, Object> fields) {
    Map<String, Object> more = new HashMap<>(fields);
    more.putIfAbsent(PROGRESS, true);
    return more;
  }

  private static boolean isLong(ModelRequest request) {
    long chars = 0;
    for (Message message : request.messages()) {
      chars +=
          switch (message) {
            case Message.User user -> Message.textOf(user).length();
            case Message.Assistant reply -> reply.text().length();
            case Message.ToolResults(List<ToolResult> results) -> {
              long all = 0;
              for (ToolResult result : results) {
                all += result.text().length();
              }
              yield all;
            }
          };
    }
    return chars > LONG;
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

  /**
   * From now on a field is not sent as it was. A server that refuses one form of reasoning refuses
   * the others, too, and each would cost a request more.
   */
  void refuseField(String field) {
    List<String> refused = REASONING.contains(field) ? REASONING : List.of(field);
    refused.forEach(each -> profiles.learnRefusal(codec.refuseAsSent(each)));
  }

  /** In this session the server gets no more of them. */
  void refuseImages(Problem problem) {
    codec.refuse(RequestFields.IMAGE);
    directory.learnImagesRefused();
    images.refused(problem.cause());
  }

  /** Whether there is a plainer way to write a request that the server could not read. */
  boolean writePlainly(ModelRequest request) {
    return codec.writePlainly(request);
  }

  /** Whether there is a way to write a request in which no tools are named beside the text. */
  boolean writeToolsAsText(ModelRequest request) {
    return codec.writeToolsAsText(request);
  }
}
