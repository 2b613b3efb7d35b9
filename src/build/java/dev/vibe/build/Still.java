package dev.vibe.build;

import java.util.List;
import java.util.Locale;

/** Picture, as SVG, of a screen of text with the sequences that colour it. */
final class Still {

  private static final double WIDTH = 8.4;
  private static final int HEIGHT = 18;
  private static final int MARGIN = 14;
  private static final List<String> COLOURS =
      List.of(
          "#45475a", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#cba6f7", "#94e2d5", "#bac2de");

  private final List<String> rows;
  private final int columns;
  private String colour = "";
  private boolean isBold;
  private boolean isFaint;
  private boolean isItalic;
  private boolean isReversed;

  /**
   * Takes a screen.
   *
   * @param screen its rows, with the sequences for colour and weight that tmux writes
   * @param columns how wide it was
   */
  Still(String screen, int columns) {
    this.rows = screen.lines().toList();
    this.columns = columns;
  }

  String svg() {
    StringBuilder out = new StringBuilder();
    long width = Math.round(columns * WIDTH) + 2 * MARGIN;
    int height = rows.size() * HEIGHT + 2 * MARGIN;
    out.append(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height)
        .append("\" font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"14\">\n")
        .append("<title>vibe shows its edits and asks before it commits</title>\n")
        .append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1e1e2e\"/>\n");
    for (int row = 0; row < rows.size(); row++) {
      row(out, rows.get(row), MARGIN + row * HEIGHT);
    }
    return out.append("</svg>\n").toString();
  }

  private void row(StringBuilder out, String row, int top) {
    int column = 0;
    for (int i = 0; i < row.length(); ) {
      if (row.startsWith("\u001b[", i)) {
        int end = row.indexOf('m', i);
        for (String code : row.substring(i + 2, end).split(";", -1)) {
          style(code.isEmpty() ? 0 : Integer.parseInt(code));
        }
        i = end + 1;
        continue;
      }
      int end = row.indexOf('\u001b', i);
      String text = row.substring(i, end < 0 ? row.length() : end);
      piece(out, text, column, top);
      column += text.codePointCount(0, text.length());
      i += text.length();
    }
  }

  private void piece(StringBuilder out, String text, int column, int top) {
    if (text.isBlank() && !isReversed) {
      return;
    }
    String fill = colour.isEmpty() ? "#cdd6f4" : colour;
    double x = MARGIN + column * WIDTH;
    double width = text.codePointCount(0, text.length()) * WIDTH;
    if (isReversed) {
      out.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
              x,
              top,
              width,
              HEIGHT,
              fill));
      fill = "#1e1e2e";
    }
    out.append(
        String.format(
            Locale.ROOT,
            "<text xml:space=\"preserve\" x=\"%.1f\" y=\"%d\" textLength=\"%.1f\""
                + " fill=\"%s\"%s>%s</text>%n",
            x,
            top + 14,
            width,
            fill,
            (isBold ? " font-weight=\"bold\"" : "")
                + (isItalic ? " font-style=\"italic\"" : "")
                + (isFaint ? " opacity=\"0.6\"" : ""),
            text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
  }

  private void style(int code) {
    switch (code) {
      case 0 -> {
        colour = "";
        isBold = false;
        isFaint = false;
        isItalic = false;
        isReversed = false;
      }
      case 1 -> isBold = true;
      case 2 -> isFaint = true;
      case 3 -> isItalic = true;
      case 7 -> isReversed = true;
      case 39 -> colour = "";
      default -> {
        if (code >= 30 && code <= 37) {
          colour = COLOURS.get(code - 30);
        }
      }
    }
  }
}
