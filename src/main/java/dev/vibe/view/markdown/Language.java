package dev.vibe.view.markdown;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Description of a language, as far as it takes to colour it roughly.
 *
 * @param lineComments what starts a comment up to the end of the line
 * @param longMarks pairs that may span lines: comments and texts
 * @param quotes characters that enclose a text within a line
 */
record Language(
    Set<String> keywords, List<String> lineComments, List<LongMark> longMarks, String quotes) {

  static final Language NONE = new Language(Set.of(), List.of(), List.of(), "");

  /** Something that may span lines. */
  record LongMark(String open, String close, boolean isComment) {}

  private static final LongMark C_COMMENT = new LongMark("/*", "*/", true);

  /** By the name behind a fence; {@link #NONE} when there is no such language. */
  static Language named(String name) {
    return switch (name) {
      case "python", "py", "python3" -> python();
      case "java", "kotlin", "kt" -> javaOrKotlin();
      case "js", "javascript", "jsx", "ts", "typescript", "tsx" -> javaScript();
      case "c", "cpp", "c++", "go", "rust", "rs", "csharp", "cs" -> likeC();
      case "sh", "bash", "shell", "zsh", "console", "toml", "yaml", "yml", "ini" ->
          shellOrSettings();
      case "json", "jsonc" -> json();
      case "sql" -> sql();
      default -> NONE;
    };
  }

  private static Language python() {
    return new Language(
        words(
            "and as assert async await break class continue def del elif else except finally"
                + " for from global if import in is lambda match None nonlocal not or pass"
                + " raise return self True False try while with yield"),
        List.of("#"),
        List.of(new LongMark("\"\"\"", "\"\"\"", false), new LongMark("'''", "'''", false)),
        "\"'");
  }

  private static Language javaOrKotlin() {
    return new Language(
        words(
            "abstract boolean break byte case catch char class const continue default do"
                + " double else enum extends false final finally float for fun if implements"
                + " import in instanceof int interface long new null override package private"
                + " protected public record return sealed short static super switch"
                + " synchronized this throw throws true try val var void volatile when while"
                + " yield"),
        List.of("//"),
        List.of(C_COMMENT, new LongMark("\"\"\"", "\"\"\"", false)),
        "\"'");
  }

  private static Language javaScript() {
    return new Language(
        words(
            "as async await break case catch class const continue default delete do else"
                + " enum export extends false finally for from function if implements import"
                + " in instanceof interface let new null of return static super switch this"
                + " throw true try type typeof undefined var void while yield"),
        List.of("//"),
        List.of(C_COMMENT, new LongMark("`", "`", false)),
        "\"'");
  }

  private static Language likeC() {
    return new Language(
        words(
            "as auto bool break case char chan class const continue crate default defer do"
                + " double else enum extern false float fn for func go goto if impl import in"
                + " int interface let long loop map match mod mut namespace new nil null"
                + " nullptr package private pub public range return select self short signed"
                + " sizeof static string struct super switch template this trait true type"
                + " typedef union unsafe unsigned use using var virtual void volatile where"
                + " while"),
        List.of("//"),
        List.of(C_COMMENT),
        "\"'");
  }

  private static Language shellOrSettings() {
    return new Language(
        words(
            "case cd do done elif else esac exit export false fi for function if in local"
                + " return set shift then true until while"),
        List.of("#"),
        List.of(),
        "\"'");
  }

  private static Language json() {
    return new Language(words("true false null"), List.of("//"), List.of(), "\"");
  }

  private static Language sql() {
    return new Language(
        words(
            "select from where insert into update delete create table and or not null join"
                + " left on group by order limit as values set SELECT FROM WHERE INSERT INTO"
                + " UPDATE DELETE CREATE TABLE AND OR NOT NULL JOIN LEFT ON GROUP BY ORDER"
                + " LIMIT AS VALUES SET"),
        List.of("--"),
        List.of(C_COMMENT),
        "'\"");
  }

  private static Set<String> words(String list) {
    return Set.copyOf(Arrays.asList(list.split(" ", -1)));
  }
}
