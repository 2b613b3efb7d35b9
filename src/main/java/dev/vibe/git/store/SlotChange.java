package dev.vibe.git.store;

/**
 * Change of what the index holds for a path, to be made only while it is as expected.
 *
 * @param now as expected
 */
public record SlotChange(String path, IndexSlot now, IndexSlot then) {

  /** What takes it back. */
  public SlotChange reversed() {
    return new SlotChange(path, then, now);
  }
}
