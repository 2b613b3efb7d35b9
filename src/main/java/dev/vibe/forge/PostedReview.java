package dev.vibe.forge;

/**
 * Outcome of posting a review.
 *
 * @param url of the request, for people
 * @param comments that were made at lines
 * @param inBody findings that have no place in the diff, told in one comment of its own
 * @param known findings that were there from an earlier time
 */
public record PostedReview(String url, int comments, int inBody, int known) {

  /** One line for people. */
  public String words() {
    int made = comments + inBody;
    String said =
        made == 0
            ? "nothing to post on "
            : "posted " + made + (made == 1 ? " finding on " : " findings on ");
    String beside = inBody == 0 || made == 0 ? "" : ", " + inBody + " of them not at a line";
    return said + url + beside + (known == 0 ? "" : "; " + known + " there before");
  }
}
