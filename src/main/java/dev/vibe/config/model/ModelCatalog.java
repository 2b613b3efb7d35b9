package dev.vibe.config.model;

import dev.vibe.config.model.KnownModel.Input;
import dev.vibe.model.Price;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Table of the models of the Devstral family and its neighbours. Names, context, prices, licences
 * and dates as public sources had them in October 2026. An id that is not here works.
 */
public final class ModelCatalog {

  public static final String MISTRAL_URL = "https://api.mistral.ai/v1";

  /** The alias that Mistral keeps for its newest Devstral. */
  public static final String NEWEST_DEVSTRAL = "devstral-latest";

  private static final int K128 = 131_072;
  private static final int K256 = 262_144;
  private static final String APACHE = "Apache-2.0";

  /** No rights for a company that earns more than 20 million USD a month. */
  private static final String MODIFIED_MIT = "modified MIT (revenue cap)";

  private static final String CLOSED = "closed";
  private static final String MEDIUM = "mistral-medium-3-5";

  private static final List<KnownModel> ALL =
      List.of(
          new KnownModel(
              "Devstral 2",
              List.of(
                  "devstral-2512",
                  NEWEST_DEVSTRAL,
                  "devstral-medium-latest",
                  "devstral-medium-2512",
                  "mistral-code-agent-latest"),
              "mistralai/Devstral-2-123B-Instruct-2512",
              K256,
              mistral(0.4, 2.0),
              MODIFIED_MIT,
              Input.TEXT,
              "2026-07-31",
              MEDIUM,
              ""),
          new KnownModel(
              "Devstral Small 2",
              List.of("labs-devstral-small-2512", "devstral-small-latest"),
              "mistralai/Devstral-Small-2-24B-Instruct-2512",
              K256,
              mistral(0.1, 0.3),
              APACHE,
              Input.TEXT_AND_IMAGES,
              "2026-03-31",
              "",
              ""),
          new KnownModel(
              "Devstral Medium 1.0",
              List.of("devstral-medium-2507"),
              "",
              K128,
              mistral(0.4, 2.0),
              CLOSED,
              Input.TEXT,
              "2026-05-31",
              "",
              ""),
          new KnownModel(
              "Devstral Small 1.1",
              List.of("devstral-small-2507"),
              "mistralai/Devstral-Small-2507",
              K128,
              mistral(0.1, 0.3),
              APACHE,
              Input.TEXT,
              "2026-05-31",
              "",
              ""),
          new KnownModel(
              "Devstral Small 1.0",
              List.of("devstral-small-2505"),
              "mistralai/Devstral-Small-2505",
              K128,
              mistral(0.1, 0.3),
              APACHE,
              Input.TEXT,
              "2025-11-30",
              "",
              ""),
          new KnownModel(
              "Mistral Medium 3.5",
              List.of(
                  MEDIUM, "mistral-medium-3", "mistral-medium-latest", "mistral-vibe-cli-latest"),
              "mistralai/Mistral-Medium-3.5-128B",
              K256,
              mistral(1.5, 7.5),
              MODIFIED_MIT,
              Input.TEXT_AND_IMAGES,
              "",
              "",
              ""),
          new KnownModel(
              "Mistral Small 4",
              List.of("mistral-small-2603", "mistral-small-latest"),
              "mistralai/Mistral-Small-4-119B-2603",
              K256,
              mistral(0.15, 0.6),
              APACHE,
              Input.TEXT,
              "",
              "",
              ""),
          new KnownModel(
              "Mistral Large 4",
              List.of("mistral-large-4"),
              "",
              0,
              new Price(0.68, 2.09, 0.07),
              CLOSED,
              Input.TEXT,
              "",
              "",
              "preview, at the preview's price; 1.36/4.18 after it"),
          new KnownModel(
              "Mistral Large 3",
              List.of("mistral-large-2512", "mistral-large-latest"),
              "mistralai/Mistral-Large-3-675B-Instruct-2512",
              K256,
              mistral(0.5, 1.5),
              APACHE,
              Input.TEXT,
              "",
              "",
              ""),
          new KnownModel(
              "GLM 5.2",
              List.of("zai-glm-5-2"),
              "zai-org/GLM-5.2",
              1_000_000,
              mistral(1.4, 4.4),
              "open",
              Input.TEXT,
              "",
              "",
              "preview, with few requests a minute"),
          new KnownModel(
              "Leanstral 1.5",
              List.of("labs-leanstral-1-5"),
              "mistralai/Leanstral-1.5-119B-A6B",
              K256,
              mistral(0, 0),
              APACHE,
              Input.TEXT,
              "2026-09-30",
              "",
              "made for Lean 4"),
          new KnownModel(
              "Codestral",
              List.of("codestral-2508", "codestral-latest"),
              "",
              K128,
              mistral(0.3, 0.9),
              CLOSED,
              Input.TEXT,
              "",
              "",
              "made for completion"));

  /** A year and month at the end of a word, as in {@code devstral-2512}. */
  private static final Pattern DATED = Pattern.compile("(?:^|[-_.])(2[0-9][01][0-9])(?:$|[-_.:])");

  /** Names of models that do not converse. */
  private static final Pattern OTHER_USE =
      Pattern.compile("embed|ocr|moderation|voxtral|whisper|rerank|tts");

  private ModelCatalog() {}

  public static List<KnownModel> all() {
    return ALL;
  }

  /** By an id of Mistral's API or the name of the weights. */
  public static Optional<KnownModel> find(String id) {
    return ALL.stream().filter(model -> model.isCalled(id)).findFirst();
  }

  /**
   * The best for coding of the ids that a server lists: the newest Devstral, the alias first; then
   * the successor that Mistral names for it; then the server's first that is made to converse.
   * Empty when there is nothing to choose from.
   */
  static Optional<String> best(List<String> served) {
    Optional<String> devstral =
        served.stream()
            .filter(ModelCatalog::isDevstral)
            .max(
                Comparator.<String>comparingInt(id -> id.equals(NEWEST_DEVSTRAL) ? 1 : 0)
                    .thenComparingInt(ModelCatalog::date)
                    // max() keeps the last of equals; the server's first is wanted
                    .thenComparingInt(id -> -served.indexOf(id)));
    return devstral
        .or(() -> served.contains(MEDIUM) ? Optional.of(MEDIUM) : Optional.empty())
        .or(() -> served.stream().filter(id -> !OTHER_USE.matcher(lower(id)).find()).findFirst());
  }

  static boolean isDevstral(String id) {
    return lower(id).contains("devstral");
  }

  private static int date(String id) {
    Matcher dated = DATED.matcher(id);
    int newest = 0;
    while (dated.find()) {
      newest = Math.max(newest, Integer.parseInt(dated.group(1)));
    }
    return newest;
  }

  private static String lower(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  /** Cached input costs a tenth at Mistral's API. */
  private static Price mistral(double input, double output) {
    return new Price(input, output, input / 10);
  }
}
