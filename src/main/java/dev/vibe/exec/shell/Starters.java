package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Table of the programs that start another one, and finder of what they start. Where the options of
 * one are not known for sure, each word behind it may be the program. Pure.
 */
final class Starters {

  /**
   * Name, options without a value, options with one, and operands before the command, from the
   * manual pages of coreutils, util-linux, sudo, findutils, bash and the programs themselves.
   */
  private static final String TABLE =
      """
      sudo       ABbEeHiKkNnPSsVvl  ughpCrtTURDac  0
      doas       nsL                uC             0
      env        i0v                uC             0
      command    pvV                -              0
      builtin    -                  -              0
      exec       cl                 a              0
      nohup      -                  -              0
      setsid     cfw                -              0
      time       apvqV              fo             0
      nice       -                  n              0
      ionice     t                  cnpPu          0
      chrt       abdfiorRv          pTPD           1
      stdbuf     -                  ioe            0
      timeout    fpv                sk             1
      chroot     -                  -              1
      taskset    ac                 p              1
      xargs      0rtpxo             IiLlnPdEesa    0
      busybox    -                  -              0
      toybox     -                  -              0
      coproc     -                  -              0
      fakeroot   -                  lsib           0
      caffeinate dimsu              tw             0
      unbuffer   p                  -              0
      """;

  /** Of these every word behind may begin a command. */
  private static final Set<String> LOOSE =
      Set.of(
          ("watch flock strace ltrace script parallel su runuser pkexec nsenter unshare bwrap"
                  + " firejail numactl setarch systemd-run xvfb-run faketime proot rlwrap entr"
                  + " hyperfine npx pnpx uvx bunx valgrind perf gdb ssh-agent dbus-run-session"
                  + " rush nix-shell direnv mise asdf uv poetry pipenv conda bundle prlimit setpriv"
                  + " linux32 linux64 i386 x86_64 torsocks proxychains proxychains4 flatpak-spawn"
                  + " docker podman ssh tmux screen start-stop-daemon coreutils chronic catchsegv"
                  + " sem run-parts sg logsave torify cpulimit aa-exec cgexec dbus-launch with-lock"
                  + " chpst setuidgid envuidgid eatmydata retry softlimit tini dumb-init gosu"
                  + " su-exec capsh op dotenv foreman nix guix flatpak snap wine kubectl vagrant"
                  + " lldb heaptrack nodemon concurrently when-changed xterm uxterm urxvt rxvt"
                  + " alacritty kitty gnome-terminal konsole foot wezterm sshpass watchexec"
                  + " dbus-send crontab")
              .split(" "));

  /** Of these every word behind one of {@link #PACKAGE_STARTS} may begin a command. */
  private static final Set<String> PACKAGES =
      Set.of(
          "npm", "pnpm", "yarn", "bun", "cargo", "go", "dotnet", "swift", "stack", "cabal", "dune");

  private static final Set<String> PACKAGE_STARTS =
      Set.of("exec", "x", "dlx", "run", "run-script", "watch");

  /** The loader of programs, which takes one as its operand. */
  private static final Pattern LOADER = Pattern.compile("ld(-.+)?\\.so(\\.\\d+)?");

  /** Of these each operand is text for a shell, too. */
  private static final Set<String> TAKING_TEXT =
      Set.of(
          ("watch flock script parallel su runuser hyperfine nix-shell entr ssh tmux screen"
                  + " npm pnpm sg sem capsh vagrant nodemon concurrently xterm uxterm urxvt rxvt"
                  + " konsole watchexec cargo")
              .split(" "));

  static final Set<String> SHELLS =
      Set.of(
          ("sh bash dash zsh ksh mksh ash fish rbash csh tcsh yash pdksh oksh elvish nu pwsh"
                  + " powershell")
              .split(" "));

  private static final Set<String> READERS_OF_SCRIPTS = Set.of("source", ".");

  private static final Set<String> SEARCHES = Set.of("find", "fd", "fdfind");

  private static final Pattern SEARCH_STARTS =
      Pattern.compile("-(exec|ok)(dir)?|-[xX]|--exec(-batch)?");

  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*\\+?=.*", Pattern.DOTALL);

