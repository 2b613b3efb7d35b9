package dev.vibe.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Generator of command lines: put together from plain and hostile pieces, or cases with a change.
 */
public final class CommandLines {

  private static final List<String> PROGRAMS =
      List.of(
          ("ls cat head tail wc sort uniq cut tr grep rg find sed awk jq diff cmp stat du file echo"
               + " printf true pwd cd date basename dirname test [ nl rev od xxd strings tac tree"
               + " zcat tar seq which type command paste column fold id git git git rm touch tee"
               + " xargs env sudo bash ./ls bin/cat make . eval export x=1 if { ( ! for")
              .split(" "));

  private static final List<String> OPERANDS =
      List.of(
          ("a.txt b.txt src src/app.py docs . README.md 'with_space.txt' \"notes.txt\" link_in"
                  + " link_out dirlink_out .env config/id_rsa ../outside/secret.txt /etc/passwd ~"
                  + " *.py src/* * -oPWNED.txt $HOME $(pwd) `pwd` foo 'a|b' \"x;y\" \\; {} {a,b}"
                  + " HEAD log status diff -- - + 1 20 '1,5p' p 's/a/b/' '{print$1}' .name -exec"
                  + " -delete -name '*.py' fifo_in log.txt ] $x ${x} ''")
              .split(" "));

  private static final List<String> OPTIONS =
      List.of(
          ("-l -a -n -r -R -i -c -e -f -o -u -v -w -x -L -20 -n5 -la -rn -ni -s -S -z -h -d: -f1"
                  + " --output=x --color --include='*.py' --pre=x --help -name -type -print -exec"
                  + " --oneline --stat -p -c -C -k2 -t, -T. --files --files0-from=list0 -print0")
              .split(" "));

  private static final List<String> JOINTS =
      List.of(" && ", " || ", "; ", " | ", "\n", " & ", " |& ", " ;; ", " && ! ", ";", "|");

  private static final List<String> ENDS =
      List.of(
          " 2>/dev/null",
          " >/dev/null",
          " 2>&1",
          " < a.txt",
          " > PWNED",
          " >> b.txt",
          " &",
          " # end",
          " )",
          " }",
          "; }",
          " <<< x",
          " << E",
          " 2>& 1",
          " >&2",
          " &>/dev/null");

  private static final String SIGNS =
      "'\"\\`$;&|<>(){}[]*?~!#= \t\n-/.,:@%^+a1\u00a0\u202e\r\u0001";

  private final List<String> cases;

  /**
   * Takes the cases that it changes.
   *
   * @param cases such as those of a table
   */
  public CommandLines(List<String> cases) {
    this.cases = List.copyOf(cases);
  }

  /** Another line. */
  public String next(RandomGenerator random) {
    String line = random.nextInt(3) == 0 ? composed(random) : pick(cases, random);
    if (random.nextInt(4) == 0) {
      line =
          line
              + pick(JOINTS, random)
              + (random.nextBoolean() ? composed(random) : pick(cases, random));
    }
    if (random.nextInt(5) == 0) {
      line += pick(ENDS, random);
    }
    int changes = random.nextInt(3);
    StringBuilder text = new StringBuilder(line);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length() + 1);
      if (at < text.length() && random.nextInt(3) == 0) {
        text.deleteCharAt(at);
      } else {
        text.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
    }
    return text.toString();
  }

  private static String composed(RandomGenerator random) {
    List<String> words = new ArrayList<>(List.of(pick(PROGRAMS, random)));
    for (int i = random.nextInt(5); i > 0; i--) {
      words.add(pick(random.nextInt(3) == 0 ? OPTIONS : OPERANDS, random));
    }
    return String.join(" ", words);
  }

  private static String pick(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }
}
