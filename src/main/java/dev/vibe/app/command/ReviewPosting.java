package dev.vibe.app.command;

import dev.vibe.app.assembly.ForgeSetup;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.event.Detail;
import dev.vibe.file.BoundedFile;
import dev.vibe.file.IoReason;
import dev.vibe.forge.PostedReview;
import dev.vibe.forge.ReviewNote;
import dev.vibe.forge.ReviewPublication;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.task.review.Review;
import dev.vibe.task.review.ReviewFinding;
import dev.vibe.task.review.ReviewReader;
import dev.vibe.text.ControlChars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Posting of a review on a pull request, with what was checked for it before. */
final class ReviewPosting {

  /** Of a file with findings, in bytes. */
  private static final int LARGEST_REVIEW = 4 * 1024 * 1024;

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final ReviewPublication publication;

  private ReviewPosting(HostEnvironment host, SessionPlan plan, ReviewPublication publication) {
    this.host = host;
    this.plan = plan;
    this.publication = publication;
  }

  /**
   * Checks all that it takes. Blocks on the network.
   *
   * @param number of the request; 0 for that of the CI job, or of the branch
   * @throws VibeException that says what is missing
   */
  static ReviewPosting prepare(HostEnvironment host, SessionPlan plan, long number) {
    ForgeSetup forge = new ForgeSetup(host, plan.config(), "cannot post the review", "--post");
    forge.requireOnline();
    ReviewPublication publication =
        ReviewPublication.check(
            number, forge.remotes(plan.workspace()), forge.hosts(), forge.means());
    host.process().secrets().add(publication.secret());
    return new ReviewPosting(host, plan, publication);
  }

  /** What the request proposes. */
  String range() {
    return publication.base() + "...HEAD";
  }

  /**
   * Posts it and says so.
   *
   * @throws VibeException that says what the forge refused
   */
  void post(Review review) {
    List<ReviewNote> notes = review.findings().stream().map(this::note).toList();
    PostedReview posted = publication.post(notes, review.commit());
    if (plan.options().output().verbosity() != Detail.QUIET) {
      host.err().println(ControlChars.neutraliseLine("vibe: " + posted.words()));
    }
  }

  private ReviewNote note(ReviewFinding finding) {
    return new ReviewNote(
        finding.file(),
        finding.line(),
        finding.severity().label(),
        host.process().secrets().redact(finding.why()),
        finding
            .fix()
            .map(fix -> new ReviewNote.Edit(fix.line(), fix.old(), fix.replacement()))
            .filter(
                edit ->
                    host.process()
                        .secrets()
                        .redact(edit.replacement())
                        .equals(edit.replacement())));
  }

  /**
   * Reads a review that was made before. The file is foreign: nothing of it is believed but that
   * somebody found this.
   *
   * @throws VibeException (usage) when it is none
   */
  static Review read(Path file) {
    try {
      return ReviewReader.read(
              new String(BoundedFile.bytes(file, LARGEST_REVIEW), StandardCharsets.UTF_8))
          .orElseThrow(() -> unreadable(file + " is no review, or a finding in it is none"));
    } catch (IOException e) {
      throw unreadable(IoReason.naming(e));
    } catch (JsonShapeException e) {
      throw unreadable(file + ": " + e.getMessage());
    }
  }

  private static VibeException unreadable(String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.USAGE,
            "cannot read the review",
            cause,
            "a file that vibe review --format json wrote"));
  }
}
