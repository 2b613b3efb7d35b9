package dev.vibe.tool;

import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tool of somebody else's, with a schema that no record here has: the arguments come as they are,
 * because only its owner can say whether they fit.
 */
public interface ForeignTool extends Tool<ForeignTool.Given> {

  /** Arguments as the model gave them. */
  record Given(Map<String, Object> arguments) {
    public Given {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
  }

  /** Its schema, as its owner wrote it. */
  RawJson schema();

  /** As the model sees it. */
  default ToolSpec spec() {
    return new ToolSpec(declaration().name(), declaration().description(), schema());
  }
}
