package dev.vibe.git.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Content.Mode;
import org.junit.jupiter.api.Test;

class FileStateTest {

  private static FileKind kind(Mode mode, FileKind now) {
    FileState state = FileState.of(new Content.Present(new byte[0], mode), now);
    return ((FileState.Held) state).kind();
  }

  @Test
  void content_that_says_whether_it_runs_is_heeded() {
    assertEquals(FileKind.EXECUTABLE, kind(Mode.AS_IT_IS, FileKind.EXECUTABLE));
    assertEquals(FileKind.SYMLINK, kind(Mode.AS_IT_IS, FileKind.SYMLINK));
    assertEquals(FileKind.REGULAR, kind(Mode.PLAIN, FileKind.EXECUTABLE));
    assertEquals(FileKind.EXECUTABLE, kind(Mode.EXECUTABLE, FileKind.REGULAR));
    assertEquals(new FileState.Absent(), FileState.of(new Content.Absent(), FileKind.EXECUTABLE));
  }
}
