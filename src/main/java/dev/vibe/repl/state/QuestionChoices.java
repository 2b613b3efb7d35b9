package dev.vibe.repl.state;

import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Width;
import dev.vibe.view.ScreenSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** View of the answers that a question takes now, and of what each covers. */
public final class QuestionChoices {

  private static final String DOT = " · ";
  private static final String END = ": ";
  private static final int MOST_ROWS = 2;

  /** On a lower screen the question needs the rows itself. */
  private static final int LOW_ROWS = 16;

  private static final int MOST_RULE = 46;

  /** Where a rule holds, in full and in short. */
  private static final List<String> PLACES = List.of(" in this project", " here");

  private QuestionChoices() {}

  /** Place where a question is asked, which says how long a yes can last. */
  public enum Asker {
    SESSION("until you leave"),
    SINGLE_RUN("in this run");

    private final String until;

    Asker(String until) {
      this.until = until;
    }
  }

  /**
   * Offer of answers.
   *
   * @param isWholeSeen whether a yes counts
   * @param isChanged whether the command is the person's by now, and waits for its Enter
   */
  public record Offer(Question question, boolean isWholeSeen, boolean isChanged, Asker asker) {

    private boolean isPrintable() {
      return question.isBrief() || (!isWholeSeen && asker == Asker.SESSION && hasDiff(question));
    }

    private boolean hasReason() {
      return question.origin() == Question.Origin.MODEL;
    }

    private boolean isForSession() {
      return isWholeSeen && !isChanged && QuestionChoices.isForSession(question);
    }

    private boolean isForGood() {
      return isWholeSeen
          && !isChanged
          && asker == Asker.SESSION
          && question.lasting() == Question.Lasting.ALWAYS;
    }

    private boolean isForEdit() {
      return question.command().isPresent()
          || (asker == Asker.SESSION && !question.proposed().isEmpty());
    }
  }

  /** All answers in one line. */
  public static String line(Offer offer) {
    return String.join(DOT, items(offer, PLACES.getFirst())) + END;
  }

  /** So many rows they take at most. */
  static int height(Question question, ScreenSize size) {
    return rows(new Offer(question, true, false, Asker.SESSION), size).size();
  }

  /** The keys that answer, with what they cover where there is room for it. */
  public static List<String> rows(Offer offer, ScreenSize size) {
    return PLACES.stream()
        .flatMap(place -> rows(items(offer, place), size).stream())
        .findFirst()
        .orElseGet(() -> List.of(letters(offer)));
  }

  /** Empty where there is no room for them. */
  private static Optional<List<String>> rows(List<String> items, ScreenSize size) {
    int room = Math.max(10, size.columns() - 5);
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    for (String item : items) {
      if (!row.isEmpty() && Width.of(row + DOT + item + END) > room) {
        rows.add(row.toString());
        row.setLength(0);
      }
      row.append(row.isEmpty() ? "" : DOT).append(item);
    }
    rows.add(row + END);
    boolean fits = rows.stream().allMatch(text -> Width.of(text) <= room);
    boolean isRoomy = rows.size() == 1 || (rows.size() <= MOST_ROWS && size.rows() >= LOW_ROWS);
    return fits && isRoomy ? Optional.of(rows) : Optional.empty();
  }

  private static List<String> items(Offer offer, String place) {
    List<String> items = new ArrayList<>();
    if (!offer.isWholeSeen()) {
      items.add("space more");
      if (offer.isPrintable() && !offer.question().isBrief()) {
        items.add("v all");
      }
    } else if (offer.isChanged()) {
      items.add("Enter runs it");
    } else {
      items.add(offer.isForSession() ? "y once" : "y yes");
    }
    if (offer.isForSession()) {
      items.add("s " + covered(offer.question()) + " " + offer.asker().until);
    }
    if (offer.isForGood()) {
      items.add("a always: " + rule(offer.question()) + place);
    }
    items.add(offer.hasReason() ? "n no, and why" : "n no");
    if (!offer.isChanged() || !offer.isWholeSeen()) {
      items.add("Enter no");
    }
    if (offer.isForEdit()) {
      items.add("e change it");
    }
    if (offer.question().isBrief()) {
      items.add("v its lines");
    }
    return items;
  }

  /** The rule where it is short enough to be shown; of others, what it is about. */
  private static String rule(Question question) {
    Optional<String> rule = question.rule().map(one -> ControlChars.spelled(one.text()));
    boolean isShort =
        question.command().isEmpty() || rule.map(String::length).orElse(0) <= MOST_RULE;
    return isShort
        ? rule.map(text -> Width.shorten(text, MOST_RULE)).orElse("this")
        : "this command";
  }

  private static String covered(Question question) {
    if (question.command().isPresent()) {
      return "this command";
    }
    boolean commits = question.effects().stream().allMatch(e -> e instanceof Effect.Commit);
    return question
        .callsCovered()
        .map(calls -> Width.shorten(ControlChars.spelled(calls), MOST_RULE))
        .orElse(commits ? "all commits" : "all edits");
  }

  private static String letters(Offer offer) {
    List<String> letters = new ArrayList<>();
    letters.add(!offer.isWholeSeen() ? "space" : offer.isChanged() ? "Enter" : "y");
    if (offer.isPrintable()) {
      letters.add("v");
    }
    if (offer.isForSession()) {
      letters.add("s");
    }
    if (offer.isForGood()) {
      letters.add("a");
    }
    letters.add(offer.isChanged() && offer.isWholeSeen() ? "n" : "N");
    if (offer.isForEdit()) {
      letters.add("e");
    }
    return "[" + String.join("/", letters) + "]" + END;
  }

  /** Whether a change of a file is in question. */
  public static boolean hasDiff(Question question) {
    return question.effects().stream().anyMatch(effect -> effect instanceof Effect.Write);
  }

  static boolean isForSession(Question question) {
    return question.lasting() != Question.Lasting.ONCE;
  }

  private static boolean isForGood(Question question) {
    return question.lasting() == Question.Lasting.ALWAYS;
  }

  /** What a whole line may say that answers, where there are no keys. */
  public static String words(Offer offer, String position) {
    Question question = offer.question();
    boolean edit = question.command().isPresent() || !question.proposed().isEmpty();
    if (!offer.isWholeSeen()) {
      return position + "; an empty line shows more (" + (edit ? "edit; " : "") + no(offer) + "): ";
    }
    return "answer with a line (yes; "
        + (isForSession(question) ? "session: yes, in this session; " : "")
        + (isForGood(question) ? "always; " : "")
        + (edit ? "edit; " : "")
        + (question.isBrief() ? "lines; " : "")
        + no(offer)
        + "): ";
  }

  private static String no(Offer offer) {
    return offer.hasReason() ? "no, or no and why" : "no";
  }
}
