package dev.vibe.skill;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.BoundedFile;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Count of how often each skill was used, in a file of the state folder. What is lost of it costs
 * no more than a better order.
 *
 * @param file one JSON object, from name to count
 */
public record SkillUses(Path file) {

  private static final Logger LOG = LoggerFactory.getLogger(SkillUses.class);
  private static final int MOST_BYTES = 256 << 10;

  /** By name; none where nothing is known. Blocks on disk. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    try {
      Json.object(BoundedFile.text(file, MOST_BYTES).orElse("{}"))
          .forEach(
              (name, value) -> {
                if (value instanceof Number number) {
                  counts.put(name, number.longValue());
                }
              });
    } catch (IOException | JsonShapeException e) {
      LOG.debug("cannot read {}", file, e);
    }
    return counts;
  }

  /** One use more. Blocks on disk. */
  public void used(String name) {
    Map<String, Long> counts = counts();
    counts.merge(name, 1L, Long::sum);
    try {
      AtomicFile.write(file, Json.write(counts), Rights.OWNER_ONLY, Flush.SOMETIME);
    } catch (IOException e) {
      LOG.debug("cannot write {}", file, e);
    }
  }
}
