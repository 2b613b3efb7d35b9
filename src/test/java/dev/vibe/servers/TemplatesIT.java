package dev.vibe.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vibe.e2e.RunningVibe;
import dev.vibe.servers.KnownTemplates.Oddity;
import dev.vibe.servers.ShownParts.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the chat templates of many models make of the requests of one conversation. */
@Tag("servers")
class TemplatesIT {

  /** One that shows all and changes nothing. */
  private static final String PLAIN = "Qwen-Qwen2.5-7B-Instruct";

  private static final int WINDOW = 8192;

  /** The requests of the last run of a conversation, the first of which cuts old results. */
  private static final int AFTER_CUT = 2;

  /** How a turn ends may depend on what follows; no more than this is read again. */
  private static final int END_OF_TURN = 24;

  /** How many templates are tried at a time. */
  private static final int SIDE_BY_SIDE = 2;

  @TempDir static Path scratch;

  private static List<Seen> seen = List.of();

  /**
   * What was seen of a template.
   *
   * @param unhealed what was wrong with a conversation that it refuses or does not show
   */
  private record Seen(String template, Set<Oddity> oddities, List<String> unhealed) {}

  @BeforeAll
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  static void tryEach() throws Exception {
    List<Gateway.Exchange> requests = record();
    List<Path> templates = RealServers.templates();
    try (ExecutorService workers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
      List<Future<List<Seen>>> parts = new ArrayList<>();
      for (int part = 0; part < SIDE_BY_SIDE; part++) {
        List<Path> mine = everyOther(templates, part);
        parts.add(workers.submit(() -> tryAll(mine, requests)));
      }
      List<Seen> all = new ArrayList<>();
      for (Future<List<Seen>> part : parts) {
        all.addAll(part.get());
      }
      seen = all;
    }
  }

  private static List<Path> everyOther(List<Path> all, int from) {
    List<Path> some = new ArrayList<>();
    for (int i = from; i < all.size(); i += SIDE_BY_SIDE) {
      some.add(all.get(i));
    }
    return some;
  }

  private static List<Gateway.Exchange> record() {
    try (RealServers servers = RealServers.start();
        RealServer server = servers.serve(RealServers.template(PLAIN), WINDOW);
        Gateway gateway = new Gateway(server, Gateway.Work.RENDERED)) {
      new Talk(scratch.resolve("talk"), gateway).hold();
      assertEquals(0, gateway.unplayed());
      assertFalse(gateway.refusals().isEmpty(), "the image was never sent");
      return gateway.taken();
    }
  }

  private static List<Seen> tryAll(List<Path> templates, List<Gateway.Exchange> requests) {
    List<Seen> all = new ArrayList<>();
    try (RealServers servers = RealServers.start()) {
      for (Path template : templates) {
        try (RealServer server = servers.serve(template, WINDOW)) {
          String name = String.valueOf(template.getFileName()).replace(".jinja", "");
          Set<Oddity> odd = oddities(server, requests);
          boolean isHealed = odd.stream().anyMatch(Oddity::isHealed);
          all.add(new Seen(name, odd, isHealed ? unhealed(name, server) : List.of()));
        }
      }
    }
    return all;
  }

  private static Set<Oddity> oddities(RealServer server, List<Gateway.Exchange> requests) {
    Set<Part> missing = EnumSet.noneOf(Part.class);
    boolean rereads = false;
    String before = "";
    for (int i = 0; i < requests.size(); i++) {
      RealServer.Answer answer = server.render(requests.get(i).body());
      if (!answer.isGood()) {
        return EnumSet.of(Oddity.REFUSES);
      }
      String prompt = String.valueOf(answer.json().get("prompt"));
      missing.addAll(ShownParts.missing(requests.get(i).body(), prompt));
      rereads |= i != requests.size() - AFTER_CUT && !goesOn(before, prompt);
      before = server.rendered(requests.get(i).body());
    }
    if (missing.contains(Part.TOOL) || missing.contains(Part.RESULT)) {
      return EnumSet.of(Oddity.TOOLLESS);
    }
    Set<Oddity> odd = EnumSet.noneOf(Oddity.class);
    for (Part part : missing) {
      odd.add(
          switch (part) {
            case SYSTEM -> Oddity.SYSTEMLESS;
            case CALL -> Oddity.CALLLESS;
            case TOOL, RESULT, SAID -> Oddity.TOOLLESS;
          });
    }
    if (rereads) {
      odd.add(Oddity.REREADS);
    }
    return odd;
  }

  private static boolean goesOn(String before, String prompt) {
    return prompt.startsWith(before.substring(0, Math.max(0, before.length() - END_OF_TURN)));
  }

  /** Lets the product meet the template, and looks at what the model is shown in the end. */
  private static List<String> unhealed(String name, RealServer server) {
    List<String> wrong = new ArrayList<>();
    try (Gateway gateway = new Gateway(server, Gateway.Work.RENDERED)) {
      RunningVibe.Ended ended = new Talk(scratch.resolve(name), gateway).holdBriefly();
      if (ended.exitCode() != 0 || gateway.unplayed() > 0) {
        wrong.add(name + " ended badly: " + ended + gateway.refusals());
      }
      // The first may be written before the template was tried.
      Gateway.Exchange exchange = gateway.taken().getLast();
      String last = exchange.prompt();
      Set<Part> missing = ShownParts.missing(exchange.body(), last);
      if (!missing.isEmpty()) {
        wrong.add(name + " does not show " + missing);
      }
      for (String needed : List.of("str_replace", "git_commit", Talk.ODD, "Mend a.py.")) {
        if (!last.contains(needed)) {
          wrong.add(name + " does not show " + needed);
        }
      }
    }
    return wrong;
  }

  @Test
  void each_template_shows_all_of_each_request_and_goes_on_from_the_one_before_but_those_known() {
    SortedSet<String> found = new TreeSet<>();
    for (Seen each : seen) {
      each.oddities().forEach(oddity -> found.add(oddity.of(each.template())));
    }
    assertEquals(
        String.join("\n", KnownTemplates.all()),
        String.join("\n", found),
        "what templates do otherwise");
  }

  @Test
  void what_a_template_refuses_or_leaves_out_is_told_in_a_way_that_it_shows() {
    assertEquals(List.of(), seen.stream().map(Seen::unhealed).flatMap(Collection::stream).toList());
  }
}
