package dev.vibe.provider.openai;

import dev.vibe.model.ServerKind;
import dev.vibe.net.HttpFailure;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.openai.wire.TemplateLoss;
import java.util.Set;

/**
 * State of what the answers of one session have shown of a server: whether it answers at all,
 * whether it cuts the conversation, and what its replies teach. Used by the one open stream only.
 */
final class ReplyHistory {

  /** Code, prose and JSON stay below that, so that an estimate with it is not too high. */
  private static final int BYTES_PER_TOKEN = 5;

  private final EndpointClient client;
  private final EndpointDirectory directory;
  private final EndpointProfileCache profiles;
  private final Notices notices;
  private final ContextWatch contextWatch;
  private final ToolWatch toolWatch = new ToolWatch();
  private boolean hasAnswered;
  private boolean lastWasEmpty;
  private boolean hasAskedLoaded;

  ReplyHistory(
      EndpointClient client,
      EndpointDirectory directory,
      EndpointProfileCache profiles,
      Notices notices) {
    this.client = client;
    this.directory = directory;
    this.profiles = profiles;
    this.notices = notices;
    this.contextWatch = new ContextWatch(directory::kind);
  }

  /** Whether the reply before was empty, so that the next request already is another try. */
  boolean lastWasEmpty() {
    return lastWasEmpty;
  }

  Diagnosis refused(ErrorReply reply, WrittenRequest sent, String key) {
    hasAnswered = true;
    int context = reply.error().contextTokens();
    if (context > 0) {
      directory.learnContext(context);
    }
    return DiagnosisRules.of(
        new DiagnosisRules.Case(reply, client.problems(key), sent.sentFields()));
  }

  Diagnosis failed(HttpFailure failure, String key) {
    return Diagnosis.of(
        failure,
        client.problems(key),
        hasAnswered ? Diagnosis.Acquaintance.HAS_ANSWERED : Diagnosis.Acquaintance.STRANGER);
  }

  /**
   * Whether a reply without anything in it comes from a window that the request has filled: some
   * servers answer so instead of refusing it.
   */
  boolean suspectsOverflow(WrittenRequest sent, ModelEvent.Done done) {
    int window = directory.capabilities().contextTokens();
    boolean cut = done.finish() == ModelEvent.Finish.LENGTH && !sent.isLimited();
    long tokens = Math.max(done.usage().inputTokens(), sent.textBytes() / BYTES_PER_TOKEN);
    return done.reply().reasoning().isEmpty() && (cut || (window > 0 && tokens > window));
  }

  /**
   * Whether the model has answered without having seen what its tools told. Then the next request
   * tells it as plain text.
   */
  boolean missedResults(WrittenRequest sent, ModelEvent.Done done) {
    String model = client.model();
    boolean misses =
        toolWatch.missesResults(new ToolWatch.Exchange(sent.words(), sent.course(), done.usage()))
            && !profiles.losses(model).contains(TemplateLoss.TOOLS)
            && !directory.kind().cutsInSilence();
    if (misses) {
      profiles.learnLosses(model, Set.of(TemplateLoss.TOOLS));
    }
    return misses;
  }

  Problem resultsMissed() {
    return ToolWatch.problem(directory.kind());
  }

  void replied(WrittenRequest sent, ModelEvent.Done done) {
    hasAnswered = true;
    lastWasEmpty = done.reply().isEmpty();
    if (!sent.toolChoice().isEmpty()) {
      profiles.learnToolChoice(done.reply().calls().isEmpty() ? "ignored" : sent.toolChoice());
    }
    profiles.learnReply(done.reply().reasoning().form(), done.usage());
    contextWatch
        .after(new ContextWatch.Exchange(sent.textBytes(), done.usage(), sent.course()))
        .ifPresent(notices::addOnce);
    if (!hasAskedLoaded && directory.kind().cutsInSilence()) {
      // Only a loaded model has a context, and now it is loaded.
      hasAskedLoaded = true;
      directory.warmUp();
    }
  }

  /** A call had come as text. */
  void recovered() {
    ServerKind kind = directory.kind();
    notices.addOnce(
        new Problem(
            ProblemCode.CALLS_AS_TEXT,
            kind.label() + " passes tool calls on as text",
            "they were recovered, which does not always work",
            kind.toolRemedy()));
  }
}