  private static final Pattern SCRIPT_OPTION = Pattern.compile("[-+][A-Za-z]*c[A-Za-z]*");

  private static final int MOST_STARTS = 50;

  private static final Map<String, Grammar> GRAMMARS = grammars();

  private Starters() {}

  /** Whether each word behind a program may begin a command, as far as is known. */
  static boolean isLoose(String program) {
    return program.isEmpty() || LOOSE.contains(program) || TAKING_TEXT.contains(program);
  }

  /** Whether a program runs what is in a file that it is given. */
  static boolean runsFiles(String program) {
    return SHELLS.contains(program)
        || READERS_OF_SCRIPTS.contains(program)
        || CodeText.isOf(program);
  }

  private record Grammar(String flags, String valued, int operands) {}

  private static Map<String, Grammar> grammars() {
    Map<String, Grammar> grammars = new HashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] cells = line.split(" +", -1);
      grammars.put(cells[0], new Grammar(cells[1], cells[2], Integer.parseInt(cells[3])));
    }
    return grammars;
  }

  /** All that a command starts, as far as its words tell. */
  static List<Started> of(SimpleCommand command) {
    List<Started> started = new ArrayList<>();
    List<String> words = command.words();
    if (words.isEmpty()) {
      return started;
    }
    String program = command.program();
    if (program.isEmpty() || LOOSE.contains(program) || LOADER.matcher(program).matches()) {
      suffixes(words, 1, started);
    }
    if (PACKAGES.contains(program) && words.size() > 1 && PACKAGE_STARTS.contains(words.get(1))) {
      suffixes(words, 2, started);
    }
    if (program.equals("parallel")) {
      started.add(new Started.Program(handed(words.subList(1, words.size()))));
      int end = words.indexOf(":::");
      started.add(new Started.Program(handed(words.subList(1, end < 0 ? words.size() : end))));
    }
    if (TAKING_TEXT.contains(program)) {
      words.stream().skip(1).forEach(word -> started.add(new Started.Script(word)));
    }
    if (GRAMMARS.containsKey(program)) {
      behind(command, started);
    }
    if (SEARCHES.contains(program)) {
      search(words, started);
    }
    if (SHELLS.contains(program) || READERS_OF_SCRIPTS.contains(program)) {
      shell(command, started);
    }
    text(command, program, started);
    started.addAll(CodeText.of(command));
    return started;
  }

  private static void suffixes(List<String> words, int from, List<Started> started) {
    for (int i = from; i < Math.min(words.size(), from + MOST_STARTS); i++) {
      started.add(new Started.Program(words.subList(i, words.size())));
    }
  }

  private static void behind(SimpleCommand command, List<Started> started) {
    List<String> words = command.words();
    String program = command.program();
    int at = place(program, words);
    if (at < 0) {
      splitText(words, started);
      suffixes(words, 1, started);
      return;
    }
    if (at >= words.size()) {
      return;
    }
    if (Marks.isNothing(words.get(at))) {
      suffixes(words, at, started);
    }
    List<String> rest = words.subList(at, words.size());
    started.add(new Started.Program(program.equals("xargs") ? handed(rest) : rest));
  }

  /** {@code env -S TEXT}. */
  private static void splitText(List<String> words, List<Started> started) {
    for (int i = 1; i < words.size(); i++) {
      String option = words.get(i);
      if (option.startsWith("-S")) {
        started.add(new Started.Script(rest(option.substring(2), words, i + 1)));
      } else if (option.startsWith("--split-string")) {
        started.add(new Started.Script(rest(option.substring(14), words, i + 1)));
      }
    }
  }

  /**
   * Place of the program that one of the {@link #TABLE} starts: the number of words when it starts
   * none, -1 when an option is not known.
   */
  static int place(String program, List<String> words) {
    Grammar grammar = Objects.requireNonNull(GRAMMARS.get(program));
    int at = 1;
    while (at < words.size() && words.get(at).startsWith("-") && !words.get(at).equals("--")) {
      int takes = valued(words.get(at), grammar);
      if (takes < 0) {
        return -1;
      }
      at += 1 + takes;
    }
    at += at < words.size() && words.get(at).equals("--") ? 1 : 0;
    while (at < words.size() && ASSIGNMENT.matcher(words.get(at)).matches()) {
      at++;
    }
    return Math.min(words.size(), at + grammar.operands);
  }

  private static String rest(String first, List<String> words, int from) {
    String text = first.startsWith("=") ? first.substring(1) : first;
    return text + " " + String.join(" ", words.subList(Math.min(from, words.size()), words.size()));
  }

  /** What is read from the input stands behind the words, or in the place of one. */
  private static List<String> handed(List<String> words) {
    List<String> all = new ArrayList<>(words.stream().map(Starters::filled).toList());
    all.add(String.valueOf(Marks.ANY));
    return all;
  }

  private static String filled(String word) {
    return word.contains("{}") ? word.replace("{}", String.valueOf(Marks.SOME)) : word;
  }

  /** How many words an option takes as its value; -1 when that is not known. */
  private static int valued(String option, Grammar grammar) {
    if (option.startsWith("--")) {
      if (option.startsWith("--split-string")) {
        return -1;
      }
      return option.indexOf('=') > 0 && Marks.isKnown(option) ? 0 : -1;
    }
    for (int i = 1; i < option.length(); i++) {
      char c = option.charAt(i);
      if (grammar.valued.indexOf(c) >= 0 && c != '-') {
        return i == option.length() - 1 ? 1 : 0;
      }
      boolean isNumber = c >= '0' && c <= '9';
      if (!isNumber && (c == '-' || grammar.flags.indexOf(c) < 0)) {
        return -1;
      }
    }
    return 0;
  }

  private static void search(List<String> words, List<Started> started) {
    for (int i = 1; i < words.size(); i++) {
      if (SEARCH_STARTS.matcher(words.get(i)).matches()) {
        List<String> rest = words.subList(i + 1, words.size());
        int end = 0;
        while (end < rest.size() && !rest.get(end).equals(";") && !rest.get(end).equals("+")) {
          end++;
        }
        started.add(new Started.Program(handed(rest.subList(0, end))));
      }
    }
  }

  private static void shell(SimpleCommand command, List<Started> started) {
    List<String> words = command.words();
    boolean isShell = SHELLS.contains(command.program());
    boolean hasScript = false;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (isShell && SCRIPT_OPTION.matcher(word).matches()) {
        words.stream().skip(i + 1L).forEach(text -> started.add(new Started.Script(text)));
        return;
      }
      if (word.startsWith(SimpleCommand.PIPE) || Marks.isNothing(word)) {
        started.add(new Started.Script(String.valueOf(Marks.ANY)));
      }
      if (isShell && word.equals("-s")) {
        started.add(new Started.Script(command.input()));
      }
      hasScript |= !word.startsWith("-") && !word.startsWith("+") && !word.equals("/dev/stdin");
    }
    if (!hasScript) {
      started.add(new Started.Script(command.input()));
    }
  }

  /** Programs of the shell that take text to run, now or later. */
  private static void text(SimpleCommand command, String program, List<Started> started) {
    List<String> operands = command.operands();
    switch (program) {
      case "eval" -> {
        boolean isMarked = !operands.isEmpty() && operands.getFirst().equals("--");
        List<String> text = isMarked ? operands.subList(1, operands.size()) : operands;
        started.add(new Started.Script(String.join(" ", text)));
      }
      case "hash" -> {
        int file = operands.indexOf("-p") + 1;
        if (file > 0 && file < operands.size()) {
          started.add(new Started.Program(handed(List.of(operands.get(file)))));
        }
      }
      case "trap" -> operands.stream().limit(1).map(Started.Script::new).forEach(started::add);
      case "alias" ->
          operands.stream()
              .filter(word -> word.indexOf('=') > 0)
              .map(word -> word.substring(word.indexOf('=') + 1))
              .forEach(
                  value -> {
                    started.add(new Started.Script(value));
                    started.add(new Started.Program(handed(List.of(value.split(" +", -1)))));
                  });
      default -> {}
    }
  }
}
