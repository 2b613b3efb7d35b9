package dev.vibe.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContentPolicyTest {

  private static final String SECRET = "ghp_" + "a1B2c3D4e5F6a1B2c3D4e5F6a1B2c3D4e5F6";

  private static Map<String, Object> put(ContentPolicy policy, String text) {
    Map<String, Object> fields = new LinkedHashMap<>();
    policy.put(fields, "output", text);
    return fields;
  }

  @Test
  void each_policy_holds_what_it_says() {
    String digest = "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4";
    assertEquals(Map.of("output_bytes", 2), put(ContentPolicy.NONE, "hi"));
    assertEquals(Map.of("output_bytes", 2, "output_sha256", digest), put(ContentPolicy.HASH, "hi"));
    assertEquals(Map.of("output_bytes", 2, "output", "hi"), put(ContentPolicy.REDACTED, "hi"));
    assertEquals(SECRET, put(ContentPolicy.FULL, SECRET).get("output"));
  }

  @Test
  void secrets_are_redacted_and_the_lines_around_them_stay() {
    String text =
        """
        before
        token = %s
        -----BEGIN OPENSSH PRIVATE KEY-----
        b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtz
        QyNTUxOQAAACBhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYQAAAJg
        -----END OPENSSH PRIVATE KEY-----
        postgres://ann:Xk39vLq82mWz@db.shop.internal/x
        after
        """
            .formatted(SECRET);
    String redacted = ContentPolicy.redacted(text);
    assertTrue(redacted.startsWith("before\n"), redacted);
    assertTrue(redacted.endsWith("after\n"), redacted);
    for (String part : new String[] {SECRET, "b3Blbn", "QyNTUx", "Xk39vLq82mWz"}) {
      assertFalse(redacted.contains(part), redacted);
    }
    assertEquals(text.lines().count(), redacted.lines().count());
  }

  @Test
  void what_is_too_long_is_cut_and_its_digest_kept() {
    Map<String, Object> fields = put(ContentPolicy.FULL, "é".repeat(70_000));
    assertEquals(65_536, String.valueOf(fields.get("output")).length());
    assertEquals(true, fields.get("output_cut"));
    assertEquals(140_000, fields.get("output_bytes"));
    assertTrue(fields.containsKey("output_sha256"));
  }
}
