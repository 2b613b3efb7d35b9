package dev.vibe.verify;

import dev.vibe.file.BoundedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finder of the formatters that a project uses already, by its own files. Blocks on disk. */
public final class ProposedFormatters {

  private static final int MOST_BYTES = 1 << 20;

  /**
   * What tells that a formatter is used.
   *
   * @param file of the project
   * @param mention a text in it; empty where the file alone tells
   * @param line as it stands in a configuration
   */
  private record Sign(String file, String mention, String line) {}

  private static final String RUFF = "\"*.py\" = [\"ruff\", \"format\", \"{file}\"]";
  private static final String BLACK = "\"*.py\" = [\"black\", \"-q\", \"{file}\"]";
  private static final String PRETTIER =
      "\"*.{js,jsx,ts,tsx,css,json}\" = [\"npx\", \"--no-install\", \"prettier\", \"--write\","
          + " \"{file}\"]";
  private static final String CLANG =
      "\"*.{c,cc,cpp,h,hpp}\" = [\"clang-format\", \"-i\", \"{file}\"]";

  private static final List<Sign> SIGNS =
      List.of(
          new Sign("ruff.toml", "", RUFF),
          new Sign(".ruff.toml", "", RUFF),
          new Sign("pyproject.toml", "[tool.ruff", RUFF),
          new Sign("pyproject.toml", "[tool.black]", BLACK),
          new Sign(".prettierrc", "", PRETTIER),
          new Sign(".prettierrc.json", "", PRETTIER),
          new Sign("package.json", "\"prettier\"", PRETTIER),
          new Sign(
              "biome.json",
              "",
              "\"*.{js,jsx,ts,tsx,json}\" = [\"npx\", \"--no-install\","
                  + " \"biome\", \"format\", \"--write\", \"{file}\"]"),
          new Sign("rustfmt.toml", "", "\"*.rs\" = [\"rustfmt\", \"{file}\"]"),
          new Sign("Cargo.toml", "", "\"*.rs\" = [\"rustfmt\", \"{file}\"]"),
          new Sign("go.mod", "", "\"*.go\" = [\"gofmt\", \"-w\", \"{file}\"]"),
          new Sign(".clang-format", "", CLANG));

  private ProposedFormatters() {}

  /** Lines of a table {@code [format]}, one a kind of file. */
  public static List<String> of(Path folder) {
    List<String> lines = new ArrayList<>();
    for (Sign sign : SIGNS) {
      String files = sign.line().substring(0, sign.line().indexOf('='));
      boolean isNew = lines.stream().noneMatch(line -> line.startsWith(files));
      if (isNew && isThere(folder, sign)) {
        lines.add(sign.line());
      }
    }
    return lines;
  }

  private static boolean isThere(Path folder, Sign sign) {
    Path file = folder.resolve(sign.file());
    if (sign.mention().isEmpty()) {
      return Files.isRegularFile(file);
    }
    try {
      Optional<String> text = BoundedFile.text(file, MOST_BYTES);
      return text.filter(there -> there.contains(sign.mention())).isPresent();
    } catch (IOException e) {
      return false; // what cannot be read proposes nothing
    }
  }
}
