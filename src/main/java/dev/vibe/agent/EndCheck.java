package dev.vibe.agent;

import dev.vibe.approval.Mode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Check of an answer without a call: whether it can be the end of a run. Errs on the side of yes,
 * because an honest answer that is asked for again costs more than a run that ends early. Pure.
 *
 * <p>The forms are those in which models of 7B to 24B end a run by mistake.
 */
final class EndCheck {

  /** An answer that is longer has said something beside an announcement or a question. */
  private static final int SHORT = 300;

  /** A line of text before a block that is no more than its title. */
  private static final int TITLE = 120;

  private static final Pattern FENCE =
      Pattern.compile("(?ms)^ {0,3}```([\\w+-]*)[^\\n]*\\n(.*?)^ {0,3}```[ \\t]*$");

  private static final Pattern MARKED_CALL =
      Pattern.compile(
          "(?m)^[ \\t]*(\\[TOOL_CALLS]|<tool_call>|<\\|tool_call|<function[=_]|<tool_use>|<invoke"
              + " )");

  private static final Pattern CALL_NAME =
      Pattern.compile("\"(name|tool|function)\"\\s*:\\s*\"[\\w.-]+\"");

  private static final Pattern CALL_ARGUMENTS =
      Pattern.compile("\"(arguments|parameters|args|input)\"\\s*:\\s*\\{");

  private static final Pattern SHELL = Pattern.compile("bash|sh|shell|zsh|console|terminal");

  private static final Pattern ANNOUNCEMENT =
      Pattern.compile(
          "(?:(?:ok|okay|alright|sure|great|good|first|then|next|now|so)[,.!:]? )*"
              + "(?:i'll|i will|i am going to|i'm going to|let me|let's)"
              + "(?: (?:now|then|next|first|also|start by|begin by))* "
              + "(?!know\\b|not\\b|never\\b|be\\b|leave\\b|keep\\b|wait\\b|stop\\b|explain\\b"
              + "|summari[sz]e\\b|need\\b|have\\b)\\w+.*");

  private static final Pattern CONDITION =
      Pattern.compile(
          "\\b(if|once|when|whenever|unless|until|after you|would|happy to|should you|let me know)"
              + "\\b");

  private static final Pattern ASKING =
      Pattern.compile(
          "(?:.*[,;:] )?(?:should i|shall i|do you want|would you like|would you prefer|which|what"
              + "|where|who|how|can you|could you|may i|can i|is it ok|are you|please"
              + " (?:confirm|clarify|provide|tell|specify))\\b.*");

  private static final Pattern CHANGED =
      Pattern.compile(
          "\\bi(?:'ve| have)?(?: now| just| also| successfully)*"
              + " (?:fixed|updated|changed|edited|added|created|removed|renamed|implemented"
              + "|replaced|refactored|rewrote|modified|corrected|deleted)\\b");

  private static final Pattern COMMITTED =
      Pattern.compile(
          "\\bi(?:'ve| have)?(?: now| just| also| successfully)* committed\\b|"
              + "\\b(?:changes?|fix|work|it|everything) (?:has|have) been committed\\b|"
              + "\\band committed (?:it|them|the|this|everything)\\b");

  private static final Pattern DENIAL =
      Pattern.compile("\\b(not|never|nothing|cannot|would|could|should|if|once|already)\\b|n't\\b");

  private final Collection<String> toolNames;
  private final Audience audience;

  EndCheck(Collection<String> toolNames, Audience audience) {
    this.toolNames = List.copyOf(toolNames);
    this.audience = audience;
  }

  /** What the answer lacks to be an end; empty when it can be one. */
  Optional<Lack> of(String answer, Mode mode, RunFacts facts) {
    String prose = FENCE.matcher(answer).replaceAll("").strip();
    List<String> sentences = sentences(prose);
    String last = sentences.isEmpty() ? "" : sentences.getLast();
    Optional<String> lastBlock = blockAtTheEnd(answer);
    if (MARKED_CALL.matcher(prose).find()
        || lastBlock.filter(EndCheck::isCallObject).isPresent()
        || isCallObject(prose)
        || isWrittenCall(lastLine(lastBlock.orElse(answer)))) {
      return Optional.of(Lack.WRITTEN_CALL);
    }
    if (mode != Mode.PLAN && announces(last) && (prose.length() <= SHORT || isPressing(last))) {
      return Optional.of(isShellAtTheEnd(answer) ? Lack.WRITTEN_COMMAND : Lack.ANNOUNCEMENT);
    }
    if (audience == Audience.NOBODY && !facts.hasActed() && isOnlyAsking(prose, sentences)) {
      return Optional.of(Lack.QUESTION);
    }
    Optional<Lack> contradiction = contradiction(sentences, facts);
    if (contradiction.isPresent()) {
      return contradiction;
    }
    if (mode == Mode.PLAN || !facts.wasOrdered() || facts.wasRefused()) {
      return Optional.empty();
    }
    if (facts.changed().isEmpty()) {
      return ShownCode.isIn(answer) ? Optional.of(Lack.CODE_SHOWN) : Optional.empty();
    }
    return ShownCode.isOfAnother(answer, facts.changed())
        ? Optional.of(Lack.CODE_LEFT)
        : Optional.empty();
  }

