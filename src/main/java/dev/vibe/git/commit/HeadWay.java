package dev.vibe.git.commit;

import java.util.List;

/**
 * Way of HEAD from one commit to another.
 *
 * @param lost the commits that it goes back behind, newest first; none where it does not go back
 * @param through the commits that it comes to after that, oldest first; the last is its end
 */
public record HeadWay(List<String> lost, List<String> through) {

  public HeadWay {
    lost = List.copyOf(lost);
    through = List.copyOf(through);
  }

  /** One step to there. */
  public static HeadWay straight(String to) {
    return new HeadWay(List.of(), List.of(to));
  }
}
