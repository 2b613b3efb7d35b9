package dev.vibe.repl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File of what was typed in a folder, an entry a line with line feeds as {@code \n}; readable by
 * its owner only. Without it, work goes on.
 */
record HistoryFile(Path file) {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);

  /** Oldest first. */
  List<String> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      String text = new String(Files.readAllBytes(file), UTF_8);
      return text.lines().map(HistoryFile::unescaped).toList();
    } catch (IOException e) {
      LOG.warn("cannot read the history", e);
      return List.of();
    }
  }

  void append(String entry) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, escaped(entry) + "\n", UTF_8, StandardOpenOption.APPEND);
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("cannot keep the history", e);
    }
  }

  private static String escaped(String entry) {
    return entry.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unescaped(String line) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c != '\\' || i + 1 == line.length()) {
        out.append(c);
        continue;
      }
      char next = line.charAt(++i);
      out.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
    }
    return out.toString();
  }
}
