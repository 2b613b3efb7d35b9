import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats the Java sources below a folder; with {@code check} it changes nothing, names the files
 * that are not formatted and exits with 1. The formatter itself takes files only, not folders.
 */
final class Format {

  private Format() {}

  public static void main(String[] args) throws IOException {
    List<String> command = new ArrayList<>();
    if (args[0].equals("check")) {
      command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    } else {
      command.add("--replace");
    }
    try (var files = Files.walk(Path.of(args[1]))) {
      files.map(Path::toString).filter(p -> p.endsWith(".java")).sorted().forEach(command::add);
    }
    Main.main(command.toArray(String[]::new));
  }
}
