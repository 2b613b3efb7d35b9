package dev.vibe.context.compaction;

import dev.vibe.conversation.Message;
import dev.vibe.provider.ModelRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Plan of one compaction: what of a conversation gives way to a text, and how the model is asked
 * for its part of that. Pure.
 *
 * @param older what gives way
 * @param ledger what is known of it by the record
 */
public record CompactionPlan(List<Message> older, Ledger ledger, Room room) {

  /** With this the answer of a model tells that it is a summary, and no refusal. */
  private static final String FIRST_HEADING = "goal";

  private static final String HINT = "\nThe user wants this kept above all: ";

  /** What stands in the place of messages that do not fit into the request for a summary. */
  private static final String LEFT_OUT = "[The beginning of the conversation is left out here.]";

  /** Words that a token makes, of prose. */
  private static final double WORDS_PER_TOKEN = 0.6;

  /**
   * Room that there is for it.
   *
   * @param request weight that the request for a summary may have
   * @param said weight of what the user said that is kept word for word
   * @param summary tokens
   */
  public record Room(long request, long said, int summary) {}

  public CompactionPlan {
    older = List.copyOf(older);
  }

  /**
   * Where a conversation is cut: the number of messages that give way. What follows begins with no
   * result, so that each stays with its call, and weighs no more than it may, but for the last
   * turn, which always stays.
   */
  public static int cut(List<Message> messages, long newest) {
    int cut = messages.size();
    long weight = 0;
    for (int i = messages.size() - 1; i > 0; i--) {
      weight += Weight.of(messages.get(i));
      boolean isFirst = cut == messages.size();
      if (!isFirst && weight > newest) {
        break;
      }
      if (!(messages.get(i) instanceof Message.ToolResults)) {
        cut = i;
      }
    }
    return cut == messages.size() ? 0 : cut;
  }

  /**
   * A plan.
   *
   * @param older what gives way, as the model sees it now
   * @param whole the same with nothing left out since the session began
   */
  public static CompactionPlan of(List<Message> older, List<Message> whole, Room room) {
    return new CompactionPlan(older, Ledger.of(whole), room);
  }

  /**
   * The request for a summary: the conversation as it was sent, so that the server has read it
   * already; cut where that would not fit.
   *
   * @param like a request of this session
   * @param hint what the user wants kept; may be empty
   */
  public ModelRequest request(ModelRequest like, String hint) {
    Message.User asking = Message.User.text(ask(hint));
    long most = room.request() - Weight.of(like.systemPrompt(), like.tools()) - Weight.of(asking);
    List<Message> messages = new ArrayList<>(fitting(most));
    messages.add(asking);
    return new ModelRequest(like.systemPrompt(), messages, like.tools()).cutAt(room.summary());
  }

  private String ask(String hint) {
    return String.format(
            Locale.ROOT,
            """
            The context is nearly full. Write a summary of this conversation for yourself: it \
            takes the place of all of it, and what it leaves out is lost. Call no tool, write \
            plain text of at most %d words, with these headings:
            ## Goal
            ## Decisions and rules of the user
            ## Plan, and what of it is done
            ## Files changed, and why
            ## State of the tests
            ## Open points
            ## What failed and must not be tried again
            Name files, functions, commands and errors exactly.\
            """,
            Math.round(room.summary() * WORDS_PER_TOKEN))
        + (hint.isBlank() ? "" : HINT + hint.strip());
  }

  private List<Message> fitting(long most) {
    if (Weight.of(older) <= most) {
      return older;
    }
    List<Message> cut = Pruning.NONE.all(older).apply(older);
    long weight = Weight.of(cut) + Weight.of(Message.User.text(LEFT_OUT));
    int from = 0;
    while (from < cut.size() && weight > most) {
      weight -= Weight.of(cut.get(from));
      from++;
    }
    while (from < cut.size() && cut.get(from) instanceof Message.ToolResults) {
      from++;
    }
    if (from == 0) {
      return cut;
    }
    List<Message> end = new ArrayList<>(List.of(Message.User.text(LEFT_OUT)));
    end.addAll(cut.subList(from, cut.size()));
    return end;
  }

  /** Whether an answer is a summary, whole or cut; a refusal or an excuse is none. */
  public static boolean isSummary(Message.Assistant answer) {
    return answer.calls().isEmpty()
        && answer.text().toLowerCase(Locale.ROOT).contains(FIRST_HEADING);
  }

  /**
   * What takes the place of the older part.
   *
   * @param summary of the model: of this part, or where there is none of use, of what was compacted
   *     before; may be empty
   */
  public String text(String summary) {
    return CompactedText.of(ledger, summary, room.said());
  }
}
