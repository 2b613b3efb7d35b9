package dev.vibe.provider.openai;

import dev.vibe.net.RetryPolicy;
import dev.vibe.provider.ModelEvent.Kind;
import dev.vibe.provider.ModelEvent.Obstacle;
import dev.vibe.provider.openai.Diagnosis.FieldsRejected;
import dev.vibe.provider.openai.Diagnosis.Final;
import dev.vibe.provider.openai.Diagnosis.HistoryRejected;
import dev.vibe.provider.openai.Diagnosis.ImagesRejected;
import dev.vibe.provider.openai.Diagnosis.KeyRejected;
import dev.vibe.provider.openai.Diagnosis.Retryable;
import dev.vibe.provider.openai.Diagnosis.TemplateFailed;
import dev.vibe.provider.openai.wire.ServerError;
import dev.vibe.provider.openai.wire.request.RequestFields;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Table of what refusals mean, in the order in which it is read: the first rule that holds decides.
 * Reading the servers' own words is here and nowhere else; a quirk of a server is a row, or a word
 * in {@link ServerWords}.
 */
final class DiagnosisRules {

  /** What stands between the names of fields in a message. */
  private static final Pattern NO_NAME = Pattern.compile("[^a-z0-9_]+");

  private DiagnosisRules() {}

  /**
   * A refusal, and what it answers.
   *
   * @param sent what the request held that it can do without
   */
  record Case(ErrorReply reply, EndpointProblems problems, Set<String> sent) {

    ServerError error() {
      return reply.error();
    }

    boolean hasStatus(Integer... statuses) {
      return List.of(statuses).contains(error().status());
    }

    boolean says(List<String> words) {
      return error().mentions(words);
    }

    /** The server found fault with the request itself. */
    boolean isInvalid() {
      return hasStatus(400, 422);
    }

    boolean showedImages() {
      return sent.contains(RequestFields.IMAGE);
    }

    /** The optional fields that the body of the error points at, of those that were sent. */
    List<String> namedFields() {
      return sentFields(Set.copyOf(error().fields()));
    }

    /** The optional fields that the words of the error are about. */
    List<String> unwantedFields() {
      return says(ServerWords.UNWANTED) ? sentFields(words()) : List.of();
    }

    boolean wantsOtherLimit() {
      return sent.contains(RequestFields.MAX_TOKENS)
          && words().contains(RequestFields.MAX_COMPLETION_TOKENS);
    }

    private Set<String> words() {
      return new HashSet<>(List.of(NO_NAME.split(error().message().toLowerCase(Locale.ROOT))));
    }

    private List<String> sentFields(Set<String> meant) {
      return RequestFields.OPTIONAL.stream()
          .filter(field -> sent.contains(field) && meant.contains(field))
          .toList();
    }
  }

  /**
   * One row.
   *
   * @param name what is the matter, for whoever reads the table or its test
   */
  record Rule(String name, Predicate<Case> holds, Function<Case, Diagnosis> meaning) {}

