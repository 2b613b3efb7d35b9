package dev.vibe.task.replay;

import dev.vibe.conversation.Part;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recording of a session: what it began with, what the user and the model said, and what came of
 * it.
 *
 * @param said by the user
 * @param cassette the model's side, as {@code docs/cassettes.md} says
 * @param tools as a text; empty where that is not known
 * @param requests as texts, in order
 * @param end what files hold at the end, by name; an empty list of lines for one that is gone
 */
public record Recording(
    Terms terms,
    Start start,
    Said said,
    List<Decision> decisions,
    String cassette,
    String tools,
    List<String> requests,
    Map<String, Content> end) {

  /**
   * Terms of the session.
   *
   * @param platform the machine, as the model was told
   * @param hasPerson whether somebody was there to be asked
   * @param commits whether it was to commit
   * @param window of the model, in tokens; 0 when it was not known
   */
  public record Terms(
      String mode, String platform, boolean hasPerson, boolean commits, Instant at, int window) {}

  /**
   * What the user said and asked for.
   *
   * @param prompts each of which began a run
   * @param steering what was said while a run went on
   * @param compactions numbers of prompts after which the user had the conversation compacted
   */
  public record Said(List<List<Part>> prompts, List<Steering> steering, List<Integer> compactions) {
    public Said {
      prompts = prompts.stream().map(List::copyOf).toList();
      steering = List.copyOf(steering);
      compactions = List.copyOf(compactions);
    }
  }

  /**
   * What was said while a run went on.
   *
   * @param requests so many had been made by then
   */
  public record Steering(int requests, List<Part> parts) {
    public Steering {
      parts = List.copyOf(parts);
    }
  }

  /** What a session begins with. */
  public sealed interface Start {

    /** A repository with one commit, of these files. */
    record Files(Map<String, String> texts) implements Start {
      public Files {
        texts = new LinkedHashMap<>(texts);
      }
    }

    /** A commit of the repository at hand. */
    record Commit(String id) implements Start {}
  }

  /**
   * Answer to a question.
   *
   * @param subject what was asked about
   */
  public record Decision(String subject, Verdict verdict) {

    /** Kind of answer. */
    public enum Verdict {
      YES,
      NO,
      NOBODY
    }
  }

  /** What a file holds. */
  public sealed interface Content {

    record Text(String text) implements Content {}

    record Gone() implements Content {}

    /** It cannot be told from what was recorded. */
    record Unknown() implements Content {}
  }

  public Recording {
    decisions = List.copyOf(decisions);
    requests = List.copyOf(requests);
    end = new LinkedHashMap<>(end);
  }

  /** With what came of it today. */
  public Recording with(String newTools, List<String> newRequests, Map<String, Content> newEnd) {
    return new Recording(terms, start, said, decisions, cassette, newTools, newRequests, newEnd);
  }

  /** With these requests. */
  public Recording asking(List<String> texts) {
    return new Recording(terms, start, said, decisions, cassette, tools, texts, end);
  }

  /** No more than the first requests. */
  public Recording first(int count) {
    List<String> kept = requests.subList(0, Math.min(count, requests.size()));
    return new Recording(terms, start, said, decisions, cassette, tools, kept, end);
  }

  /** From these files on. */
  public Recording from(Map<String, String> files) {
    return new Recording(
        terms, new Start.Files(files), said, decisions, cassette, tools, requests, end);
  }
}
