package dev.vibe.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;

/** Translation of what the library says of a text into what helps whoever wrote the text. */
final class ShapeProblems {

  /** What the parser says of itself and of its settings, which helps nobody here. */
  private static final String OWN_TERMS =
      " \\(start marker at \\[Source: [^\\]]*\\]\\)|: enable `[^`]*` to allow";

  private ShapeProblems() {}

  static JsonShapeException of(JacksonException e) {
    String path = "$";
    if (e instanceof DatabindException bind && !bind.getPath().isEmpty()) {
      StringBuilder at = new StringBuilder("$");
      bind.getPath()
          .forEach(
              step -> {
                if (step.getPropertyName() != null) {
                  at.append('.').append(step.getPropertyName());
                } else {
                  at.append('[').append(step.getIndex()).append(']');
                }
              });
      path = at.toString();
    }
    TokenStreamLocation location = e.getLocation();
    String where =
        location == null || location.getLineNr() <= 0
            ? ""
            : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    String told = message.lines().findFirst().orElse("").replaceAll(OWN_TERMS, "");
    return new JsonShapeException(path, (told.isEmpty() ? "unreadable" : told) + where, e);
  }
}
