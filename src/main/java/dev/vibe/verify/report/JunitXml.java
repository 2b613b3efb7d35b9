package dev.vibe.verify.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Parser of reports in the XML of JUnit, which Surefire, Gradle, pytest and others write. A
 * document type is refused, so nothing outside the text is ever read and nothing expands.
 */
final class JunitXml {

  /** In characters; a longer one holds the output of whole servers. */
  private static final int LONGEST = 8_000_000;

  private static final int MOST_ELEMENTS = 200_000;
  private static final int DEEPEST = 64;

  private final List<Failure> failures = new ArrayList<>();
  private int failed;
  private int ran;
  private String type = "";
  private String name = "";
  private String file = "";
  private String line = "";

  private JunitXml() {}

  /** All of them together; those that cannot be read are left out. */
  static Optional<FailureReport> read(List<String> documents) {
    JunitXml all = new JunitXml();
    for (String document : documents) {
      if (document.length() <= LONGEST) {
        all.add(document);
      }
    }
    return all.failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FailureReport(Format.JUNIT_XML, all.failures, all.failed, OptionalInt.of(all.ran)));
  }

  private void add(String document) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    int before = failures.size();
    int failedBefore = failed;
    int ranBefore = ran;
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(document));
      try {
        walk(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      failures.subList(before, failures.size()).clear();
      failed = failedBefore;
      ran = ranBefore;
    }
  }

  private void walk(XMLStreamReader reader) throws XMLStreamException {
    int depth = 0;
    for (int elements = 0; reader.hasNext(); ) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD -> throw new XMLStreamException("a document type");
        case XMLStreamConstants.START_ELEMENT -> {
          if (++elements > MOST_ELEMENTS || ++depth > DEEPEST) {
            throw new XMLStreamException("too large");
          }
          if (start(reader)) {
            depth--; // its text was read to its end
          }
        }
        case XMLStreamConstants.END_ELEMENT -> depth--;
        default -> {}
      }
    }
  }

  /** Whether the element was read to its end. */
  private boolean start(XMLStreamReader reader) throws XMLStreamException {
    return switch (reader.getLocalName()) {
      case "testcase" -> {
        ran++;
        type = attribute(reader, "classname");
        name = attribute(reader, "name");
        file = attribute(reader, "file");
        line = attribute(reader, "line");
        yield false;
      }
      case "skipped" -> {
        ran--;
        yield false;
      }
      case "failure", "error" -> {
        String brief = attribute(reader, "message");
        String text = reader.getElementText();
        failed++;
        if (failures.size() < FailureReport.MOST) {
          failures.add(failure(brief, text));
        }
        yield true;
      }
      default -> false;
    };
  }

  private Failure failure(String brief, String text) {
    List<String> lines = text.lines().limit(400).toList();
    List<Place> places = new ArrayList<>(JavaFrames.own(lines));
    if (places.isEmpty()) {
      places.addAll(Places.in(lines).reversed());
    }
    Places.add(places, file, line);
    String plain = name.replaceFirst("\\(\\)$", "");
    String said = text.contains(brief) ? text : brief + "\n" + text;
    return new Failure(
        Failure.Sort.TEST, type.isEmpty() ? plain : type + "#" + plain, said, places);
  }

  private static String attribute(XMLStreamReader reader, String name) {
    @Nullable String value = reader.getAttributeValue(null, name);
    return value == null ? "" : value;
  }
}
