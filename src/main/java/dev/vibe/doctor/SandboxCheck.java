package dev.vibe.doctor;

import java.util.List;

/** What holds commands back. */
public record SandboxCheck() implements Check {

  @Override
  public List<Finding> look() {
    return List.of(
        Finding.note(
            "sandbox",
            "none: commands run as you, with a clean environment and without your keys; modes and"
                + " rules decide which run"));
  }
}
