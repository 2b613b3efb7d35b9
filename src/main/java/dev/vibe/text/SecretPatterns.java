package dev.vibe.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Table of what secrets look like: the keys of issuers who gave them a beginning to be found by,
 * and the words of names that such values are kept under. Pure; linear in the text.
 */
public final class SecretPatterns {

  /**
   * Kind, shapes (see {@link IssuedKey#of}), and where the issuer says so. A run that has a range
   * takes what the issuer announced as well as what is handed out today.
   */
  private static final String ISSUED =
      """
      GitHub token | ghp_ an:36-251, gho_ an:36-251, ghu_ an:36-251, ghs_ an:36-251, ghr_ an:36-251 \
      | docs.github.com, About authentication to GitHub
      GitHub token | github_pat_ an:22 _ an:50-200 | docs.github.com, About authentication to GitHub
      GitLab token | glpat- any:20-300, gldt- u:20-64, glrt- any:20-300, glcbt- u:20-64, glptt- hex:40, \
      glft- u:20-64, glsoat- u:20-64, glimt- u:20-64, glagent- u:50-64, gloas- u:64, \
      glffct- u:20-64, GR1348941 u:20 | docs.gitlab.com, Token overview
      AWS access key id | AKIA up:16, ASIA up:16, ABIA up:16, ACCA up:16 \
      | docs.aws.amazon.com, IAM identifiers
      AWS Bedrock key | ABSK b64:109-269, bedrock-api-key- b64:60-4000 \
      | docs.aws.amazon.com, Amazon Bedrock API keys
      Google API key | AIza u:35 | cloud.google.com, API keys
      Google client secret | GOCSPX- u:28 | developers.google.com, OAuth 2.0 clients
      Google access token | ya29. u:60-400 | developers.google.com, OAuth 2.0
      Azure storage key | AccountKey= b64:86 == | learn.microsoft.com, Storage connection strings
      Azure shared access key | SharedAccessKey= b64:43 = | learn.microsoft.com, Service Bus, Event Hubs
      Slack token | xoxb- u:20-255, xoxp- u:20-255, xoxa- u:20-255, xoxe- u:20-255, xoxe.xox u:20-255, \
      xoxr- u:20-255, xoxs- u:20-255, xoxc- u:20-255, xoxd- u:20-255, xapp- u:20-255 | api.slack.com, Token types
      Slack webhook | hooks.slack.com/services/T up:8-12 /B up:8-12 / an:20-30 \
      | api.slack.com, Incoming webhooks
      Slack webhook | hooks.slack.com/triggers/ any:43-120, hooks.slack.com/workflows/ any:43-120 \
      | slack.com/help, Workflows that start with a webhook
      Stripe key | sk_live_ an:16-250, rk_live_ an:16-250, sk_test_ an:16-250, rk_test_ an:16-250, \
      sk_prod_ an:16-250, rk_prod_ an:16-250, \
      whsec_ b64:32-64 | docs.stripe.com, API keys
      npm token | npm_ an:36 | docs.npmjs.com, About access tokens
      PyPI token | pypi-AgEIcHlwaS5vcmc u:50-400, pypi-AgENdGVzdC5weXBpLm9yZw u:50-400 \
      | pypi.org, Help: API tokens
      PyPI token | pypi- u:85-400 | pypi.org, Help: API tokens
      RubyGems key | rubygems_ hex:48 | guides.rubygems.org, API key scopes
      crates.io token | cio an:32 | crates.io, API tokens
      Docker token | dckr_pat_ u:27-36, dckr_oat_ u:27-36 | docs.docker.com, Personal access tokens
      OpenAI key | sk-proj- u:40-250, sk-svcacct- u:40-250, sk-admin- u:40-250, sk-None- u:40-250 \
      | platform.openai.com, API keys
      Anthropic key | sk-ant-api d:2 - u:80-120, sk-ant-admin d:2 - u:80-120, sk-ant-oat d:2 - u:80-120 \
      | docs.anthropic.com, Admin API
      OpenRouter key | sk-or-v1- hex:64 | openrouter.ai, Authentication
      API key | sk- hex:32, sk- an:48 | platform.openai.com and others who took its form
      Hugging Face token | hf_ an:34-40, api_org_ an:34 | huggingface.co, User access tokens
      Groq key | gsk_ an:52 | console.groq.com, API keys
      xAI key | xai- an:80 | docs.x.ai, API keys
      Perplexity key | pplx- an:48-56 | docs.perplexity.ai, API keys
      Replicate token | r8_ an:37 | replicate.com, API tokens
      Mistral service key | mistral-sk- u:32-64 | docs.mistral.ai, API keys
      JSON web token | eyJ u:10-4000 .eyJ u:10-8000 . u:20-2000 | RFC 7519
      DigitalOcean token | dop_v1_ hex:64, doo_v1_ hex:64, dor_v1_ hex:64 \
      | docs.digitalocean.com, Personal access tokens
      SendGrid key | SG. u:16-32 . u:32-64 | docs.sendgrid.com, API keys
      Mailgun key | key- hex:32 | documentation.mailgun.com
      Brevo key | xkeysib- hex:64 - an:16 | developers.brevo.com
      Twilio key | SK hex:32 | twilio.com, API keys
      Telegram token | bot d:8-10 :AA u:32-35 | core.telegram.org, Bot API
      Discord webhook | discord.com/api/webhooks/ d:17-20 / u:60-80 | discord.com, Webhook resource
      Shopify token | shpat_ hex:32, shpca_ hex:32, shppa_ hex:32, shpss_ hex:32 | shopify.dev, Access tokens
      Square token | sq0atp- u:22-43, sq0csp- u:43, EAAAE u:55-64 | developer.squareup.com
      Databricks token | dapi hex:32-34 | docs.databricks.com, Personal access tokens
      Grafana token | glsa_ an:32 _ hex:8, glc_eyJ b64:60-400 | grafana.com, Service accounts
      Vault token | hvs. u:24-300, hvb. u:24-300 | developer.hashicorp.com, Tokens
      Linear key | lin_api_ an:40 | linear.app, API
      Notion token | ntn_ an:40-60 | developers.notion.com
      Postman key | PMAK- hex:24 - hex:34 | learning.postman.com
      Pulumi token | pul- hex:40 | pulumi.com, Access tokens
      New Relic key | NRAK- up:27 | docs.newrelic.com, API keys
      Sentry token | sntryu_ hex:64, sntrys_eyJ any:60-400 | docs.sentry.io, Auth tokens
      Atlassian token | ATATT3 any:150-250, ATBB an:32 | support.atlassian.com, API tokens
      Fly.io token | fm2_ b64:60-2000 | fly.io, Access tokens
      Heroku token | HRKU- u:36-70 | devcenter.heroku.com
      Netlify token | nfp_ an:36-40 | docs.netlify.com
      Supabase key | sbp_ hex:40, sb_secret_ u:22-40 | supabase.com, API keys
      PlanetScale password | pscale_pw_ u:32-64, pscale_tkn_ u:32-64, pscale_oauth_ u:32-64 | planetscale.com
      Tailscale key | tskey-auth- an:8-20 - an:20-40, tskey-api- an:8-20 - an:20-40 | tailscale.com, Auth keys
      1Password token | ops_eyJ b64:100-2000 | developer.1password.com, Service accounts
      Dynatrace token | dt0c01. up:24 . up:64 | docs.dynatrace.com, Access tokens
      Alibaba access key id | LTAI an:16-22 | alibabacloud.com, AccessKey pairs
      Clojars token | CLOJARS_ low:60 | github.com/clojars/clojars-web, Deploy tokens
      Figma token | figd_ u:38-50 | figma.com, Authentication
      Airtable token | pat an:14 . hex:64 | airtable.com, Personal access tokens
      Terraform Cloud token | .atlasv1. u:60-70 | developer.hashicorp.com, API tokens
      Doppler token | dp.pt. an:40-44, dp.st. any:40-70 | docs.doppler.com
      Artifactory key | AKCp an:69 | jfrog.com, API key
      Cloudflare origin key | v1.0- hex:24 - hex:146 | developers.cloudflare.com, Origin CA keys
      CircleCI token | CCIPAT_ an:22 _ hex:40, CCIPRJ_ an:22 _ hex:40 | circleci.com, Managing API tokens
      SonarQube token | sqp_ hex:40, squ_ hex:40, sqa_ hex:40 | docs.sonarsource.com, Managing tokens
      Sourcegraph token | sgp_ hex:40, sgp_local_ hex:40 | sourcegraph.com, Access tokens
      NVIDIA key | nvapi- u:60-80 | docs.nvidia.com, API keys
      LangSmith key | lsv2_pt_ hex:32 _ hex:10, lsv2_sk_ hex:32 _ hex:10 | docs.smith.langchain.com
      EasyPost key | EZAK an:54, EZTK an:54 | docs.easypost.com, Authentication
      Prefect key | pnu_ an:36 | docs.prefect.io, API keys
      Shippo token | shippo_live_ hex:40, shippo_test_ hex:40 | docs.goshippo.com, Authentication
      OpenShift token | sha256~ u:43 | docs.openshift.com, OAuth access tokens
      Adobe client secret | p8e- an:32 | developer.adobe.com, Authentication
      age secret key | AGE-SECRET-KEY-1 up:58 | github.com/FiloSottile/age
      """;

