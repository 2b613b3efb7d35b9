package dev.vibe.testkit;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.vibe.protocol.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The JSON Schema of events and result records that ships with the product. */
public final class EventSchema {

  private final Schema schema;

  private EventSchema(Schema schema) {
    this.schema = schema;
  }

  /** Reads it from the class path. */
  public static EventSchema load() {
    try (InputStream in =
        Objects.requireNonNull(EventCodec.class.getResourceAsStream("/schema/events.v1.json"))) {
      return new EventSchema(
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why a line is not what the schema says; empty when it is. */
  public List<String> errors(String json) {
    return schema.validate(json, InputFormat.JSON).stream().map(Error::toString).toList();
  }
}
