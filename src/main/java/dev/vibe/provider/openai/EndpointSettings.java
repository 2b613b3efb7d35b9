package dev.vibe.provider.openai;

import dev.vibe.net.RetryPolicy;
import dev.vibe.provider.Capabilities;
import java.util.Map;

/** Settings of an endpoint, of the model that is asked there, and of the session that asks. */
public record EndpointSettings(Address address, Model model, Session session) {

  /** The Devstral models are made for this one. */
  public static final double DEFAULT_TEMPERATURE = 0.15;

  /** Leaves the temperature to the server. */
  public static final double SERVER_TEMPERATURE = Double.NaN;

  /**
   * Address that requests go to, and what lets them in.
   *
   * @param baseUrl with the {@code /v1}; may have a query, which every request then carries
   * @param headers sent with every request, by name
   */
  public record Address(String baseUrl, KeySupplier key, Map<String, String> headers) {

    public Address {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * Settings of the model that is asked: which, and how.
   *
   * @param id as the server knows it
   * @param known of the model, from configuration or the built-in table; what is unknown is learned
   */
  public record Model(String id, Capabilities known, Sampling sampling) {

    private Model with(Sampling other) {
      return new Model(id, known, other);
    }
  }

  /**
   * Settings of how a reply is made.
   *
   * @param temperature or {@link #SERVER_TEMPERATURE}
   * @param maxOutputTokens 0 leaves the limit to the server
   * @param fields of requests that only the user knows the meaning of, by name, as JSON has them;
   *     they go before what the others would be sent as
   */
  public record Sampling(double temperature, int maxOutputTokens, Map<String, Object> fields) {

    public static final Sampling USUAL = new Sampling(DEFAULT_TEMPERATURE, 0, Map.of());

    public Sampling {
      fields = Map.copyOf(fields);
    }
  }

  /**
   * Parts that one session brings along.
   *
   * @param cacheKey the same for all requests of a session; empty for none
   * @param profiles what earlier sessions learned of the endpoint
   */
  public record Session(String cacheKey, Transport transport, EndpointProfileStore profiles) {}

  /** Settings of how long an answer is waited for, and how often it is asked for. */
  public record Transport(EndpointTimeouts timeouts, RetryPolicy retry) {

    public static final Transport USUAL =
        new Transport(EndpointTimeouts.DEFAULT, RetryPolicy.DEFAULT);
  }

  /** Everything else as usual. */
  public static EndpointSettings of(String baseUrl, KeySupplier key, String model) {
    return new EndpointSettings(
        new Address(baseUrl, key, Map.of()),
        new Model(model, Capabilities.UNKNOWN, Sampling.USUAL),
        new Session("", Transport.USUAL, new EndpointProfileStore.None()));
  }

  public EndpointSettings withHeaders(Map<String, String> value) {
    Address other = new Address(address.baseUrl, address.key, value);
    return new EndpointSettings(other, model, session);
  }

  public EndpointSettings withTemperature(double value) {
    Sampling other = model.sampling;
    return with(model.with(new Sampling(value, other.maxOutputTokens, other.fields)));
  }

  public EndpointSettings withMaxOutputTokens(int value) {
    Sampling other = model.sampling;
    return with(model.with(new Sampling(other.temperature, value, other.fields)));
  }

  public EndpointSettings withFields(Map<String, Object> value) {
    Sampling other = model.sampling;
    return with(model.with(new Sampling(other.temperature, other.maxOutputTokens, value)));
  }

  public EndpointSettings withKnown(Capabilities value) {
    return with(new Model(model.id, value, model.sampling));
  }

  EndpointSettings withTimeouts(EndpointTimeouts value) {
    return withTransport(new Transport(value, session.transport.retry));
  }

  public EndpointSettings withRetry(RetryPolicy value) {
    return withTransport(new Transport(session.transport.timeouts, value));
  }

  public EndpointSettings withCacheKey(String value) {
    return with(new Session(value, session.transport, session.profiles));
  }

  public EndpointSettings withProfiles(EndpointProfileStore value) {
    return with(new Session(session.cacheKey, session.transport, value));
  }

  public EndpointSettings withTransport(Transport other) {
    return with(new Session(session.cacheKey, other, session.profiles));
  }

  private EndpointSettings with(Model other) {
    return new EndpointSettings(address, other, session);
  }

  private EndpointSettings with(Session other) {
    return new EndpointSettings(address, model, other);
  }
}
