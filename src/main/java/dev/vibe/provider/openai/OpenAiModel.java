package dev.vibe.provider.openai;

import dev.vibe.net.Http;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.ModelStream;
import dev.vibe.provider.ServedModel;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Model behind an OpenAI-compatible endpoint. What it learns of the server (fields it refuses, the
 * context window) is kept for the session. Streams of one session are opened one after another; the
 * rest is thread-safe.
 */
public final class OpenAiModel implements ChatModel {

  private final EndpointClient client;
  private final EndpointDirectory directory;
  private final OpenAiStream.Parts parts;
  private final Notices notices = new Notices();

  /**
   * Connects nothing yet.
   *
   * @param clock for a server that says until when to wait
   * @param random for the jitter of retries
   * @throws VibeException ({@code bad-base-url}, usage) when the base URL is none
   */
  public OpenAiModel(
      EndpointSettings settings, Http http, InstantSource clock, RandomGenerator random) {
    this.client = EndpointClient.of(settings, http);
    EndpointProfileCache profiles =
        new EndpointProfileCache(endpoint(), settings.session().profiles(), clock);
    this.directory = new EndpointDirectory(client, profiles, notices);
    this.parts =
        new OpenAiStream.Parts(
            client,
            directory,
            new RequestWriter(client, directory, profiles, notices),
            new ReplyHistory(client, directory, profiles, notices),
            new Retries(settings.session().transport().retry(), clock, random),
            new PromptWatch(client, directory),
            new LoadWatch(client, directory));
    settings.address().key().notices().forEach(notices::addOnce);
  }

  @Override
  public String id() {
    return client.model();
  }

  @Override
  public String endpoint() {
    return client.endpoint().display();
  }

  @Override
  public Capabilities capabilities() {
    return directory.capabilities();
  }

  @Override
  public ModelStream open(ModelRequest request) {
    return new OpenAiStream(parts, request);
  }

  @Override
  public List<ServedModel> served() {
    return directory.served();
  }

  /** Takes the context window from a list that this server gave before. */
  public void heard(List<ServedModel> models) {
    directory.heard(models);
  }

  /** Asks the server about itself, which also learns the context window. */
  @Override
  public void warmUp() {
    directory.warmUp();
  }

  /**
   * Asks the server what it is and how large its context really is. Blocks for at most a few times
   * the limit for listings.
   *
   * @throws VibeException as {@link #served}
   */
  public ServerFacts facts() {
    return directory.facts();
  }

  @Override
  public List<Problem> takeNotices() {
    return notices.take();
  }
}
