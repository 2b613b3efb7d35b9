package dev.vibe.task.compare;

import dev.vibe.json.Json;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.text.Width;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Comparison of what came of each candidate. Pure.
 *
 * @param between how the files of each two differ
 * @param records public records of the runs, in the order of the ends
 */
public record Comparison(
    List<CandidateEnd> ends, List<Between> between, List<Map<String, Object>> records) {

  private static final List<String> HEAD =
      List.of(
          "model", "result", "verified", "diff", "turns", "tokens", "first token", "time", "cost");

  public Comparison {
    ends = List.copyOf(ends);
    between = List.copyOf(between);
    records = List.copyOf(records);
  }

  /**
   * Difference between the files of two candidates.
   *
   * @param first whose lines are those with a minus
   */
  public record Between(Candidate first, Candidate second, List<FileDiff> diffs) {
    public Between {
      diffs = List.copyOf(diffs);
    }
  }

  /** Verdict on which candidate is best. */
  public sealed interface Best {

    /**
     * One is.
     *
     * @param why in a few words
     */
    record One(CandidateEnd end, String why) implements Best {}

    /** None ended well and changed something. */
    record None() implements Best {}

    /** Nothing tells these apart but how long they took. */
    record Tie(List<CandidateEnd> ends) implements Best {
      public Tie {
        ends = List.copyOf(ends);
      }
    }
  }

  /** Verified before not, then the smaller change; time decides nothing. */
  public Best best() {
    List<CandidateEnd> good =
        ends.stream().filter(end -> end.isDone() && end.size().files() > 0).toList();
    if (good.isEmpty()) {
      return new Best.None();
    }
    boolean isVerified = good.stream().anyMatch(CandidateEnd::isVerified);
    List<CandidateEnd> first = good.stream().filter(end -> end.isVerified() == isVerified).toList();
    int least = first.stream().mapToInt(end -> end.size().lines()).min().orElseThrow();
    List<CandidateEnd> smallest =
        first.stream().filter(end -> end.size().lines() == least).toList();
    if (smallest.size() > 1) {
      return new Best.Tie(smallest);
    }
    String why =
        good.size() == 1
            ? "the only one that ended well with a change"
            : first.size() == 1 ? "the only one that is verified" : "the smallest change";
    return new Best.One(smallest.getFirst(), why);
  }

  /** The one of that name. */
  public Optional<CandidateEnd> named(String name) {
    return ends.stream().filter(end -> end.candidate().name().equals(name)).findFirst();
  }

  /** The table, then where the candidates differ. */
  public List<String> lines() {
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    ends.forEach(end -> rows.add(row(end)));
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < HEAD.size(); column++) {
        int at = column;
        int widest = rows.stream().mapToInt(each -> Width.of(each.get(at))).max().orElse(0);
        line.append(Width.pad(row.get(column), widest)).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    for (CandidateEnd end : ends) {
      if (!end.branch().isEmpty()) {
        lines.add(end.candidate().name() + " is on the branch " + end.branch());
      }
    }
    for (Between each : between) {
      lines.add("");
      lines.add(
          each.diffs().isEmpty()
              ? each.first().name() + " and " + each.second().name() + " are the same"
              : each.first().name() + " (-) against " + each.second().name() + " (+):");
      each.diffs().forEach(diff -> UnifiedDiff.render(diff).lines().forEach(lines::add));
    }
    return lines;
  }

  private static List<String> row(CandidateEnd end) {
    return List.of(
        ControlChars.neutraliseLine(end.candidate().name()),
        end.ending(),
        end.verification(),
        end.size().toString(),
        String.valueOf(end.result().turns()),
        Figures.tokens(end.result().usage().totalTokens()),
        end.firstToken().map(Figures::duration).orElse("-"),
        Figures.duration(end.result().took()),
        end.result().costUsd() > 0 ? Figures.cost(end.result().costUsd()) : "-");
  }

  /**
   * All of it, for programs.
   *
   * @param applied the name of the one that is about to be applied, if any is
   */
  public String json(Optional<String> applied) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "comparison");
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      all.add(fields(ends.get(i), records.get(i)));
    }
    object.put("candidates", all);
    object.put("between", between.stream().map(Comparison::fields).toList());
    Function<CandidateEnd, String> name = end -> end.candidate().name();
    switch (best()) {
      case Best.One(CandidateEnd end, String why) -> {
        object.put("best", name.apply(end));
        object.put("why", why);
      }
      case Best.Tie(List<CandidateEnd> tied) ->
          object.put("tie", tied.stream().map(name).sorted(Comparator.naturalOrder()).toList());
      case Best.None() -> {}
    }
    applied.ifPresent(which -> object.put("applied", which));
    return Json.write(object);
  }

  private static Map<String, Object> fields(CandidateEnd end, Map<String, Object> result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", end.candidate().name());
    fields.put("branch", end.branch());
    fields.put("files", end.size().files());
    fields.put("added", end.size().added());
    fields.put("removed", end.size().removed());
    end.firstToken().ifPresent(time -> fields.put("first_token_ms", time.toMillis()));
    fields.put("result", result);
    fields.put("patch", end.patch());
    return fields;
  }

  private static Map<String, Object> fields(Between each) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("first", each.first().name());
    fields.put("second", each.second().name());
    fields.put("diff", String.join("", each.diffs().stream().map(UnifiedDiff::render).toList()));
    return fields;
  }
}
