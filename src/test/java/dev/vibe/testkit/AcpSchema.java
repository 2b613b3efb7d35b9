package dev.vibe.testkit;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.vibe.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pinned JSON Schema of the Agent Client Protocol, by method. */
public final class AcpSchema {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final Map<String, Object> document;
  private final Map<String, Schema> schemas = new HashMap<>();

  private AcpSchema(Map<String, Object> document) {
    this.document = document;
  }

  /** Reads it from the class path. */
  public static AcpSchema load() {
    try (InputStream in =
        Objects.requireNonNull(AcpSchema.class.getResourceAsStream("/acp/schema.v1.json"))) {
      return new AcpSchema(Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why the parameters of a request or notification of the agent are wrong. */
  public List<String> params(String method, @Nullable Object params) {
    String suffix = method.equals("session/update") ? "Notification" : "Request";
    return errors(named(method, suffix), params);
  }

  /** Why the result of a request to the agent is wrong. */
  public List<String> result(String method, Object result) {
    return errors(named(method, "Response"), result);
  }

  private String named(String method, String suffix) {
    Map<?, ?> types = Objects.requireNonNullElse((Map<?, ?>) document.get("$defs"), Map.of());
    for (Map.Entry<?, ?> type : types.entrySet()) {
      String name = String.valueOf(type.getKey());
      if (name.endsWith(suffix) && method.equals(((Map<?, ?>) type.getValue()).get("x-method"))) {
        return name;
      }
    }
    throw new AssertionError("the schema has no " + suffix + " of " + method);
  }

  private synchronized List<String> errors(String type, @Nullable Object value) {
    Schema schema =
        schemas.computeIfAbsent(
            type,
            name -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("$schema", document.get("$schema"));
              one.put("$ref", "#/$defs/" + name);
              one.put("$defs", document.get("$defs"));
              return REGISTRY.getSchema(Json.write(one), InputFormat.JSON);
            });
    return schema.validate(written(value), InputFormat.JSON).stream().map(Error::toString).toList();
  }

  /** Parameters that are not there are none. */
  private static String written(@Nullable Object value) {
    return Json.write(Objects.requireNonNullElse(value, Map.of()));
  }
}
