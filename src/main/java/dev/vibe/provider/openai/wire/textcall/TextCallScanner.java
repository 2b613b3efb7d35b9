package dev.vibe.provider.openai.wire.textcall;

import java.util.Collection;

/**
 * Scanner of text that may consist of tool calls: follows it character by character, and says as
 * soon as it can no longer be that. It does not check the JSON of the arguments, only where it
 * ends. One use.
 *
 * <p>What it takes, with blanks between the parts: {@code [TOOL_CALLS]name[CALL_ID]id[ARGS]{…}}
 * with any of the marks but one missing, {@code [TOOL_CALLS][{…}]}, a list of objects that begin
 * with {@code "tool"} or {@code "name"}, {@code <tool_call>{…}</tool_call>}, and any number of
 * these.
 */
public final class TextCallScanner {

  public static final String TOOL_CALLS = "[TOOL_CALLS]";
  public static final String ARGS = "[ARGS]";
  public static final String CALL_ID = "[CALL_ID]";
  static final String END_OF_TEXT = "</s>";

  /** Of models that were trained on the notation of Hermes and Qwen. */
  static final String TOOL_CALL = "<tool_call>";

  static final String TOOL_CALL_END = "</tool_call>";
  static final String NAMESPACE = "functions.";

  private static final int LONGEST_NAME = 80;

  private enum State {
    CALL,
    BRACKET,
    NAME,
    AFTER_NAME,
    TAG,
    ID,
    VALUE,
    STRING,
    JSON,
    END_MARK,
    TAGGED,
    OVER
  }

  /** Where it begins. */
  enum Place {
    LINE_START,
    /** There only the first mark begins a call. */
    WITHIN_LINE
  }

  private final Collection<String> toolNames;
  private final Place place;
  private final StringBuilder token = new StringBuilder();
  private State state = State.CALL;
  private boolean marked;
  private boolean certain;
  private boolean checksHead;
  private boolean inString;
  private boolean escaped;
  private int depth;
  private int calls;

  TextCallScanner(Collection<String> toolNames, Place place) {
    this.toolNames = toolNames;
    this.place = place;
  }

  /** Whether only a call, or talk about one, looks like this. */
  boolean isCertain() {
    return certain;
  }

  /** Whether there is more than a mark. */
  boolean hasBegun() {
    return certain && (calls > 0 || state != State.CALL);
  }

  /** Takes the next character; false when this is no call after all. */
  boolean accept(char c) {
    return switch (state) {
      case CALL -> call(c);
      case BRACKET -> bracket(c);
      case NAME -> name(c);
      case AFTER_NAME -> afterName(c);
      case TAG -> tag(c);
      case ID -> id(c);
      case VALUE -> value(c);
      case STRING -> string(c);
      case JSON -> json(c);
      case END_MARK -> endMark(c);
      case TAGGED -> tagged(c);
      case OVER -> Character.isWhitespace(c);
    };
  }

  private boolean call(char c) {
    if (Character.isWhitespace(c)) {
      return true;
    }
    if (c == '[') {
      return go(State.BRACKET, c);
    }
    if (c == '{' && marked) {
      return begin(false, c);
    }
    if (c == '<' && calls > 0) {
      return go(State.END_MARK, c);
    }
    if (c == '<' && place == Place.LINE_START) {
      return go(State.TAGGED, c);
    }
    return isNameCharacter(c) && go(State.NAME, c) && mayBeName();
  }

  private boolean bracket(char c) {
    boolean maybeList = token.length() == 1 && (marked || place == Place.LINE_START);
    if (maybeList && Character.isWhitespace(c)) {
      return true;
    }
    if (maybeList && c == '{') {
      begin(!marked, '[');
      return json(c);
    }
    token.append(c);
    if (token.toString().equals(TOOL_CALLS)) {
      marked = true;
      certain = true;
      state = State.CALL;
      return true;
    }
    return startsWith(TOOL_CALLS, token);
  }

  private boolean name(char c) {
    if (isNameCharacter(c) || c == '.') {
      token.append(c);
      return mayBeName();
    }
    // After the mark a call of a tool that does not exist is still a call.
    if (!marked && !toolNames.contains(bare(token.toString()))) {
      return false;
    }
    state = State.AFTER_NAME;
    return afterName(c);
  }

