package dev.vibe.doctor;

import java.util.List;

/** One thing that an endpoint is put to. */
interface EndpointProbe {

  /** Blocks as the endpoint takes; never throws. */
  List<Finding> run(ProbeSession session);
}
