package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reader of the files that a line may read or write, as far as its words name them, for rules that
 * hold something back. A word of which nothing is known names none. Pure.
 */
public final class FileOperands {

  /** Whatever their operands look like, they open no file. */
  private static final Set<String> TEXT_ONLY =
      Set.of("echo", "printf", "true", ":", "test", "[", "[[");

  private static final Set<String> SEARCHES =
      Set.of("grep", "egrep", "fgrep", "zgrep", "rgrep", "rg", "ag", "ack");

  /** Of these all operands are written, deleted or given other rights. */
  private static final Set<String> WRITERS =
      Set.of(
          ("tee sponge rm rmdir unlink shred truncate touch mkdir chmod chown chgrp patch ed ex vi"
                  + " vim nano mv rename split unzip uniq xxd")
              .split(" "));

  /** Of these the last operand is written. */
  private static final Set<String> COPIERS = Set.of("cp", "ln", "install", "rsync", "scp");

  private static final Set<String> GIT_WRITERS =
      Set.of("checkout", "restore", "rm", "mv", "clean", "apply");

  private static final Set<String> TAKERS_OF_NAMES = Set.of("xargs", "parallel", "read", "cpio");

  private static final Pattern RECURSES = Pattern.compile("-[a-zA-Z]*[rRa][a-zA-Z]*|--recursive");
  private static final Pattern PATTERN_GIVEN =
      Pattern.compile("-[a-zA-Z]*[ef]|--(regexp|file)(=.*)?|-e.+");
  private static final Pattern NARROWS = Pattern.compile("--include=(.+)|--glob=(.+)|-g(.+)");
  private static final Pattern OUTPUT =
      Pattern.compile("(--output(?:-document)?=|of=|-[oO])(.+)", Pattern.DOTALL);
  private static final Pattern IN_PLACE = Pattern.compile("-[a-zA-Z0]*i.*|--in-place.*");

  private final Set<Operand> operands = new LinkedHashSet<>();
  private final List<String> folders = new ArrayList<>(List.of(""));
  private final boolean handsNames;

  private FileOperands(boolean handsNames) {
    this.handsNames = handsNames;
  }

  /** What is done with a file. */
  public enum Use {
    NAMED,
    WRITTEN
  }

  /**
   * Files that a word may name.
   *
   * @param paths as {@code Glob.meets} takes them; relative to where the line begins, or absolute
   */
  public record Operand(String paths, Use use) {}

  /** All of them, each once. */
  public static Set<Operand> of(String line) {
    List<SimpleCommand> commands = ShellLine.commands(line);
    FileOperands all =
        new FileOperands(
            commands.stream().anyMatch(command -> TAKERS_OF_NAMES.contains(command.program())));
    commands.forEach(all::add);
    return all.operands;
  }

  private void add(SimpleCommand command) {
    for (SimpleCommand.Redirect redirect : command.redirections()) {
      if (redirect.writes()) {
        add(redirect.target(), Use.WRITTEN);
      }
      if (redirect.reads()) {
        add(redirect.target(), Use.NAMED);
      }
    }
    if (command.words().isEmpty()) {
      return;
    }
    String program = command.program();
    List<String> words = command.operands();
    if (program.equals("cd") || program.equals("pushd")) {
      words.stream().filter(word -> !word.startsWith("-")).limit(1).forEach(this::enter);
    }
    if (program.equals("xargs")) {
      Stream.of(command.input().split("\\s+", -1)).forEach(word -> add(word, Use.NAMED));
    }
    otherFolder(words);
    add(command.words().getFirst(), Use.NAMED);
    if (!TEXT_ONLY.contains(program) || (command.isUsed() && program.length() > 1)) {
      named(program, words);
    }
    searched(command);
    written(program, words);
  }

  /** A command may go to another folder, and may not come back. */
  private void enter(String word) {
    List<String> more = new ArrayList<>();
    for (String folder : folders) {
      more.addAll(PathGlobs.of(folder, word));
    }
    more.stream().filter(folder -> !folders.contains(folder)).limit(16).forEach(folders::add);
  }

