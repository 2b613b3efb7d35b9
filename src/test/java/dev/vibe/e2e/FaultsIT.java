package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Strace.Call;
import dev.vibe.e2e.Strace.Watched;
import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills the product at calls by which it writes, and has the kernel refuse them, in each of its
 * parts that change something.
 */
class FaultsIT {

  @TempDir Path temporary;

  /** What the product was about. */
  private enum Part {
    CHECKPOINT,
    EDIT,
    COMMIT,
    UNDO,
    LOG
  }

  private record Point(Part part, Call call) {}

  private FaultScene template() throws IOException {
    return FaultScene.create(Files.createDirectories(temporary.toRealPath().resolve("template")));
  }

  private List<Point> points(FaultScene template) throws IOException {
    Path base = temporary.toRealPath();
    FaultScene scene = template.copy(base.resolve("watched"));
    Strace strace = new Strace(base);
    List<Point> points = new ArrayList<>();
    List<Path> below = List.of(scene.repo().root(), scene.home());
    Watched apply = strace.watch(scene.launcher(), below, "apply", scene.calls().toString());
    assertEquals(0, apply.ended().exitCode(), apply.ended()::toString);
    points.addAll(parts(Strace.ofSession(apply.calls())));
    Watched undo = strace.watch(scene.launcher(), below, "undo", "--yes");
    assertEquals(0, undo.ended().exitCode(), undo.ended()::toString);
    for (Call call : Strace.ofSession(undo.calls())) {
      points.add(new Point(Part.UNDO, call));
    }
    return points;
  }

  private static List<Point> parts(List<Call> calls) {
    List<Point> points = new ArrayList<>();
    boolean written = false;
    for (Call call : calls) {
      boolean journal = call.path().endsWith(".journal");
      written |= journal && call.name().equals("unlink");
      boolean checkpoint = call.path().contains("/refs/vibe") || !written;
      Part part =
          call.path().contains("/sessions/")
              ? Part.LOG
              : !call.path().contains("/.git/")
                  ? Part.EDIT
                  : checkpoint ? Part.CHECKPOINT : Part.COMMIT;
      points.add(new Point(part, call));
    }
    return points;
  }

  @Test
  @Needs(MachineAbility.TRACING)
  void killed_at_some_places_nothing_is_torn_or_lost() throws Exception {
    FaultScene template = template();
    List<Point> some = new ArrayList<>();
    for (List<Point> each : byPart(points(template)).values()) {
      for (int i = 0; i < 3; i++) {
        some.add(each.get((2 * i + 1) * each.size() / 6));
      }
    }
    assertTrue(strikeAll(template, some, this::kill) > 10);
  }

  /** Not as sure to hit where it hurts, but on every machine. */
  @ParameterizedTest
  @EnumSource
  void killed_once_it_came_so_far_nothing_is_torn_or_lost(FaultScene.Sign sign) throws IOException {
    FaultScene scene = template().copy(temporary.toRealPath().resolve("killed"));
    RunningVibe run = scene.launcher().start("apply", scene.calls().toString());
    assertTrue(run.awaitUnlessEnded(() -> scene.shows(sign)), "never seen: " + sign);
    run.signal("KILL");
    run.await();
    scene.assertWhole();
    scene.removeLocksOfGit();
    assertTakenBack(scene);
  }

  @Test
  @Tag("long")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  @Needs(MachineAbility.TRACING)
  void killed_at_each_place_nothing_is_torn_or_lost() throws Exception {
    FaultScene template = template();
    List<Point> all = sampled(points(template));
    assertTrue(strikeAll(template, all, this::killAndRepeat) >= all.size() * 9 / 10);
  }

  /** Those of the runtime alone are some twenty; some thirty are needed. */
  @Test
  void with_too_few_descriptors_it_ends_and_leaves_the_files_whole() throws IOException {
    FaultScene scene = template();
    RunningVibe.Ended ended = applyWithDescriptors(scene, 25);

    scene.assertAllOrNothing();
    assertEquals(1, ended.exitCode(), ended::toString);
    assertTrue(scene.isOld(), ended::toString);
    assertFalse(scene.isCommitted(), ended::toString);
  }

  @Test
  void few_descriptors_are_enough() throws IOException {
    FaultScene scene = template();
    RunningVibe.Ended ended = applyWithDescriptors(scene, 64);

    scene.assertAllOrNothing();
    assertEquals(0, ended.exitCode(), ended::toString);
    assertTrue(scene.isNew(), ended::toString);
    assertTrue(scene.isCommitted(), ended::toString);
  }

