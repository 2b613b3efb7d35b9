package dev.vibe.provider.openai;

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
import java.util.Set;

/**
 * Writer of the requests of one session, in the form that the server takes as far as its refusals
 * have told. Used by the one open stream only.
 */
final class RequestWriter {

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
    HttpBody body = codec.encode(request, options(request.mostOutputTokens()));
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

  private RequestOptions options(int mostOutputTokens) {
    EndpointSettings.Sampling sampling = client.settings().model().sampling();
    int set = sampling.maxOutputTokens();
    boolean isSetLower = set > 0 && (mostOutputTokens == 0 || set < mostOutputTokens);
    return new RequestOptions(
        client.model(),
        sampling.temperature(),
        isSetLower ? set : mostOutputTokens,
        images.mostImages(),
        client.settings().session().cacheKey(),
        sampling.fields());
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

  /** From now on a field is not sent as it was. */
  void refuseField(String field) {
    profiles.learnRefusal(codec.refuseAsSent(field));
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
