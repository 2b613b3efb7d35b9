package dev.vibe.context.map;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finder of the names that follow a word by which most languages define something, at the beginning
 * of a line and behind nothing but modifiers. It knows no language: where there is no ctags, this
 * is what is left. Methods of Java, C and C# have no such word and are not found.
 */
final class KeywordDefinitions {

  static final int MOST = 200;

  private static final Pattern DEFINITION =
      Pattern.compile(
          "^[ \\t]*+(?:(?:@\\w++|export|default|declare|public|private|protected|internal|static"
              + "|final|abstract|sealed|open|data|value|inline|async|pub|unsafe|extern|override"
              + "|virtual|partial|const|readonly|companion|inner|suspend|operator|enum|typedef)"
              + "(?:\\([^()\\n]*+\\))?+[ \\t]++){0,6}?"
              + "(?:class|interface|enum|record|struct|trait|union|module|mod|object|protocol"
              + "|type|typealias|def|fn|func|fun|function|macro_rules!)[ \\t]++"
              + "(?:\\([^()\\n]*+\\)[ \\t]*+|self\\.|<[^<>\\n]*+>[ \\t]*+|\\*[ \\t]*+)?+"
              + "([\\p{L}_$][\\w$]*+)",
          Pattern.MULTILINE);

  private KeywordDefinitions() {}

  static List<String> of(String text) {
    List<String> names = new ArrayList<>();
    Matcher each = DEFINITION.matcher(text);
    while (names.size() < MOST && each.find()) {
      names.add(each.group(1));
    }
    return names;
  }
}