  private static Optional<Lack> contradiction(List<String> sentences, RunFacts facts) {
    if (facts.wasRefused()) {
      return Optional.empty(); // the run ends as refused, whatever is said of it
    }
    if (!facts.mayHaveCommitted() && claims(sentences, COMMITTED)) {
      return Optional.of(Lack.COMMIT_CLAIMED);
    }
    if (!facts.hasActed() && claims(sentences, CHANGED)) {
      return Optional.of(Lack.CHANGE_CLAIMED);
    }
    boolean passes = sentences.stream().anyMatch(VerificationClaim::isIn);
    return facts.endedBadly() && passes ? Optional.of(Lack.PASS_CLAIMED) : Optional.empty();
  }

  private static boolean claims(List<String> sentences, Pattern claim) {
    return sentences.stream()
        .anyMatch(each -> claim.matcher(each).find() && !DENIAL.matcher(each).find());
  }

  private static boolean announces(String sentence) {
    return sentence.length() <= SHORT
        && ANNOUNCEMENT.matcher(sentence).matches()
        && !CONDITION.matcher(sentence).find();
  }

  /** Said of what comes at once, also below a long text. */
  private static boolean isPressing(String sentence) {
    return sentence.endsWith(":")
        || sentence.startsWith("now")
        || sentence.startsWith("next")
        || sentence.contains(" now ")
        || sentence.startsWith("let me ");
  }

  /** Whether a question is what it comes to, and not asked in passing. */
  private static boolean isOnlyAsking(String prose, List<String> sentences) {
    if (sentences.isEmpty() || prose.length() > SHORT) {
      return false;
    }
    String last = sentences.getLast();
    boolean asks = last.endsWith("?") || last.startsWith("please ");
    int asking =
        sentences.stream().filter(each -> each.endsWith("?")).mapToInt(String::length).sum();
    boolean isMostOfIt = last.startsWith("please ") || 2 * asking >= prose.length();
    return asks && isMostOfIt && ASKING.matcher(last).matches();
  }

  private static boolean isCallObject(String text) {
    String object = text.strip();
    return (object.startsWith("{") || object.startsWith("["))
        && (object.endsWith("}") || object.endsWith("]"))
        && CALL_NAME.matcher(object).find()
        && CALL_ARGUMENTS.matcher(object).find();
  }

  private boolean isWrittenCall(String line) {
    int open = line.indexOf('(');
    return open > 0
        && line.endsWith(")")
        && toolNames.contains(line.substring(0, open).strip())
        && line.substring(open + 1).matches("\\s*\\w+\\s*=.*\\)");
  }

  private static boolean isShellAtTheEnd(String answer) {
    Matcher fences = FENCE.matcher(answer);
    boolean isLast = false;
    while (fences.find()) {
      isLast =
          SHELL.matcher(fences.group(1)).matches()
              && answer.substring(fences.end()).isBlank()
              && answer.substring(0, fences.start()).strip().length() <= TITLE;
    }
    return isLast;
  }

  /** What a block holds with which the answer ends. */
  private static Optional<String> blockAtTheEnd(String answer) {
    Matcher fences = FENCE.matcher(answer);
    Optional<String> last = Optional.empty();
    while (fences.find()) {
      last =
          answer.substring(fences.end()).isBlank()
              ? Optional.of(fences.group(2))
              : Optional.empty();
    }
    return last;
  }

  private static String lastLine(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> b);
  }

  /** In lower case; a line break ends one, too. Quoted lines are somebody else's words. */
  private static List<String> sentences(String prose) {
    return prose
        .lines()
        .filter(line -> !line.startsWith(">"))
        .flatMap(line -> Pattern.compile("(?<=[.!?:])\\s+").splitAsStream(line))
        .map(sentence -> sentence.strip().replace('\u2019', '\'').toLowerCase(Locale.ROOT))
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }
}