  /** {@code -C FOLDER} of git, make, tar and env. */
  private void otherFolder(List<String> words) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("-C") || words.get(i).equals("--directory")) {
        enter(words.get(i + 1));
      }
    }
  }

  private void named(String program, List<String> words) {
    boolean isGitSearch = program.equals("git") && words.contains("grep");
    boolean skipsPattern =
        (SEARCHES.contains(program) || isGitSearch)
            && words.stream().noneMatch(word -> PATTERN_GIVEN.matcher(word).matches());
    boolean afterSubcommand = !isGitSearch;
    boolean afterMessage = false;
    for (String word : words) {
      boolean isOption = word.startsWith("-") && word.length() > 1;
      if (skipsPattern && !isOption && afterSubcommand) {
        skipsPattern = false;
      } else if (!afterMessage) {
        parts(program, word).forEach(part -> add(part, Use.NAMED));
      }
      afterSubcommand |= word.equals("grep");
      afterMessage =
          program.equals("git") && (word.matches("-[a-z]*m") || word.equals("--message"));
    }
  }

  /** A word, and what it may hold of a path: behind an option, a revision or another machine. */
  private static Stream<String> parts(String program, String word) {
    List<String> parts = new ArrayList<>(List.of(word));
    if (word.startsWith("--") && word.indexOf('=') > 0) {
      parts.add(word.substring(word.indexOf('=') + 1));
    } else if (word.startsWith("-") && word.length() > 2) {
      parts.add(word.substring(2));
    } else if (word.startsWith("if=") || word.startsWith("of=")) {
      parts.add(word.substring(3));
    } else if (word.startsWith("@") || word.startsWith("<")) {
      parts.add(word.substring(1));
    }
    for (String part : List.copyOf(parts)) {
      boolean isPath = part.indexOf('/') >= 0 || program.equals("git");
      if (isPath && part.indexOf(':') >= 0) {
        parts.addAll(List.of(part.replaceFirst("^:\\(.*?\\)|^:[/!^]", ":").split(":", -1)));
      }
    }
    return parts.stream().filter(part -> !part.isEmpty());
  }

  /** Programs that show what is in the files below a folder. */
  private void searched(SimpleCommand command) {
    String program = command.program();
    List<String> words = command.operands();
    boolean recurses = words.stream().anyMatch(word -> RECURSES.matcher(word).matches());
    boolean always =
        Set.of("rg", "ag", "ack", "rgrep", "rsync").contains(program)
            || (program.equals("git") && !words.isEmpty() && words.contains("grep"))
            || (program.equals("tar") && words.stream().limit(1).anyMatch(w -> w.contains("c")));
    boolean sometimes =
        recurses && Set.of("grep", "egrep", "fgrep", "cp", "zip", "diff", "scp").contains(program);
    boolean finds =
        program.equals("find")
            && ((command.isUsed() && handsNames)
                || words.stream().anyMatch(word -> word.matches("-(exec|ok)(dir)?")));
    if (always || sometimes || finds) {
      below(program, words);
    }
  }

  private void below(String program, List<String> words) {
    String names = "**";
    List<String> starts = new ArrayList<>();
    boolean skipsPattern = SEARCHES.contains(program) || program.equals("git");
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      var narrows = NARROWS.matcher(word);
      boolean takesNext =
          i + 1 < words.size() && word.matches("-g|--glob|--include|-i?name|-i?path");
      if (takesNext) {
        names = "**/" + PathGlobs.ofName(words.get(++i));
      } else if (narrows.matches()) {
        String name =
            Stream.of(narrows.group(1), narrows.group(2), narrows.group(3))
                .filter(group -> group != null)
                .findFirst()
                .orElse("**");
        names = name.startsWith("!") ? names : "**/" + PathGlobs.ofName(name);
      } else if (word.startsWith("-") && program.equals("find")) {
        break;
      } else if (!word.startsWith("-") && !(program.equals("git") && word.equals("grep"))) {
        if (skipsPattern) {
          skipsPattern = false;
        } else {
          starts.add(word);
        }
      }
    }
    if (program.equals("find")) {
      names = findNames(words);
    }
    for (String start : starts.isEmpty() ? List.of(".") : starts) {
      for (String folder : folders) {
        for (String glob : PathGlobs.of(folder, start)) {
          operands.add(new Operand(glob.isEmpty() ? names : glob + "/" + names, Use.NAMED));
        }
      }
    }
  }

  private static String findNames(List<String> words) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("-name") || words.get(i).equals("-iname")) {
        return "**/" + PathGlobs.ofName(words.get(i + 1));
      }
    }
    return "**";
  }

  private void written(String program, List<String> words) {
    boolean writesAll =
        WRITERS.contains(program)
            || (Set.of("sed", "perl", "ruby", "yq").contains(program)
                && words.stream().anyMatch(word -> IN_PLACE.matcher(word).matches()))
            || (program.equals("git") && words.stream().anyMatch(GIT_WRITERS::contains));
    List<String> plain = words.stream().filter(word -> !word.startsWith("-")).toList();
    boolean recurses =
        program.equals("git") || words.stream().anyMatch(w -> RECURSES.matcher(w).matches());
    if (writesAll) {
      plain.forEach(word -> written(word, recurses));
    } else if (COPIERS.contains(program) && !plain.isEmpty()) {
      copied(words, plain);
    }
    boolean wasOutput = false;
    for (String word : words) {
      var output = OUTPUT.matcher(word);
      if (wasOutput || output.matches()) {
        add(wasOutput ? word : output.group(2), Use.WRITTEN);
      }
      wasOutput = word.matches("-[oO]|--output|--output-document");
    }
  }

  private void written(String word, boolean recurses) {
    add(word, Use.WRITTEN);
    if (recurses) {
      for (String folder : folders) {
        for (String glob : PathGlobs.of(folder, word)) {
          operands.add(new Operand(glob.isEmpty() ? "**" : glob + "/**", Use.WRITTEN));
        }
      }
    }
  }

  /** Into a folder, under the same name; or over a file. */
  private void copied(List<String> words, List<String> plain) {
    List<String> sources = plain.subList(0, plain.size() - 1);
    List<String> targets = new ArrayList<>(List.of(plain.getLast()));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith("--target-directory=")) {
        targets.add(words.get(i).substring(19));
      } else if (words.get(i).equals("-t") && i + 1 < words.size()) {
        targets.add(words.get(i + 1));
      }
    }
    for (String target : targets) {
      add(target, Use.WRITTEN);
      for (String source : sources) {
        String name = source.substring(source.lastIndexOf('/') + 1);
        add(target + "/" + name, Use.WRITTEN);
      }
    }
  }

  private void add(String word, Use use) {
    for (String folder : folders) {
      PathGlobs.of(folder, word).stream()
          .filter(glob -> !glob.isEmpty())
          .forEach(glob -> operands.add(new Operand(glob, use)));
    }
  }
}
