package dev.vibe.cli;

import java.util.Optional;

/**
 * Reader of a command line as scripts write it: options by their whole names, values as words of
 * their own, no command. Loading the parser takes longer than the rest of the way to the first
 * request that is ours, so what needs no parser gets none; both mean the same by a test.
 */
final class PlainArgv {

  private PlainArgv() {}

  /** Nothing when it takes the parser, be it to understand the line or to say what is wrong. */
  static Optional<Arguments> read(String[] argv) {
    Arguments found = new Arguments();
    for (int i = 0; i < argv.length; i++) {
      String word = argv[i];
      Option option = Options.named(word).orElse(null);
      if (option == null) {
        if (word.startsWith("-") || Subcommands.names().contains(word)) {
          return Optional.empty();
        }
        found.addWord(word);
      } else if (option.takesValue()) {
        i++;
        boolean again = option.name().equals(Options.PROMPT) && found.has(Options.PROMPT);
        if (i == argv.length
            || Options.named(argv[i]).isPresent()
            || argv[i].equals("--")
            || again) {
          return Optional.empty();
        }
        found.add(option.name(), argv[i]);
      } else {
        found.add(option.name());
      }
    }
    return Optional.of(found);
  }
}
