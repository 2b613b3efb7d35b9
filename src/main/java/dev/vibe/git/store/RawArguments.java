package dev.vibe.git.store;

import dev.vibe.text.NameBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Command line with arguments that are names of files. Java hands a program texts only; a name that
 * is not UTF-8 is put together by a shell, byte by byte.
 */
final class RawArguments {

  private RawArguments() {}

  /** What to start: the command itself where all of it is text. */
  static List<String> command(List<String> command) {
    if (command.stream().allMatch(NameBytes::isText)) {
      return command;
    }
    StringBuilder script = new StringBuilder("set --\n");
    for (String argument : command) {
      // a substitution would take line ends at the end away
      script
          .append("a=$(printf '")
          .append(octal(argument))
          .append("x')\nset -- \"$@\" \"${a%x}\"\n");
    }
    List<String> started = new ArrayList<>(List.of("sh", "-c"));
    started.add(script.append("exec \"$@\"\n").toString());
    return started;
  }

  private static String octal(String argument) {
    StringBuilder out = new StringBuilder();
    for (byte b : NameBytes.bytes(argument)) {
      out.append("\\%03o".formatted(b & 0xff));
    }
    return out.toString();
  }
}