  /** What stands in a place where a key would be. */
  private static final List<String> PLACEHOLDERS =
      List.of(
          "example",
          "placeholder",
          "redacted",
          "dummy",
          "changeme",
          "change-me",
          "change_me",
          "your",
          "fake",
          "test",
          "sample",
          "xxxx",
          "insert",
          "replace",
          "foobar",
          "deadbeef",
          "123456",
          "abcdef",
          "....",
          "----",
          "____");

  /** Keys that documentation prints and half the world has copied. */
  private static final Set<String> PRINTED =
      Set.of(
          "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
          "sk_test_4eC39HqLyjWDarjtT1zdp7dc",
          "sk_test_BQokikJOvBiI2HlWgH4olfQ2",
          "AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY",
          "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
          "TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ",
          "QWxhZGRpbjpvcGVuIHNlc2FtZQ",
          "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq"
              + "/K1SZFPTOtr/KBHBeksoGMGw");

  /** Bits a character; made-up keys repeat themselves. */
  private static final double RANDOM_TOKEN = 2.9;

  private static final double RANDOM_HEX = 2.4;

  /** Of what is no issuer's, so that only the name tells: as much as random letters have. */
  private static final double RANDOM_VALUE = 4.0;

  private static final int REPEATED = 6;

  /** Beginnings of three letters that no ordinary word has. */
  private static final Set<String> SHORT_AND_TELLING = Set.of("sk-", "eyJ", "hf_");

