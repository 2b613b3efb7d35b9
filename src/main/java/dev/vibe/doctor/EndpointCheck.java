package dev.vibe.doctor;

import dev.vibe.problem.VibeException;
import dev.vibe.provider.Alarm;
import dev.vibe.provider.openai.OpenAiModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Check of the endpoint by real requests, bounded in time and tokens. Ends at the first probe that
 * fails, because those after it need what it tried, and when its time is up.
 */
public final class EndpointCheck implements Check {

  private static final List<EndpointProbe> PROBES =
      List.of(
          new ListingProbe(),
          new StreamingProbe(),
          new ToolCallProbe(),
          new ParallelCallsProbe(),
          new ContextProbe(),
          new TemplateProbe());

  private final Supplier<OpenAiModel> model;
  private final LongSupplier nanos;
  private final Consumer<String> progress;
  private final ProbeLimits limits;

  /**
   * Asks nothing yet.
   *
   * @param model gives the model; may throw {@link VibeException}
   * @param nanos a clock that never goes back
   * @param progress is told what is tried, a line each, before it is
   */
  public EndpointCheck(Supplier<OpenAiModel> model, LongSupplier nanos, Consumer<String> progress) {
    this(model, nanos, progress, ProbeLimits.USUAL);
  }

  EndpointCheck(
      Supplier<OpenAiModel> model,
      LongSupplier nanos,
      Consumer<String> progress,
      ProbeLimits limits) {
    this.model = model;
    this.nanos = nanos;
    this.progress = progress;
    this.limits = limits;
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    try {
      ProbeSession session = new ProbeSession(model.get(), nanos, limits, Alarm.sleeping());
      for (EndpointProbe probe : PROBES) {
        if (!session.hasTime()) {
          findings.add(notTried(probe));
          continue;
        }
        progress.accept(
            "trying "
                + probe.name()
                + " ("
                + (PROBES.indexOf(probe) + 1)
                + " of "
                + PROBES.size()
                + ")");
        List<Finding> found = probe.run(session);
        findings.addAll(found);
        if (probe instanceof StreamingProbe && hasFailed(found)) {
          break; // a server that does not answer fails the rest too
        }
      }
    } catch (VibeException e) {
      findings.add(Finding.of("endpoint", Finding.Grade.FAILED, e.problem()));
    }
    return findings;
  }

  private Finding notTried(EndpointProbe probe) {
    return Finding.warning(
        probe.name(),
        "not tried: the " + limits.whole().toSeconds() + " s of this check are up",
        "try it when the server has less to do");
  }

  private static boolean hasFailed(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.FAILED);
  }
}
