package dev.vibe.repl.key;

import dev.vibe.repl.key.Key.Name;
import dev.vibe.terminal.CharacterSource;
import java.io.IOException;
import java.util.Optional;

/**
 * Decoder of keys from the characters that a terminal sends in raw mode: xterm's sequences,
 * bracketed paste, and the unambiguous form of terminals that have it. What it does not know it
 * swallows whole.
 */
public final class KeyDecoder {

  /** How long the rest of a sequence may take; a person who presses Escape alone waits so long. */
  private static final long SEQUENCE_MILLIS = 50;

  /** How long the rest of an answer of the terminal may take; nobody types the beginning of one. */
  private static final long ANSWER_MILLIS = 250;

  private static final int LONGEST_SEQUENCE = 64;
  private static final String PASTE_END = "\u001b[201~";
  private static final int ESCAPE = 27;
  private static final int BELL = 7;
  private static final int NONE = -3;

  private final CharacterSource source;

  /** Read, and found to belong to what comes next; {@link #NONE} when there is nothing. */
  private int putBack = NONE;

  public KeyDecoder(CharacterSource source) {
    this.source = source;
  }

  /** Outcome of reading. */
  public sealed interface Read {
    record Pressed(Key key) implements Read {}

    /** The terminal told how bright its background is; nobody pressed that. */
    record Answered(ScreenBrightness.Shade shade) implements Read {}

    /** Nothing, or nothing that means something. */
    record Nothing() implements Read {}

    record Closed() implements Read {}
  }

  /** Waits at most so long for a key to begin. */
  public Read next(long millis) throws IOException {
    int c = putBack == NONE ? source.read(millis) : putBack;
    putBack = NONE;
    return switch (c) {
      case CharacterSource.NOTHING -> new Read.Nothing();
      case CharacterSource.CLOSED -> new Read.Closed();
      case ESCAPE -> afterEscape();
      default -> c < ' ' || c == 127 ? read(control(c)) : text((char) c);
    };
  }

  private static Read read(Optional<Key> key) {
    return key.<Read>map(Read.Pressed::new).orElseGet(Read.Nothing::new);
  }

  private Read text(char first) throws IOException {
    String text = String.valueOf(first);
    if (Character.isHighSurrogate(first)) {
      int low = source.read(SEQUENCE_MILLIS);
      if (low < 0 || !Character.isLowSurrogate((char) low)) {
        return new Read.Nothing();
      }
      text += (char) low;
    }
    return new Read.Pressed(new Key.Text(text));
  }

  private static Optional<Key> control(int c) {
    return switch (c) {
      case 13 -> press(Name.ENTER);
      case 10 -> press(Name.NEWLINE);
      case 9 -> press(Name.TAB);
      case 8, 127 -> press(Name.BACKSPACE);
      default -> letter(c + 'a' - 1);
    };
  }

  /** Control with a letter, as Emacs and shells have it. */
  private static Optional<Key> letter(int letter) {
    return switch (letter) {
      case 'a' -> press(Name.HOME);
      case 'b' -> press(Name.LEFT);
      case 'c' -> press(Name.INTERRUPT);
      case 'd' -> press(Name.END_OF_INPUT);
      case 'e' -> press(Name.END);
      case 'f' -> press(Name.RIGHT);
      case 'g' -> press(Name.EXTERNAL_EDITOR);
      case 'h' -> press(Name.BACKSPACE);
      case 'i' -> press(Name.TAB);
      case 'j' -> press(Name.NEWLINE);
      case 'k' -> press(Name.KILL_TO_END);
      case 'l' -> press(Name.REDRAW);
      case 'm' -> press(Name.ENTER);
      case 'n' -> press(Name.DOWN);
      case 'o' -> press(Name.OPEN_OUTPUT);
      case 'p' -> press(Name.UP);
      case 'r' -> press(Name.SEARCH);
      case 't' -> press(Name.TRANSPOSE);
      case 'u' -> press(Name.KILL_TO_START);
      case 'w' -> press(Name.DELETE_WORD);
      case 'x' -> press(Name.STEER);
      case 'y' -> press(Name.YANK);
      case 'z' -> press(Name.SUSPEND);
      case '_', 127 -> press(Name.UNDO);
      default -> Optional.empty();
    };
  }

  private Read afterEscape() throws IOException {
    int c = source.read(SEQUENCE_MILLIS);
    return c == ']' ? answer() : read(afterEscape(c));
  }

  private Optional<Key> afterEscape(int c) throws IOException {
    return switch (c) {
      case CharacterSource.NOTHING, CharacterSource.CLOSED, ESCAPE -> press(Name.ESCAPE);
      case '[' -> sequence();
      case 'O' -> cursor((char) Math.max(0, source.read(SEQUENCE_MILLIS)), 1);
      case 13, 10 -> press(Name.NEWLINE);
      case 8, 127 -> press(Name.DELETE_WORD);
      case 'b' -> press(Name.WORD_LEFT);
      case 'f' -> press(Name.WORD_RIGHT);
      case 'd' -> press(Name.DELETE_WORD_RIGHT);
      case 'y' -> press(Name.YANK_EARLIER);
      case '.' -> press(Name.LAST_WORD);
      default -> Optional.empty();
    };
  }

