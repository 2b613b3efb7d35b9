package dev.vibe.workspace.edit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writer of the new text of an edit as it goes into a file: lines that equal a line of the old text
 * keep the file's own bytes, line breaks are those of the lines they replace, and an inserted line
 * has the break of the line before it.
 */
final class NewText {

  /** How a line that is not in the old text is written. */
  @FunctionalInterface
  interface Writing {

    /** The line as the model has it. */
    Writing PLAIN = (changed, old, found) -> changed;

    /** The characters that the change does not touch as the file has them. */
    Writing LIKE_FILE =
        (changed, old, found) ->
            old.isEmpty() ? changed : LookAlikes.keepUntouched(old, found, changed);

    /**
     * Writes one line.
     *
     * @param changed the line
     * @param old the line of the old text that it replaces; empty when it replaces none
     * @param found what the file has there
     */
    String write(String changed, String old, String found);
  }

  private final Region region;
  private final List<String> old;
  private final List<String> changed;
  private final Writing writing;

  private NewText(Region region, List<String> old, List<String> changed, Writing writing) {
    this.region = region;
    this.old = old;
    this.changed = changed;
    this.writing = writing;
  }

  /** What takes the place of {@code region}. */
  static String of(Region region, List<String> old, List<String> changed, Writing writing) {
    return new NewText(region, old, changed, writing).write();
  }

  private String write() {
    int[] partners = LineAlignment.of(old, changed);
    Map<String, Integer> moved = new HashMap<>();
    for (int i = old.size() - 1; i >= 0; i--) {
      moved.put(old.get(i), i);
    }
    StringBuilder out = new StringBuilder();
    String lineBreak = region.nearBreak().isEmpty() ? "\n" : region.nearBreak();
    boolean known = false;
    int beforeLastBreak = 0;
    for (int j = 0; j < changed.size(); j++) {
      int partner = partners[j];
      out.append(line(changed.get(j), partner, moved));
      if (j < changed.size() - 1) {
        String own =
            partner >= 0 && partner < region.breaks().size() ? region.breaks().get(partner) : "";
        if (!own.isEmpty()) {
          lineBreak = own;
          known = true;
        } else if (!known && !region.breaks().isEmpty() && !region.breaks().getFirst().isEmpty()) {
          lineBreak = region.breaks().getFirst();
        }
        beforeLastBreak = out.length();
        out.append(lineBreak);
      }
    }
    if (region.endsOpen() && changed.size() > 1 && changed.getLast().isEmpty()) {
      out.setLength(beforeLastBreak);
    }
    return out.toString();
  }

  private String line(String line, int partner, Map<String, Integer> moved) {
    if (partner >= 0 && old.get(partner).equals(line)) {
      return region.segments().get(partner);
    }
    Integer elsewhere = line.isBlank() ? null : moved.get(line);
    if (elsewhere != null) {
      return region.segments().get(elsewhere);
    }
    return partner >= 0
        ? writing.write(line, old.get(partner), region.segments().get(partner))
        : writing.write(line, "", "");
  }
}
