package dev.vibe.web;

import dev.vibe.net.WebUrl;

/** Page that was fetched, or the word where it is now. */
public sealed interface FetchedPage {

  /**
   * Text of a page, foreign and not sanitised.
   *
   * @param url where it came from in the end
   * @param kind its media type, in lower case
   * @param text Markdown where it was HTML, else as it is
   * @param isCut whether it is longer than what is read of a page
   */
  record Text(WebUrl url, String kind, String text, boolean isCut) implements FetchedPage {}

  /** It is at another server, which nobody has been asked about. */
  record Moved(WebUrl to) implements FetchedPage {}
}
