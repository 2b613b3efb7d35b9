package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reader of the frames of Java stack traces. */
final class JavaFrames {

  private static final Pattern FRAME =
      Pattern.compile(
          "^\\s*at (?:[\\w.@-]{1,80}/{1,2})?([\\w.$<>]{1,300})\\.[\\w$<>]{1,100}"
              + "\\(([\\w$]{1,120}\\.(?:java|kt|scala|groovy)):(\\d{1,7})\\)");

  private static final Pattern LIBRARY =
      Pattern.compile(
          "^(?:java|javax|jdk|sun|kotlin|scala|groovy|org\\.junit|org\\.opentest4j|org\\.assertj"
              + "|org\\.hamcrest|org\\.mockito|org\\.testng|org\\.apache\\.maven|org\\.gradle"
              + "|junit)\\.");

  private static final Pattern GRADLE_FRAME =
      Pattern.compile("\\bat ([\\w$]{1,120}\\.(?:java|kt|scala|groovy)):(\\d{1,7})$");

  private JavaFrames() {}

  /** Places in code that is no library's, innermost first; the package is in the file's path. */
  static List<Place> own(List<String> lines) {
    List<Place> places = new ArrayList<>();
    for (String line : lines) {
      Matcher frame = FRAME.matcher(line);
      Matcher gradle = GRADLE_FRAME.matcher(line);
      if (frame.find()) {
        if (!LIBRARY.matcher(frame.group(1)).find()) {
          Places.add(places, folder(frame.group(1)) + frame.group(2), frame.group(3));
        }
      } else if (gradle.find()) {
        Places.add(places, gradle.group(1), gradle.group(2));
      }
    }
    return places;
  }

  private static String folder(String type) {
    int name = type.lastIndexOf('.');
    return name < 0 ? "" : type.substring(0, name).replace('.', '/') + "/";
  }
}