  /** Characters behind a beginning, from which on it is taken for a key in the environment. */
  private static final int SHORTEST_REST = 15;

  /** Letters of a beginning from which on more of it is waited for. */
  private static final int SHORTEST_OPENING = 2;

  private static final List<List<IssuedKey>> BY_FIRST = byFirst();

  private SecretPatterns() {}

  /** A secret in a line; {@code value} is never shown to anybody. */
  record Match(String kind, String value) {

    static final String PRIVATE_KEY = "private key";

    /** Of which the value is one line. */
    boolean isPrivateKey() {
      return kind.equals(PRIVATE_KEY);
    }

    /** AWS begins its key ids so, and gives each a secret that has no form of its own. */
    boolean isAwsKeyId() {
      return value.startsWith("AKIA") || value.startsWith("ASIA");
    }
  }

  private static List<List<IssuedKey>> byFirst() {
    List<List<IssuedKey>> all = new ArrayList<>();
    for (int i = 0; i < 128; i++) {
      all.add(new ArrayList<>());
    }
    for (String row : rows()) {
      String[] cells = row.split(" \\| ", -1);
      for (String shape : cells[1].split(", ", -1)) {
        IssuedKey key = IssuedKey.of(cells[0].strip(), shape.strip());
        all.get(key.prefix().charAt(0)).add(key);
      }
    }
    return all;
  }

  /** Where each shape's source is, for the test that none is without one. */
  static List<String> rows() {
    return ISSUED.lines().toList();
  }

  /** The keys of known issuers in a line. */
  static List<Match> issued(String line) {
    List<Match> found = new ArrayList<>();
    IssuedKey.Runs runs = new IssuedKey.Runs(line);
    for (int i = 0; i < line.length(); ) {
      i = Math.max(i + 1, takeAt(line, runs, i, found));
    }
    return found;
  }

  /** Whether a word begins there, or what may stand within one. */
  static boolean mayBeginAt(String line, int at) {
    return line.charAt(at) == '.' || at == 0 || !Character.isLetterOrDigit(line.charAt(at - 1));
  }

  /** All that begin with a letter of ASCII. */
  static List<IssuedKey> keysOf(char first) {
    return BY_FIRST.get(first);
  }

  /** All of them. */
  static List<IssuedKey> keys() {
    return BY_FIRST.stream().flatMap(List::stream).toList();
  }

  /** Adds what begins here; gives where it ends, or {@code at}. */
  private static int takeAt(String line, IssuedKey.Runs runs, int at, List<Match> found) {
    char c = line.charAt(at);
    if (c >= 128 || BY_FIRST.get(c).isEmpty() || !mayBeginAt(line, at)) {
      return at;
    }
    for (IssuedKey key : BY_FIRST.get(c)) {
      int end = key.end(runs, at);
      if (end > 0) {
        String value = line.substring(at, end);
        if (isReal(value.substring(key.prefix().length()))
            && PRINTED.stream().noneMatch(value::contains)) {
          found.add(new Match(key.kind(), value));
          return end;
        }
      }
    }
    return at;
  }

