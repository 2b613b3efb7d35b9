package dev.vibe.git.store;

/** Change of the index that is made only while the path is as expected. */
public record Restaging(String path, Staged expected, Edit edit) {

  /** What the index holds for the path afterwards. */
  public Staged left() {
    return switch (edit) {
      case Edit.Put(TreeEntry entry) -> new Staged.File(entry);
      case Edit.Drop() -> new Staged.Nothing();
    };
  }
}