  private static final List<Rule> WORDS =
      List.of(
          new Rule(
              "the limit of the output has another name",
              c -> c.isInvalid() && c.wantsOtherLimit(),
              c -> new FieldsRejected(List.of(RequestFields.LIMIT_NAME))),
          new Rule(
              "the form of the reply is spoken of",
              c ->
                  c.sent.contains(RequestFields.RESPONSE_FORMAT)
                      && c.hasStatus(400, 422, 500)
                      && c.says(ServerWords.FORM),
              c -> new FieldsRejected(List.of(RequestFields.RESPONSE_FORMAT))),
          new Rule(
              "an optional field is named",
              c -> c.isInvalid() && !c.namedFields().isEmpty(),
              c -> new FieldsRejected(c.namedFields())),
          new Rule(
              "an image makes the body too large for a gateway",
              c -> c.showedImages() && c.hasStatus(413),
              c -> new ImagesRejected(c.problems.rejected(c.reply))),
          new Rule(
              "images are spoken of",
              c ->
                  c.showedImages()
                      && c.hasStatus(400, 404, 415, 422, 500)
                      && c.says(ServerWords.IMAGES)
                      && !c.says(ServerWords.OVERFLOW),
              c -> new ImagesRejected(c.problems.rejected(c.reply))),
          new Rule(
              "the body is too large",
              c -> c.hasStatus(413),
              c -> new Final(Kind.CONTEXT_OVERFLOW, c.problems.overflow(c.error()))),
          new Rule(
              "the context is full",
              c -> c.hasStatus(0, 400, 422, 500) && c.says(ServerWords.OVERFLOW),
              c -> new Final(Kind.CONTEXT_OVERFLOW, c.problems.overflow(c.error()))),
          new Rule(
              "there is no such path, by the words of the error",
              c -> c.hasStatus(0, 200) && c.says(ServerWords.NO_SUCH_PATH),
              c -> new Final(Kind.REJECTED, c.problems.badPath(c.reply))),
          new Rule(
              "the key is refused, by the words of the error",
              c -> c.hasStatus(0, 400) && c.says(ServerWords.KEY),
              c -> new KeyRejected(c.problems.unauthorized(c.error()))),
          new Rule(
              "payment is required",
              c -> c.hasStatus(402),
              c -> new Final(Kind.QUOTA, c.problems.quota(c.error()))),
          new Rule(
              "no credit is left",
              c -> !c.hasStatus(401) && c.says(ServerWords.QUOTA),
              c -> new Final(Kind.QUOTA, c.problems.quota(c.error()))),
          new Rule(
              "the request is larger than a minute allows",
              c -> c.hasStatus(429) && c.reply.head().limits().neverFits(),
              c -> new Final(Kind.CONTEXT_OVERFLOW, c.problems.overLimit(c.reply))),
          new Rule(
              "an optional field is unwanted",
              c -> c.isInvalid() && !c.unwantedFields().isEmpty(),
              c -> new FieldsRejected(c.unwantedFields())),
          new Rule(
              "the model is unknown, by the type of the error",
              c -> c.says(ServerWords.UNKNOWN_MODEL),
              c -> new Final(Kind.REJECTED, c.problems.unknownModel(c.error()))),
          new Rule(
              "the model is unknown, by Mistral's code",
              c -> c.error().code().equals("1500"),
              c -> new Final(Kind.REJECTED, c.problems.unknownModel(c.error()))),
          new Rule(
              "the model is not there",
              c -> c.hasStatus(404) && c.says(ServerWords.MODEL) && c.says(ServerWords.MISSING),
              c -> new Final(Kind.REJECTED, c.problems.unknownModel(c.error()))),
          new Rule(
              "a user's message may not follow a result",
              c ->
                  c.sent.contains(RequestFields.USER_AFTER_RESULT)
                      && c.hasStatus(400, 422, 500)
                      && c.says(ServerWords.ORDER),
              c -> new FieldsRejected(List.of(RequestFields.USER_AFTER_RESULT))),
          new Rule(
              "the chat template fails",
              c -> c.hasStatus(400, 422, 500) && c.says(ServerWords.TEMPLATE),
              c -> new TemplateFailed(c.problems.rejected(c.reply))),
          new Rule(
              "the history cannot be read",
              c -> c.hasStatus(400, 422, 500) && c.says(ServerWords.HISTORY),
              c -> new HistoryRejected(c.problems.rejected(c.reply))),
          // With the image in the history it would fail for ever.
          new Rule(
              "nothing but an image explains it",
              c -> c.showedImages() && c.hasStatus(400, 415, 422),
              c -> new ImagesRejected(c.problems.rejected(c.reply))));

  private static final List<Rule> STATUSES =
      List.of(
          new Rule(
              "a redirect leads elsewhere",
              c -> c.error().status() / 100 == 3,
              c -> new Final(Kind.REJECTED, c.problems.redirected(c.reply))),
          new Rule(
              "the server broke",
              c -> c.hasStatus(500),
              c ->
                  new Retryable(
                      Obstacle.BUSY, c.problems.serverTrouble(c.reply), Diagnosis.BROKEN_REPLIES)),
          new Rule(
              "the trouble passes",
              c -> RetryPolicy.mayHeal(c.error().status()),
              c ->
                  new Retryable(
                      Obstacle.BUSY, c.problems.serverTrouble(c.reply), Diagnosis.ANY_NUMBER)),
          new Rule(
              "the reply broke off with an error",
              c -> c.hasStatus(0),
              c ->
                  new Retryable(
                      Obstacle.BROKEN_REPLY,
                      c.problems.broken(c.error().message()),
                      Diagnosis.BROKEN_REPLIES)),
          new Rule(
              "the key is refused",
              c -> c.hasStatus(401),
              c -> new KeyRejected(c.problems.unauthorized(c.error()))),
          new Rule(
              "the key does not reach the model",
              c -> c.hasStatus(403),
              c -> new Final(Kind.UNAUTHORIZED, c.problems.forbidden(c.error()))),
          new Rule(
              "there is no such path",
              c -> c.hasStatus(404, 405),
              c -> new Final(Kind.REJECTED, c.problems.badPath(c.reply))),
          new Rule(
              "the proxy wants a login",
              c -> c.hasStatus(407),
              c -> new Final(Kind.UNREACHABLE, c.problems.proxyLogin())),
          new Rule(
              "the request is refused",
              c -> true,
              c -> new Final(Kind.REJECTED, c.problems.rejected(c.reply))));

  /** All of them: what a server says goes before the status under which it says it. */
  static final List<Rule> RULES = Stream.of(WORDS, STATUSES).flatMap(List::stream).toList();

  /** The rule that decides; the last one always holds. */
  static Rule deciding(Case refusal) {
    for (Rule rule : RULES) {
      if (rule.holds.test(refusal)) {
        return rule;
      }
    }
    throw new IllegalStateException("the last rule holds for everything");
  }

  /** What an error means that the endpoint answered with, by status or inside a reply. */
  static Diagnosis of(Case refusal) {
    return deciding(refusal).meaning.apply(refusal);
  }
}
