package dev.vibe.audit;

import static dev.vibe.audit.AuditFixture.NOON;
import static dev.vibe.audit.AuditFixture.entry;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.audit.AuditEntry.Phase;
import dev.vibe.testkit.Golden;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AuditExportTest {

  private static List<AuditLine> session() {
    List<AuditEntry> entries =
        List.of(
            entry(
                NOON,
                "session",
                Phase.BEFORE,
                "version",
                "1.0",
                "host",
                "build7",
                "user",
                "ann",
                "process",
                42,
                "folder",
                "/work/shop"),
            entry(NOON, "model", Phase.BEFORE, "model", "m", "endpoint", "https://llm.test/v1"),
            entry(
                NOON,
                "model",
                Phase.AFTER,
                "model",
                "m",
                "endpoint",
                "https://llm.test/v1",
                "outcome",
                "ok",
                "input_tokens",
                900,
                "output_tokens",
                20),
            entry(NOON, "tool", Phase.BEFORE, call("read_file", "read", "path", "a=b|c.txt")),
            entry(
                NOON,
                "tool",
                Phase.AFTER,
                call("bash", "command", "outcome", "ok", "exit_code", 3, "arguments", "a\\b\nc")),
            entry(
                NOON,
                "approval",
                Phase.AT,
                "call",
                "c1",
                "granted",
                false,
                "by",
                "user",
                "subject",
                "run rm -rf x"),
            entry(NOON, "tool", Phase.AFTER, call("bash", "command", "outcome", "denied")),
            entry(NOON, "file", Phase.AFTER, "path", "src/a.txt", "change", "created", "added", 2),
            entry(NOON, "commit", Phase.AFTER, "id", "0123abcd", "message", "Add a"),
            entry(NOON, "run", Phase.AFTER, "exit_code", 1, "code", "audit-stopped"),
            entry(NOON, "session", Phase.AFTER));
    List<AuditLine> lines = new ArrayList<>();
    ChainLink last = ChainLink.START;
    for (AuditEntry entry : entries) {
      String line = AuditLine.seal(last, entry);
      last = AuditLine.linkOf(last, line);
      lines.add(AuditLine.read(line.getBytes(StandardCharsets.UTF_8)).orElseThrow());
    }
    return lines;
  }

  private static Object[] call(String tool, String action, Object... more) {
    List<Object> all = new ArrayList<>(List.of("call", "c1", "tool", tool, "action", action));
    all.addAll(List.of(more));
    all.addAll(List.of("duration_ms", 12));
    return all.toArray();
  }

  private static String export(AuditExport.Form form) {
    AuditExport export = new AuditExport(form);
    StringBuilder out = new StringBuilder();
    session().forEach(line -> out.append(export.line(line)).append('\n'));
    return out.toString();
  }

  @ParameterizedTest
  @EnumSource
  void a_session_in_each_form(AuditExport.Form form) {
    String name = form.name().toLowerCase(Locale.ROOT);
    Golden.assertMatches("src/test/resources/golden/audit/" + name + ".txt", export(form));
  }

  @Test
  void cef_keeps_each_record_on_a_line_and_escapes_what_has_a_meaning() {
    List<String> lines = export(AuditExport.Form.CEF).lines().toList();
    assertTrue(lines.stream().allMatch(line -> line.startsWith("CEF:0|vibe|vibe|1.0|")));
    assertTrue(lines.get(3).contains("filePath=a\\=b|c.txt"), lines.get(3));
    assertTrue(lines.get(4).contains("msg=a\\\\b\\nc"), lines.get(4));
  }
}
