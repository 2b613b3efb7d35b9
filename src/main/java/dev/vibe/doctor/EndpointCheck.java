package dev.vibe.doctor;

import dev.vibe.problem.VibeException;
import dev.vibe.provider.openai.OpenAiModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Check of the endpoint by real requests. Ends at the first probe that fails, because those after
 * it need what it tried.
 *
 * @param model gives the model; may throw {@link VibeException}
 * @param nanos a clock that never goes back
 */
public record EndpointCheck(Supplier<OpenAiModel> model, LongSupplier nanos) implements Check {

  private static final List<EndpointProbe> PROBES =
      List.of(
          new ListingProbe(),
          new StreamingProbe(),
          new ToolCallProbe(),
          new ParallelCallsProbe(),
          new ContextProbe());

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    try {
      ProbeSession session = new ProbeSession(model.get(), nanos);
      for (EndpointProbe probe : PROBES) {
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

  private static boolean hasFailed(List<Finding> findings) {
    return findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.FAILED);
  }
}
