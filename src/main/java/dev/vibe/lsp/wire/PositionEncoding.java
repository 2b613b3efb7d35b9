package dev.vibe.lsp.wire;

import dev.vibe.rpc.Params;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Unit in which the two sides count the characters of a line. */
public enum PositionEncoding {
  UTF_8("utf-8") {
    @Override
    int units(int codePoint) {
      return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }
  },
  /** What holds where nothing was said. */
  UTF_16("utf-16") {
    @Override
    int units(int codePoint) {
      return Character.charCount(codePoint);
    }
  },
  UTF_32("utf-32") {
    @Override
    int units(int codePoint) {
      return 1;
    }
  };

  private final String word;

  PositionEncoding(String word) {
    this.word = word;
  }

  /** Its name in the protocol. */
  public String word() {
    return word;
  }

  /** How many units a code point has. */
  abstract int units(int codePoint);

  /** The one of that name. */
  public static Optional<PositionEncoding> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /** The names of all, for a client that leaves the choice to its server. */
  public static List<String> words() {
    return Arrays.stream(values()).map(PositionEncoding::word).toList();
  }

  /**
   * What a server takes: the first that its client offers and that we know.
   *
   * @param capabilities of the client
   */
  public static PositionEncoding offered(Params capabilities) {
    return capabilities.object("general").texts("positionEncodings").stream()
        .flatMap(word -> named(word).stream())
        .findFirst()
        .orElse(UTF_16);
  }

  /**
   * What a server has chosen.
   *
   * @param capabilities of the server
   */
  public static PositionEncoding chosen(Params capabilities) {
    return capabilities
        .optionalText("positionEncoding")
        .flatMap(PositionEncoding::named)
        .orElse(UTF_16);
  }
}
