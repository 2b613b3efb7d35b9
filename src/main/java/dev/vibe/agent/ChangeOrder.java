package dev.vibe.agent;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Classifier that knows requests which order a change of files. Errs on the side of no: a sentence
 * of it has to begin with a verb of change, and none may ask for words alone. Pure.
 */
final class ChangeOrder {

  private static final String POLITE =
      "(?:(?:please|now|then|also|and|ok|okay|so|next|first|can you|could you|would you|you should"
          + "|i want you to|i need you to|we need to|let's)[,:]? )*";

  private static final Pattern ORDER =
      Pattern.compile(
          POLITE
              + "(?:fix|add|change|update|implement|rename|remove|delete|refactor|replace|rewrite"
              + "|correct|repair|extend|convert|move|port|migrate|modify|edit|improve|introduce"
              + "|support|handle|make)\\b.*");

  /** They make something, which may be an answer, unless a file is named. */
  private static final Pattern MAKING = Pattern.compile(POLITE + "(?:write|create|generate)\\b.*");

  private static final Pattern WORDS_ALONE =
      Pattern.compile(
          "\\b(?:show|explain|suggest|propose|sketch|draft|describe|print|tell me|what would|how"
              + " (?:would|could|should|do|can|to)|what|why|which|example|don't"
              + " (?:change|edit|write|touch)|do not (?:change|edit|write|touch)|without"
              + " (?:changing|editing|writing)|no changes|only (?:answer|say|look)|just"
              + " (?:answer|say|look|the code)|review)\\b");

  private ChangeOrder() {}

  /** The words of a message, without what is attached to them. */
  static String words(Message.User message) {
    return message.parts().stream()
        .map(part -> part instanceof Part.Text(String text) ? text : "")
        .collect(Collectors.joining("\n"));
  }

  static boolean isIn(String request) {
    String text = request.replace('\u2019', '\'').toLowerCase(Locale.ROOT);
    return !WORDS_ALONE.matcher(text).find()
        && Pattern.compile("(?<=[.!?;:])\\s+|\\n")
            .splitAsStream(text)
            .map(sentence -> sentence.replaceFirst("^(?:[-*\\s]|\\d+[.)])+", "").strip())
            .anyMatch(
                sentence ->
                    ORDER.matcher(sentence).matches()
                        || (MAKING.matcher(sentence).matches()
                            && ShownCode.FILE.matcher(sentence).find()));
  }
}