  /** What the terminal says when it is asked. A person who pressed Alt-] loses nothing. */
  private Read answer() throws IOException {
    int first = source.read(SEQUENCE_MILLIS);
    if (first < '0' || first > '9') {
      putBack = first < 0 ? NONE : first;
      return new Read.Nothing();
    }
    StringBuilder text = new StringBuilder().append((char) first);
    while (text.length() < LONGEST_SEQUENCE) {
      int c = source.read(ANSWER_MILLIS);
      if (c < 0 || c == BELL) {
        break;
      }
      if (c == ESCAPE) {
        source.read(SEQUENCE_MILLIS); // the backslash that ends it
        break;
      }
      text.append((char) c);
    }
    return ScreenBrightness.parse(text.toString())
        .<Read>map(Read.Answered::new)
        .orElseGet(Read.Nothing::new);
  }

  private Optional<Key> sequence() throws IOException {
    StringBuilder parameters = new StringBuilder();
    while (parameters.length() < LONGEST_SEQUENCE) {
      int c = source.read(SEQUENCE_MILLIS);
      if (c < 0) {
        return Optional.empty();
      }
      if (c >= 0x40 && c <= 0x7E) {
        return parameters.toString().equals("200") && c == '~'
            ? Optional.of(new Key.Paste(paste()))
            : finished((char) c, parameters.toString());
      }
      parameters.append((char) c);
    }
    return Optional.empty();
  }

  private static Optional<Key> finished(char last, String parameters) {
    String[] fields = parameters.split(";", -1);
    int first = number(fields, 0);
    int modifiers = Math.max(1, number(fields, 1));
    return switch (last) {
      case '~' ->
          first == 27 && fields.length == 3
              ? unicode(number(fields, 2), modifiers)
              : numbered(first, modifiers);
      case 'u' -> unicode(first, modifiers);
      case 'Z' -> press(Name.SHIFT_TAB);
      case 'I' -> press(Name.FOCUS_IN);
      case 'O' -> press(Name.FOCUS_OUT);
      default -> cursor(last, modifiers);
    };
  }

  private static Optional<Key> cursor(char last, int modifiers) {
    boolean byWord = modifiers >= 3;
    return switch (last) {
      case 'A' -> press(Name.UP);
      case 'B' -> press(Name.DOWN);
      case 'C' -> press(byWord ? Name.WORD_RIGHT : Name.RIGHT);
      case 'D' -> press(byWord ? Name.WORD_LEFT : Name.LEFT);
      case 'F' -> press(Name.END);
      case 'H' -> press(Name.HOME);
      default -> Optional.empty();
    };
  }

  private static Optional<Key> numbered(int number, int modifiers) {
    return switch (number) {
      case 1, 7 -> press(Name.HOME);
      case 4, 8 -> press(Name.END);
      case 5 -> press(Name.PAGE_UP);
      case 6 -> press(Name.PAGE_DOWN);
      case 3 -> press(modifiers >= 3 ? Name.DELETE_WORD_RIGHT : Name.DELETE);
      default -> Optional.empty();
    };
  }

  /** A key by its code point; modifiers are 1 plus 1 for Shift, 2 for Alt, 4 for Control. */
  private static Optional<Key> unicode(int point, int modifiers) {
    boolean shift = ((modifiers - 1) & 1) != 0;
    boolean alt = ((modifiers - 1) & 2) != 0;
    boolean control = ((modifiers - 1) & 4) != 0;
    return switch (point) {
      case 13 -> press(shift || alt || control ? Name.NEWLINE : Name.ENTER);
      case 9 -> press(shift ? Name.SHIFT_TAB : Name.TAB);
      case 27 -> press(Name.ESCAPE);
      case 127, 8 -> press(alt || control ? Name.DELETE_WORD : Name.BACKSPACE);
      default -> {
        if (control) {
          yield letter(point);
        }
        if (alt) {
          yield switch (point) {
            case 'b' -> press(Name.WORD_LEFT);
            case 'f' -> press(Name.WORD_RIGHT);
            case 'd' -> press(Name.DELETE_WORD_RIGHT);
            case 'y' -> press(Name.YANK_EARLIER);
            case '.' -> press(Name.LAST_WORD);
            default -> Optional.empty();
          };
        }
        yield point >= ' ' && Character.isValidCodePoint(point)
            ? Optional.of(new Key.Text(Character.toString(point)))
            : Optional.empty();
      }
    };
  }

  /** Up to the end mark; a terminal that never sends it ends the paste by its silence. */
  private String paste() throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      int c = source.read(1000);
      if (c < 0) {
        break;
      }
      text.append((char) c);
      if (c == '~' && text.length() >= PASTE_END.length()) {
        int end = text.length() - PASTE_END.length();
        if (text.indexOf(PASTE_END, end) == end) {
          text.setLength(end);
          break;
        }
      }
    }
    return text.toString().replace("\r\n", "\n").replace('\r', '\n');
  }

  private static int number(String[] fields, int index) {
    if (index >= fields.length) {
      return 0;
    }
    String digits = fields[index].split(":", -1)[0];
    return !digits.isEmpty() && digits.length() <= 7 && digits.chars().allMatch(Character::isDigit)
        ? Integer.parseInt(digits)
        : 0;
  }

  private static Optional<Key> press(Name name) {
    return Optional.of(new Key.Press(name));
  }
}