  private boolean mayBeName() {
    if (marked) {
      return token.length() <= LONGEST_NAME;
    }
    return startsWith(NAMESPACE, token) || anyNameBegins(bare(token.toString()));
  }

  private boolean anyNameBegins(String beginning) {
    for (String name : toolNames) {
      if (name.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  private boolean afterName(char c) {
    if (Character.isWhitespace(c)) {
      return true;
    }
    if (c == '{' && (marked || calls > 0)) {
      return begin(false, c);
    }
    return c == '[' && go(State.TAG, c);
  }

  private boolean tag(char c) {
    token.append(c);
    if (startsWith(ARGS, token)) {
      if (token.length() == ARGS.length()) {
        certain = true;
        state = State.VALUE;
      }
      return true;
    }
    if (token.toString().equals(CALL_ID)) {
      certain = true;
      state = State.ID;
      return true;
    }
    return startsWith(CALL_ID, token);
  }

  private boolean id(char c) {
    if (c == '[') {
      return go(State.TAG, c);
    }
    return c == '{' ? begin(false, c) : isNameCharacter(c) || Character.isWhitespace(c);
  }

  private boolean value(char c) {
    if (c == '"') {
      state = State.STRING;
      escaped = false;
      return true;
    }
    return c == '{' ? begin(false, c) : Character.isWhitespace(c);
  }

  private boolean string(char c) {
    if (!escaped && c == '"') {
      calls++;
      state = State.CALL;
    }
    escaped = c == '\\' && !escaped;
    return true;
  }

  private boolean begin(boolean withHead, char c) {
    state = State.JSON;
    checksHead = withHead;
    token.setLength(0);
    inString = false;
    escaped = false;
    depth = 0;
    return json(c);
  }

  private boolean json(char c) {
    if (checksHead && depth > 1 && !Character.isWhitespace(c)) {
      token.append(c);
      if (!isHead()) {
        return false;
      }
    }
    if (inString) {
      inString = escaped || c != '"';
      escaped = c == '\\' && !escaped;
      return true;
    }
    switch (c) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case '}', ']' -> depth--;
      default -> {}
    }
    if (depth == 0) {
      calls++;
      state = State.CALL;
    }
    return true;
  }

  /** Whether the first object of a list is, so far, {@code "tool":"…"} with the name of a tool. */
  private boolean isHead() {
    int length = "\"tool\":\"".length();
    if (token.length() <= length) {
      return startsWith("\"tool\":\"", token) || startsWith("\"name\":\"", token);
    }
    int last = token.length() - 1;
    if (token.charAt(last) == '"') {
      checksHead = false;
      certain = toolNames.contains(bare(token.substring(length, last)));
      return certain;
    }
    String name = token.substring(length);
    return startsWith(NAMESPACE, name) || anyNameBegins(bare(name));
  }

  /** Of the text, or of a call in tags, behind which another may begin. */
  private boolean endMark(char c) {
    token.append(c);
    if (token.toString().equals(END_OF_TEXT)) {
      state = State.OVER;
    } else if (token.toString().equals(TOOL_CALL_END)) {
      state = State.CALL;
    } else if (token.toString().equals(TOOL_CALL)) {
      state = State.TAGGED;
    }
    return startsWith(END_OF_TEXT, token)
        || startsWith(TOOL_CALL_END, token)
        || startsWith(TOOL_CALL, token);
  }

  /** {@code <tool_call>}, and then the object. */
  private boolean tagged(char c) {
    if (token.length() < TOOL_CALL.length()) {
      token.append(c);
      certain = token.length() == TOOL_CALL.length();
      return startsWith(TOOL_CALL, token);
    }
    return Character.isWhitespace(c) || (c == '{' && begin(false, c));
  }

  private boolean go(State next, char c) {
    token.setLength(0);
    token.append(c);
    state = next;
    return true;
  }

  private static boolean startsWith(String whole, CharSequence beginning) {
    return beginning.length() <= whole.length() && whole.startsWith(beginning.toString());
  }

  /** Models that were trained on other notations put a namespace before the name. */
  public static String bare(String name) {
    return name.startsWith(NAMESPACE) ? name.substring(NAMESPACE.length()) : name;
  }

  static boolean isNameCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}
