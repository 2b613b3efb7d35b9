package dev.vibe.git.file;

/**
 * Attributes that {@code .gitattributes} gives one file, as far as they bear on what a commit
 * stores.
 *
 * @param text whether line endings are normalised
 * @param filter name of the filter driver; empty for none
 * @param rewritten whether Git itself changes the content in a way that only Git does right: {@code
 *     ident} or {@code working-tree-encoding}
 */
public record PathAttributes(Text text, String filter, boolean rewritten) {

  public static final PathAttributes NONE = new PathAttributes(Text.UNSPECIFIED, "", false);

  public enum Text {
    YES,
    NO,
    AUTO,
    UNSPECIFIED
  }

  /**
   * From raw attribute values, with Git's words {@code set}, {@code unset} and {@code unspecified}.
   */
  public record Raw(
      String text, String eol, String crlf, String filter, String ident, String encoding) {

    public PathAttributes read() {
      boolean rewritten = ident.equals("set") || isValue(encoding);
      return new PathAttributes(lineEndings(), isValue(filter) ? filter : "", rewritten);
    }

    private Text lineEndings() {
      Text named = named(text.equals("unspecified") ? crlf : text);
      boolean hasEol = eol.equals("lf") || eol.equals("crlf");
      return named == Text.UNSPECIFIED && hasEol ? Text.YES : named;
    }

    private static Text named(String value) {
      return switch (value) {
        case "set", "input" -> Text.YES;
        case "unset" -> Text.NO;
        case "auto" -> Text.AUTO;
        default -> Text.UNSPECIFIED;
      };
    }

    private static boolean isValue(String value) {
      return !value.equals("unspecified") && !value.equals("unset") && !value.equals("set");
    }
  }
}
