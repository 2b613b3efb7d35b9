package dev.vibe.tool.builtin;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Check whether a JSON, TOML or XML file can still be parsed after an edit. One that could not be
 * parsed before is somebody's own dialect, of which nothing is said. Pure.
 */
final class ParseCheck {

  /** Larger files are data, and take long. */
  private static final int LARGEST = 2_000_000;

  private ParseCheck() {}

  /** One line that says where it breaks; empty when it does not, or is no such file. */
  static String told(String path, Content before, byte[] after) {
    String name = path.toLowerCase(Locale.ROOT);
    String kind = name.substring(name.lastIndexOf('.') + 1);
    return switch (kind) {
      case "json", "toml", "xml", "svg", "xsd", "fxml", "csproj" ->
          problem(kind, path, after)
              .filter(problem -> parsed(kind, path, before))
              .map(problem -> "The file cannot be parsed any more: " + problem + ".")
              .orElse("");
      default -> "";
    };
  }

  private static boolean parsed(String kind, String path, Content before) {
    return switch (before) {
      case Content.Absent() -> true;
      case Content.Present present ->
          present.bytes().length == 0 || problem(kind, path, present.bytes()).isEmpty();
    };
  }

  private static Optional<String> problem(String kind, String path, byte[] bytes) {
    if (bytes.length == 0
        || bytes.length > LARGEST
        || !(Loaded.decode(path, bytes) instanceof Loaded.Text loaded)) {
      return Optional.empty();
    }
    String text = loaded.file().text();
    try {
      switch (kind) {
        case "json" -> Json.bind(text, Object.class);
        case "toml" -> Json.toml(text);
        default -> parseXml(text);
      }
      return Optional.empty();
    } catch (JsonShapeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (SAXParseException e) {
      return Optional.of(
          e.getMessage() + " (line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ")");
    } catch (SAXException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Nothing outside of the text is read, and nothing in it defined: it may be hostile. */
  private static void parseXml(String text) throws SAXException {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.newSAXParser().parse(new InputSource(new StringReader(text)), new Silent());
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException("every Java platform has this parser", e);
    }
  }

  /** Prints nothing, and ends with the first error. */
  private static final class Silent extends DefaultHandler {

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
