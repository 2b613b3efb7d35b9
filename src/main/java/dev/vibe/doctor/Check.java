package dev.vibe.doctor;

import java.util.List;

/** Check of one thing that a run needs. */
public interface Check {

  /** What it looked at and found, in order; at least one. May block; never throws. */
  List<Finding> look();
}
