package dev.vibe.verify.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser of what Python's own unittest writes. */
final class UnittestParser implements LogParser {

  private static final int LONGEST = 200;

  private static final Pattern HEADING =
      Pattern.compile("^(ERROR|FAIL): (\\S+)(?: \\(([^()]{1,300})\\))?(?: .*)?$");
  private static final Pattern END = Pattern.compile("^={20,}$|^Ran \\d+ tests? in ");
  private static final Pattern RAN = Pattern.compile("^Ran (\\d{1,7}) tests? in ");
  private static final Pattern UNLOADABLE = Pattern.compile("unittest\\.loader\\._FailedTest");

  @Override
  public Optional<FailureReport> read(LogLines log) {
    Optional<String> ran = log.last(RAN);
    if (ran.isEmpty()) {
      return Optional.empty();
    }
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      Matcher heading = HEADING.matcher(log.at(i));
      if (heading.matches()) {
        List<String> body = log.until(i + 1, END, LONGEST);
        failures.add(failure(heading.group(2), heading.group(3), body));
      }
    }
    return failures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FailureReport(
                Format.UNITTEST,
                failures,
                failures.size(),
                OptionalInt.of(Integer.parseInt(ran.get()))));
  }

  private static Failure failure(String method, @Nullable String owner, List<String> body) {
    boolean unloadable = owner != null && UNLOADABLE.matcher(owner).find();
    String name =
        owner == null || owner.endsWith("." + method)
            ? (owner == null ? method : owner)
            : owner + "." + method;
    List<String> said = body.stream().filter(line -> !line.startsWith("-----")).toList();
    return new Failure(
        unloadable ? Failure.Sort.BUILD : Failure.Sort.TEST,
        unloadable ? method : name,
        String.join("\n", said),
        Places.in(said).reversed());
  }
}