  /** Whether the value holds, or begins as, a key that some issuer handed out; rather too often. */
  public static boolean mayHold(String value) {
    if (value.contains("-----BEGIN ") || hasPassword(value)) {
      return true;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean startsWord = i == 0 || !Character.isLetterOrDigit(value.charAt(i - 1));
      if (c < 128 && startsWord && begins(value, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a key might begin in a word that is not at its end yet, or in what comes of it. */
  static boolean mayBeOpen(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean startsWord = i == 0 || !Character.isLetterOrDigit(word.charAt(i - 1));
      if (c < 128 && startsWord && opens(word, i)) {
        return true;
      }
    }
    return word.contains("://");
  }

  private static boolean opens(String word, int at) {
    int left = word.length() - at;
    return BY_FIRST.get(word.charAt(at)).stream()
        .map(IssuedKey::prefix)
        .anyMatch(
            prefix ->
                word.startsWith(prefix, at)
                    || (left >= SHORTEST_OPENING
                        && left < prefix.length()
                        && prefix.startsWith(word.substring(at))));
  }

  private static boolean begins(String value, int at) {
    for (IssuedKey key : BY_FIRST.get(value.charAt(at))) {
      int end = at + key.prefix().length();
      boolean telling = key.prefix().length() > 3 || SHORT_AND_TELLING.contains(key.prefix());
      if (telling && value.startsWith(key.prefix(), at)) {
        int rest = end;
        while (rest < value.length() && isKeyCharacter(value.charAt(rest))) {
          rest++;
        }
        if (rest - end >= SHORTEST_REST) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isKeyCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }

  /** A URL with a password of any kind. */
  private static boolean hasPassword(String value) {
    int scheme = value.indexOf("://");
    while (scheme >= 0) {
      int colon = -1;
      int i = scheme + 3;
      while (i < value.length() && "/@ \t\n".indexOf(value.charAt(i)) < 0) {
        colon = colon < 0 && value.charAt(i) == ':' ? i : colon;
        i++;
      }
      if (i < value.length() && value.charAt(i) == '@' && colon >= 0 && i > colon + 1) {
        return true;
      }
      scheme = value.indexOf("://", scheme + 3);
    }
    return false;
  }

  /** Whether what follows a beginning was drawn at random, and not made up to show the form. */
  static boolean isReal(String rest) {
    boolean hex = rest.chars().allMatch(c -> "0123456789abcdefABCDEF-_.".indexOf(c) >= 0);
    return entropy(rest) >= (hex ? RANDOM_HEX : RANDOM_TOKEN) && !isPlaceholder(rest);
  }

  /** Whether a line is of a private key; those of OpenSSH hold long runs of one letter. */
  static boolean isKeyLine(String line) {
    return entropy(line) >= RANDOM_TOKEN;
  }

  /** Whether a value says itself that it stands for another. */
  static boolean isPlaceholder(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    int run = 1;
    for (int i = 1; i < lower.length(); i++) {
      run = lower.charAt(i) == lower.charAt(i - 1) ? run + 1 : 1;
      if (run >= REPEATED) {
        return true;
      }
    }
    return PLACEHOLDERS.stream().anyMatch(lower::contains) || PRINTED.contains(value);
  }

  /** Whether a value looks drawn at random: much in each character, and no words in it. */
  static boolean isRandom(String value) {
    int upper = 0;
    int lower = 0;
    int digits = 0;
    int changes = 0;
    int before = -1;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int kind = c >= '0' && c <= '9' ? 0 : c >= 'A' && c <= 'Z' ? 1 : c >= 'a' && c <= 'z' ? 2 : 3;
      digits += kind == 0 ? 1 : 0;
      upper += kind == 1 ? 1 : 0;
      lower += kind == 2 ? 1 : 0;
      changes += before >= 0 && kind != before ? 1 : 0;
      before = kind;
    }
    boolean mixed = upper > 1 && lower > 1;
    double needed = (mixed ? 0.38 : 0.2) * (value.length() - 1);
    boolean enoughDigits = mixed ? digits >= 1 : digits * 100 >= value.length() * 12;
    return enoughDigits && changes >= needed && entropy(value) >= RANDOM_VALUE;
  }

  /** Shannon's, in bits a character. */
  static double entropy(String text) {
    int[] counts = new int[128];
    for (int i = 0; i < text.length(); i++) {
      counts[Math.min(text.charAt(i), 127)]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / text.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
