package dev.vibe.app.assembly;

import dev.vibe.approval.Approver;
import dev.vibe.approval.Rule;
import java.util.List;

/**
 * Parts of a session by which a person is asked.
 *
 * @param allowed rules that were agreed on since the configuration was read
 */
public record Approvals(Approver approver, List<Rule> allowed) {}
