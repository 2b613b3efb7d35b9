package dev.vibe.doctor;

import dev.vibe.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Report of what all checks found, as lines for people and as one JSON object. */
public record Report(String version, List<Finding> findings) {

  private static final int SUBJECT_WIDTH = 14;

  public Report {
    findings = List.copyOf(findings);
  }

  /** Makes the check-up, check by check. */
  public static Report of(String version, List<Check> checks) {
    List<Finding> findings = new ArrayList<>();
    checks.forEach(check -> findings.addAll(check.look()));
    return new Report(version, findings);
  }

  public boolean isGood() {
    return findings.stream().noneMatch(finding -> finding.grade() == Finding.Grade.FAILED);
  }

  /** For people; foreign text is in it as it came. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Finding finding : findings) {
      lines.add(
          pad(finding.grade().label(), 8) + pad(finding.subject(), SUBJECT_WIDTH) + finding.text());
      if (!finding.remedy().isEmpty()) {
        lines.add(" ".repeat(8 + SUBJECT_WIDTH) + "try: " + finding.remedy());
      }
    }
    long failed = count(Finding.Grade.FAILED);
    long warned = count(Finding.Grade.WARNING);
    lines.add("");
    lines.add(
        failed == 0 && warned == 0
            ? "All is well."
            : failed + " failed, " + warned + (warned == 1 ? " warning" : " warnings"));
    return lines;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  private long count(Finding.Grade grade) {
    return findings.stream().filter(finding -> finding.grade() == grade).count();
  }

  public String json() {
    List<Map<String, Object>> checks = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, Object> check = new LinkedHashMap<>();
      check.put("subject", finding.subject());
      check.put("status", finding.grade().label());
      check.put("text", finding.text());
      check.put("remedy", finding.remedy());
      if (!finding.details().isEmpty()) {
        check.put("details", finding.details());
      }
      checks.add(check);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "doctor");
    object.put("version", version);
    object.put("ok", isGood());
    object.put("checks", checks);
    return Json.write(object);
  }
}