  private RunningVibe.Ended applyWithDescriptors(FaultScene scene, int most) throws IOException {
    Path script = temporary.resolve("few.sh");
    Files.writeString(
        script,
        "#!/bin/sh\nulimit -n %d\nexec '%s' \"$@\"\n".formatted(most, scene.launcher().command()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return scene.launcher().command(script).run("apply", scene.calls().toString());
  }

  @Test
  @Tag("long")
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  @Needs(MachineAbility.TRACING)
  void refused_at_each_place_files_stay_whole_and_the_problem_is_told() throws Exception {
    FaultScene template = template();
    List<Point> all = sampled(points(template));
    assertTrue(strikeAll(template, all, this::refuse) >= all.size() * 9 / 10);
  }

  /** Every n-th, where the environment says so: FAULT_EVERY=n. */
  private static List<Point> sampled(List<Point> all) {
    int every = Integer.parseInt(System.getenv().getOrDefault("FAULT_EVERY", "1"));
    List<Point> some = new ArrayList<>();
    for (int i = every / 2; i < all.size(); i += every) {
      some.add(all.get(i));
    }
    return some;
  }

  private static Map<Part, List<Point>> byPart(List<Point> points) {
    Map<Part, List<Point>> parts = new EnumMap<>(Part.class);
    points.forEach(p -> parts.computeIfAbsent(p.part(), part -> new ArrayList<>()).add(p));
    return parts;
  }

  @FunctionalInterface
  private interface Strike {
    /** False when the run ended without it. */
    boolean at(Point point, int number, FaultScene scene);
  }

  /** The number of those that were hit; all failures are told together. */
  private int strikeAll(FaultScene template, List<Point> points, Strike strike) throws Exception {
    Map<Part, Integer> hits = new EnumMap<>(Part.class);
    Collection<String> failures = new ConcurrentLinkedQueue<>();
    List<Future<Boolean>> runs = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (int i = 0; i < points.size(); i++) {
        int number = i;
        Point point = points.get(i);
        runs.add(
            threads.submit(
                () -> {
                  FaultScene scene = template.copy(temporary.toRealPath().resolve("s" + number));
                  try {
                    return strike.at(point, number, scene);
                  } catch (AssertionError e) {
                    failures.add(point.part() + " " + point.call().place() + ": " + e.getMessage());
                    return true;
                  } finally {
                    scene.delete();
                  }
                }));
      }
    }
    int struck = 0;
    for (int i = 0; i < runs.size(); i++) {
      if (runs.get(i).get()) {
        hits.merge(points.get(i).part(), 1, Integer::sum);
        struck++;
      }
    }
    System.out.println("struck: " + hits + " of " + points.size());
    assertEquals("", String.join("\n", failures));
    return struck;
  }

  private Watched strike(Point point, FaultScene scene, String fault) {
    Strace strace = new Strace(scene.base());
    if (point.part() == Part.UNDO) {
      assertEquals(0, scene.apply().exitCode());
      return strace.strike(scene.launcher(), point.call(), fault, "undo", "--yes");
    }
    return strace.strike(scene.launcher(), point.call(), fault, "apply", scene.calls().toString());
  }

  private boolean kill(Point point, int number, FaultScene scene) {
    Watched run = strike(point, scene, "signal=KILL");
    scene.assertWhole();
    scene.removeLocksOfGit();
    assertTakenBack(scene);
    return run.struck();
  }

  private boolean killAndRepeat(Point point, int number, FaultScene scene) {
    boolean struck = kill(point, number, scene);
    assertRepeats(scene);
    return struck;
  }

  /** The next start finishes or takes back what was cut off, says so, and can undo it. */
  private static void assertTakenBack(FaultScene scene) {
    boolean cutOff = scene.leftOver().stream().anyMatch(name -> name.contains(".vibe-"));
    RunningVibe.Ended undo = scene.undo();
    scene.assertAllOrNothing();
    assertTrue(undo.exitCode() == 0 || undo.stderr().contains("nothing-to-undo"), undo::toString);
    assertEquals(cutOff, undo.stderr().contains("An interrupted change was"), undo::toString);
    assertTrue(scene.isOld(), undo::toString);
    assertFalse(scene.isCommitted(), undo::toString);
    scene.assertClean();
  }

  private static void assertRepeats(FaultScene scene) {
    RunningVibe.Ended again = scene.apply();
    assertEquals(0, again.exitCode(), again::toString);
    scene.assertAllOrNothing();
    assertTrue(scene.isNew() && scene.isCommitted(), again::toString);
    scene.assertClean();
  }

  private static final Map<String, List<String>> ERRORS =
      Map.of(
          "openat", List.of("EMFILE", "EACCES", "EROFS", "ENOSPC"),
          "write", List.of("ENOSPC", "EIO"),
          "fsync", List.of("EIO", "ENOSPC"),
          "rename", List.of("EACCES", "ENOSPC", "EROFS"),
          "mkdir", List.of("ENOSPC", "EACCES"),
          "unlink", List.of("EACCES", "EROFS"));

  private boolean refuse(Point point, int number, FaultScene scene) {
    List<String> errors = ERRORS.getOrDefault(point.call().name(), List.of("EIO"));
    String error = errors.get(number % errors.size());
    Watched run = strike(point, scene, "error=" + error);
    if (!run.struck()) {
      return false;
    }
    RunningVibe.Ended ended = run.ended();
    scene.assertAllOrNothing();
    assertTrue(List.of(0, 1).contains(ended.exitCode()), ended::toString);
    assertFalse(ended.stderr().matches("(?s).*(\\tat |Exception).*"), ended::toString);
    if (ended.exitCode() == 1) {
      assertTrue(ended.stderr().contains("try:"), ended::toString);
    } else if (point.part() != Part.UNDO) {
      assertTrue(scene.isNew() && scene.isCommitted(), ended::toString);
    }
    scene.assertNothingLeft();
    if (!ended.stderr().contains("no-checkpoint")) {
      assertTakenBack(scene);
      assertRepeats(scene);
    }
    return true;
  }
}
