package dev.vibe.git.file;

import dev.vibe.workspace.content.Content;
import java.util.Arrays;

/** State of a file at one moment, as bytes in the work tree. */
public sealed interface FileState {

  record Absent() implements FileState {}

  /**
   * There, with its content.
   *
   * @param content of a symbolic link: the target's name
   */
  record Held(FileKind kind, Content.Present content) implements FileState {

    public static Held of(FileKind kind, byte[] bytes) {
      return new Held(kind, new Content.Present(bytes));
    }

    public byte[] bytes() {
      return content.bytes();
    }
  }

  /** There, but too large to be kept, or unreadable. */
  record Unkept(FileKind kind, long size) implements FileState {}

  /**
   * State of a file that holds this.
   *
   * @param kind what it is if the content does not say
   */
  static FileState of(Content content, FileKind kind) {
    return switch (content) {
      case Content.Absent() -> new Absent();
      case Content.Present present ->
          new Held(
              switch (present.mode()) {
                case AS_IT_IS -> kind;
                case PLAIN -> FileKind.REGULAR;
                case EXECUTABLE -> FileKind.EXECUTABLE;
              },
              present);
    };
  }

  /** The same kind and the same bytes; never true when one was not kept. */
  default boolean sameAs(FileState other) {
    return switch (this) {
      case Absent() -> other instanceof Absent;
      case Held held ->
          other instanceof Held that
              && held.kind == that.kind
              && Arrays.equals(held.bytes(), that.bytes());
      case Unkept unkept -> false;
    };
  }

  /** Without bytes when absent or not kept. */
  default Content asContent() {
    return switch (this) {
      case Held held -> held.content();
      case Absent() -> new Content.Absent();
      case Unkept unkept -> new Content.Absent();
    };
  }
}
