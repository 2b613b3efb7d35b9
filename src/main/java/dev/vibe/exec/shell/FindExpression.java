package dev.vibe.exec.shell;

import dev.vibe.exec.shell.PlainLexer.NotPlain;
import dev.vibe.exec.shell.PlainLine.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reader of an expression of find(1) that tests and prints names, and nothing else; findutils 4.9.
 * Pure.
 */
final class FindExpression {

  private static final Set<String> WORDS =
      Set.of(
          ("-P -print -print0 -prune -quit -true -false -depth -d -xdev -mount -daystart -noleaf"
                  + " -empty -executable -readable -writable -nouser -nogroup -ls"
                  + " -not -a -and -o -or ! ( ) , -warn -nowarn -ignore_readdir_race"
                  + " -noignore_readdir_race")
              .split(" "));

  private static final String TEXT = ".*";
  private static final String COUNT = "[+-]?\\d{1,9}";

  /** With a value that has this form. */
  private static final Map<String, Pattern> TESTS =
      Stream.of(
              "-name -iname -path -ipath -wholename -iwholename -regex -iregex -lname -ilname "
                  + TEXT,
              "-user -group -regextype -printf -newermt -fstype -perm " + TEXT,
              "-maxdepth -mindepth \\d{1,4}",
              "-mtime -mmin -atime -amin -ctime -cmin -used -links -inum -uid -gid " + COUNT,
              "-size [+-]?\\d{1,9}[bcwkMG]?",
              "-type -xtype [bcdpflsD](,[bcdpflsD])*")
          .flatMap(FindExpression::tests)
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private FindExpression() {}

  private static Stream<Map.Entry<String, Pattern>> tests(String line) {
    List<String> cells = List.of(line.split(" "));
    Pattern form = Pattern.compile(cells.getLast(), Pattern.DOTALL);
    return cells.subList(0, cells.size() - 1).stream().map(name -> Map.entry(name, form));
  }

  /**
   * Where it begins.
   *
   * @throws NotPlain for a word that is not known, such as one that runs or writes
   */
  static List<ReadFile> read(List<Word> words) throws NotPlain {
    List<ReadFile> starts = new ArrayList<>();
    int at = 0;
    while (at < words.size() && words.get(at).written().equals("-P")) {
      at++;
    }
    while (at < words.size() && isStart(words.get(at))) {
      starts.add(ReadFile.of(words.get(at++)));
    }
    while (at < words.size()) {
      String word = words.get(at).written();
      Pattern form = TESTS.get(word);
      if (form != null && at + 1 < words.size()) {
        Word value = words.get(at + 1);
        if (value.isPattern() || !form.matcher(value.written()).matches()) {
          throw new NotPlain("a value of " + word + " that the shell may put names in place of");
        }
        at += 2;
      } else if (word.equals("-newer") && at + 1 < words.size()) {
        starts.add(ReadFile.of(words.get(at + 1)));
        at += 2;
      } else if (WORDS.contains(word) && !words.get(at).isPattern()) {
        at++;
      } else {
        throw new NotPlain(
            word.startsWith("-")
                ? word + " of find is not known to only read"
                : "a word of find that is not known");
      }
    }
    return starts.isEmpty() ? List.of(ReadFile.of(new Word("."))) : starts;
  }

  private static boolean isStart(Word word) {
    String text = word.written();
    return !text.startsWith("-") && !Set.of("!", "(", ")", ",").contains(text);
  }
}
