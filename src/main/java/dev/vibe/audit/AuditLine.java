package dev.vibe.audit;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Line of the log: a record with its place in the chain.
 *
 * <p>Its last field is {@code hash}, the digest of the bytes of the line without that field: of
 * {@code {…,"prev":"…"}} as it stands there. So checking needs no second way to write JSON.
 *
 * @param fields as they stand in it, in order
 */
public record AuditLine(ChainLink link, String prev, Map<String, Object> fields) {

  private static final String BEFORE_HASH = ",\"hash\":\"";
  private static final String AFTER_HASH = "\"}";
  private static final int TAIL = BEFORE_HASH.length() + Digest.LENGTH + AFTER_HASH.length();

  /** The form of records that this version writes. */
  private static final int FORM = 1;

  /** The record behind {@code last}, without a line end. */
  static String seal(ChainLink last, AuditEntry entry) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("v", FORM);
    all.put("seq", last.seq() + 1);
    all.put("at", entry.at().toString());
    all.put("session", entry.session());
    all.put("turn", entry.turn());
    all.put("event", entry.event());
    all.put("phase", entry.phase().name().toLowerCase(Locale.ROOT));
    all.putAll(entry.fields());
    all.put("prev", last.hash());
    String body = Json.write(all);
    String hash = Digest.of(body.getBytes(StandardCharsets.UTF_8));
    return body.substring(0, body.length() - 1) + BEFORE_HASH + hash + AFTER_HASH;
  }

  /** The link that a line just sealed makes. */
  static ChainLink linkOf(ChainLink last, String line) {
    int end = line.length() - AFTER_HASH.length();
    return new ChainLink(last.seq() + 1, line.substring(end - Digest.LENGTH, end));
  }

  /**
   * Reads a line.
   *
   * @param line its bytes, without the line end
   * @return empty when it is no record, or not the one that was written
   */
  static Optional<AuditLine> read(byte[] line) {
    if (line.length <= TAIL) {
      return Optional.empty();
    }
    String tail = text(Arrays.copyOfRange(line, line.length - TAIL, line.length));
    if (!tail.startsWith(BEFORE_HASH) || !tail.endsWith(AFTER_HASH)) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOf(line, line.length - TAIL + 1);
    body[body.length - 1] = '}';
    String hash = tail.substring(BEFORE_HASH.length(), BEFORE_HASH.length() + Digest.LENGTH);
    if (!Digest.of(body).equals(hash)) {
      return Optional.empty();
    }
    try {
      Map<String, Object> fields = Json.object(text(line));
      return fields.get("seq") instanceof Number seq && fields.get("prev") instanceof String prev
          ? Optional.of(new AuditLine(new ChainLink(seq.longValue(), hash), prev, fields))
          : Optional.empty();
    } catch (JsonShapeException e) {
      return Optional.empty();
    }
  }

  /** A field as text; empty when it is not there. */
  public String text(String field) {
    Object value = fields.get(field);
    return value == null ? "" : value.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
