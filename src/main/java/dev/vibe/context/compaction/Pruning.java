package dev.vibe.context.compaction;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.json.Json;
import dev.vibe.text.Truncation;
import dev.vibe.text.Truncation.Keep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Policy that makes a conversation smaller by cuts, without asking anybody, the least loss first:
 * reads and searches that an edit has overtaken, failures that a success has overtaken, the texts
 * of edits that stand in the files by now, the middle of long outputs that are whole in a file,
 * older results, and at last the newest. What the user and the model said stays, and each call
 * keeps its result. A cut that was made stays, so that a request begins like the one before it.
 *
 * <p>Immutable; pure.
 *
 * @param results characters that stay of a result
 * @param edits calls whose texts are cut
 * @param attached characters that stay of each attachment, by the index of its message
 * @param border messages before it lose their images and what was thought
 */
public record Pruning(
    Map<CallId, Cut> results,
    Map<CallId, Boolean> edits,
    Map<Integer, Integer> attached,
    int border) {

  public static final Pruning NONE = new Pruning(Map.of(), Map.of(), Map.of(), 0);

  /** What stays of an old result. */
  private static final int KEPT = 400;

  /** A cut tells why, and shorter texts than this are not worth that. */
  private static final int SHORT = 300;

  /** What stays of a text that an edit has put into a file. */
  private static final int KEPT_OF_EDIT = 60;

  /** So many messages at the end are cut only where nothing else helps. */
  private static final int NEWEST = 4;

  /** What stays of the newest at least, so that it can be seen what it was. */
  private static final int LEAST = 300;

  private static final String READERS = ToolNames.READ_FILE + " or " + ToolNames.GREP;

  /** Texts in the arguments of edits. */
  private static final List<String> TEXTS = List.of("old", "new", "content", "patch");

  /** What stays of one result: so many characters of its beginning and end, and why. */
  record Cut(int head, int tail, Why why) {

    private static final Cut OF_OUTPUT = new Cut(0, 0, Why.LONG);
    private static final Cut OF_OLD = new Cut(KEPT, 0, Why.OLD);

    enum Why {
      EDITED("; the file was edited since: read it again if you need it"),
      PASSED("; it passed since"),
      LONG(""),
      OLD("");

      private final String words;

      Why(String words) {
        this.words = words;
      }
    }
  }

  public Pruning {
    results = Map.copyOf(results);
    edits = Map.copyOf(edits);
    attached = Map.copyOf(attached);
  }

  /** The conversation with the cuts; the very list when there are none. */
  public List<Message> apply(List<Message> messages) {
    if (equals(NONE)) {
      return messages;
    }
    List<Message> out = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      out.add(cut(messages.get(i), i));
    }
    return out;
  }

  private Message cut(Message message, int index) {
    return switch (message) {
      case Message.User user -> cut(user, index);
      case Message.Assistant(String text, Reasoning thought, List<ToolCall> calls) ->
          index < border || calls.stream().anyMatch(call -> edits.containsKey(call.id()))
              ? new Message.Assistant(
                  text,
                  index < border ? Reasoning.NONE : thought,
                  calls.stream().map(this::cut).toList())
              : message;
      case Message.ToolResults(List<ToolResult> list) ->
          list.stream().anyMatch(result -> results.containsKey(result.callId()))
              ? new Message.ToolResults(list.stream().map(this::cut).toList())
              : message;
    };
  }

  private Message.User cut(Message.User user, int index) {
    Integer most = attached.get(index);
    if (most == null && index >= border) {
      return user;
    }
    List<Part> parts = new ArrayList<>();
    for (Part part : user.parts()) {
      parts.add(
          switch (part) {
            case Part.Text text -> text;
            case Part.Attachment(String name, String text) when most != null ->
                new Part.Attachment(
                    name, Truncation.chars(text, new Keep(most / 3, most - most / 3)).text());
            case Part.Attachment attachment -> attachment;
            case Part.Image image -> index < border ? image.unseen() : image;
          });
    }
    return new Message.User(parts);
  }

  private ToolCall cut(ToolCall call) {
    return edits.containsKey(call.id()) ? shortened(call) : call;
  }

  private static ToolCall shortened(ToolCall call) {
    Map<String, Object> arguments = new LinkedHashMap<>(CallRecord.arguments(call));
    for (String name : TEXTS) {
      if (arguments.get(name) instanceof String text && text.length() > 2 * KEPT_OF_EDIT) {
        arguments.put(
            name, Truncation.chars(text, new Keep(KEPT_OF_EDIT, 0)).text().stripTrailing());
      }
    }
    return arguments.isEmpty()
        ? call
        : new ToolCall(call.id(), call.name(), new RawJson(Json.write(arguments)));
  }

  private ToolResult cut(ToolResult result) {
    Cut cut = results.get(result.callId());
    if (cut == null || result.text().length() <= Math.max(SHORT, cut.head + cut.tail)) {
      return result;
    }
    return new ToolResult(
        result.callId(),
        result.toolName(),
        result.outcome(),
        shown(result.text(), cut) + "\n(cut to save context" + cut.why.words + where(result) + ")",
        result.facts());
  }

  private static String shown(String text, Cut cut) {
    return cut.why == Cut.Why.LONG
        ? OldOutput.ends(text)
        : Truncation.chars(text, new Keep(cut.head, cut.tail)).text().strip();
  }

  /** Where the rest of a result is, for whoever is shown a part of it; empty when nowhere. */
  private static String where(ToolResult result) {
    return result.facts().stream()
        .filter(fact -> fact instanceof ToolFact.OutputFile)
        .map(fact -> ((ToolFact.OutputFile) fact).file())
        .map(file -> "; the whole is in " + file + ", for " + READERS)
        .findFirst()
        .orElse("");
  }

  /**
   * Goes on to cut: all that was overtaken, then long outputs, then what is old, each from the
   * oldest on, until the conversation weighs no more than is aimed at. The newest replies keep what
   * was not overtaken.
   */
  public Pruning deeper(List<Message> messages, long aim) {
    int before = messages.size() - NEWEST;
    return older(overtaken(messages).outputs(messages, before, aim), messages, before, aim);
  }

  /** Without anything of the results but their beginnings, for whoever only needs to know of it. */
  Pruning all(List<Message> messages) {
    return older(overtaken(messages), messages, messages.size(), 0);
  }

  /**
   * Goes on to cut until the conversation weighs no more than this: also the newest results, down
   * to what fits, and what came along with the user's words. May not get there.
   */
  public Pruning fitted(List<Message> messages, long most) {
    Pruning next = deeper(messages, most);
    next = older(next, messages, messages.size() - 1, most);
    next = next.newestFitted(messages, most);
    return next.attachmentsFitted(messages, most);
  }

  private Pruning overtaken(List<Message> messages) {
    Map<CallId, Cut> cuts = new HashMap<>(results);
    Map<CallId, Boolean> shortened = new HashMap<>(edits);
    List<CallRecord> records = CallRecord.of(messages);
    for (int i = 0; i < records.size(); i++) {
      CallRecord record = records.get(i);
      List<CallRecord> later = records.subList(i + 1, records.size());
      if (isUsedUp(record, later)) {
        cuts.put(record.call().id(), new Cut(0, 0, Cut.Why.EDITED));
      } else if (!record.isPassed() && isOvertaken(record, later)) {
        cuts.put(record.call().id(), new Cut(KEPT / 2, 0, Cut.Why.PASSED));
      } else if (record.isEdit() && record.isPassed()) {
        shortened.put(record.call().id(), true);
      }
    }
    return new Pruning(cuts, shortened, attached, border);
  }

  private static boolean isUsedUp(CallRecord record, List<CallRecord> later) {
    return (record.isRead() || record.isSearch())
        && later.stream()
            .filter(each -> each.isEdit() && each.isPassed() && !each.target().isEmpty())
            .anyMatch(
                edit ->
                    record.isRead()
                        ? edit.target().equals(record.target())
                        : record.result().text().contains(edit.target()));
  }

  private static boolean isOvertaken(CallRecord record, List<CallRecord> later) {
    return !record.target().isEmpty()
        && (record.isCommand() || record.isEdit())
        && later.stream()
            .anyMatch(
                each ->
                    each.isPassed()
                        && each.call().name().equals(record.call().name())
                        && each.target().equals(record.target()));
  }

  private Pruning outputs(List<Message> messages, int before, long aim) {
    Map<CallId, Cut> cuts = new HashMap<>(results);
    long weight = Weight.of(apply(messages));
    for (int i = 0; i < before && weight > aim; i++) {
      if (messages.get(i) instanceof Message.ToolResults(List<ToolResult> list)) {
        for (ToolResult result : list) {
          if (OldOutput.isLong(result.text())
              && !where(result).isEmpty()
              && cuts.putIfAbsent(result.callId(), Cut.OF_OUTPUT) == null) {
            weight -= Weight.of(result.text()) - Weight.of(OldOutput.ends(result.text()));
          }
        }
      }
    }
    return new Pruning(cuts, edits, attached, border);
  }

  private static Pruning older(Pruning from, List<Message> messages, int before, long aim) {
    Map<CallId, Cut> cuts = new HashMap<>(from.results);
    Pruning next = from;
    long weight = Weight.of(from.apply(messages));
    for (int i = 0; i < before && weight > aim; i++) {
      Message now = next.cut(messages.get(i), i);
      if (messages.get(i) instanceof Message.ToolResults(List<ToolResult> list)) {
        list.forEach(
            result ->
                cuts.merge(
                    result.callId(),
                    Cut.OF_OLD,
                    (made, old) -> made.why == Cut.Why.LONG ? old : made));
      }
      next = new Pruning(cuts, from.edits, from.attached, Math.max(from.border, i + 1));
      weight -= Weight.of(now) - Weight.of(next.cut(messages.get(i), i));
    }
    return next;
  }

  private Pruning newestFitted(List<Message> messages, long most) {
    long excess = Weight.of(apply(messages)) - most;
    if (excess <= 0
        || messages.isEmpty()
        || !(messages.getLast() instanceof Message.ToolResults(List<ToolResult> list))) {
      return this;
    }
    List<Integer> lengths = list.stream().map(result -> cut(result).text().length()).toList();
    long all = lengths.stream().mapToLong(Integer::longValue).sum();
    int level = Math.max(LEAST, Shares.level(lengths, all - excess) - LEAST);
    Map<CallId, Cut> cuts = new HashMap<>(results);
    for (ToolResult result : list) {
      if (cut(result).text().length() > level) {
        cuts.put(result.callId(), new Cut(level / 2, level - level / 2, Cut.Why.OLD));
      }
    }
    return new Pruning(cuts, edits, attached, border);
  }

  private Pruning attachmentsFitted(List<Message> messages, long most) {
    long excess = Weight.of(apply(messages)) - most;
    if (excess <= 0) {
      return this;
    }
    List<Integer> lengths = new ArrayList<>();
    for (Message message : messages) {
      if (message instanceof Message.User user) {
        lengths.addAll(attachments(user));
      }
    }
    long all = lengths.stream().mapToLong(Integer::longValue).sum();
    int level = Math.max(LEAST, Shares.level(lengths, Math.max(0, all - excess)) - LEAST);
    Map<Integer, Integer> cut = new HashMap<>(attached);
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i) instanceof Message.User user
          && attachments(user).stream().anyMatch(length -> length > level)) {
        cut.put(i, level);
      }
    }
    return new Pruning(results, edits, cut, border);
  }

  private static List<Integer> attachments(Message.User user) {
    List<Integer> lengths = new ArrayList<>();
    for (Part part : user.parts()) {
      if (part instanceof Part.Attachment(String name, String text)) {
        lengths.add(text.length());
      }
    }
    return lengths;
  }
}
