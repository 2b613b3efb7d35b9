package dev.vibe.doctor;

import java.util.List;

/** Probe of one thing that an endpoint should do. */
interface EndpointProbe {

  /** What it tries, for people who wait. */
  String name();

  /** Blocks as the endpoint takes; never throws. */
  List<Finding> run(ProbeSession session);
}
