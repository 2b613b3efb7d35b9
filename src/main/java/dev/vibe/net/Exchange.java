package dev.vibe.net;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Exchange of one request and its answer. A thread of its own does everything that cannot be
 * interrupted (name look-up, connecting, reading the socket) and hands the bytes over through a
 * bounded queue, so the reader's waits end at once on an interrupt, a cancel or the idle limit,
 * whatever kind of thread it is.
 *
 * <p>It is a platform thread, because the first virtual thread that waits for a socket makes the
 * JDK start a poller that sits in native code for good, and HotSpot waits 300 ms for such a thread
 * whenever the process exits.
 */
final class Exchange implements HttpReply.Body {

  private static final int MAX_QUEUED_BYTES = 256 * 1024;

  /** How long a finished reply may take to end its connection in order before it is cut. */
  private static final Duration LINGER = Duration.ofSeconds(1);

  /** What may come in that time: more than the end of a reply is a server that goes on sending. */
  private static final int LINGER_BYTES = 256 * 1024;

  private final HttpClients clients;
  private final HttpRequest request;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All below are guarded by the lock.
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private int queuedBytes;
  private boolean connected;
  private boolean ended;
  private boolean cancelled;
  private boolean released;
  private int unread;
  private Duration idleLimit = Duration.ofMinutes(2);
  private long aliveAt = System.nanoTime();
  private @Nullable Call call;
  private @Nullable HttpReply head;
  private @Nullable HttpFailure failure;

  Exchange(HttpClients clients, HttpRequest request) {
    this.clients = clients;
    this.request = request;
  }

  // The reader's side.

  HttpReply start(Duration answerLimit) throws HttpFailure {
    Duration connectLimit = clients.connectLimit();
    Thread.ofPlatform().daemon().name("http").start(this::run);
    lock.lock();
    try {
      idleLimit = answerLimit;
      if (!await(() -> connected || head != null || failure != null, connectLimit)) {
        cancelLocked();
        throw clients.peer(request.url()).unconnected(seconds(connectLimit));
      }
      if (!await(() -> head != null || failure != null, answerLimit)) {
        throw giveUp(HttpFailure.Kind.SILENCE, "no answer within " + seconds(answerLimit));
      }
      if (head == null) {
        throw failureNow();
      }
      return head;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void limitSilence(Duration limit) {
    lock.lock();
    try {
      idleLimit = limit;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void alive() {
    lock.lock();
    try {
      aliveAt = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public InputStream bytes() {
    return new QueuedBytes();
  }

  void cancel() {
    lock.lock();
    try {
      cancelLocked();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void release() {
    lock.lock();
    try {
      released = true;
      changed.signalAll();
      if (ended || cancelled) {
        return;
      }
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("http-linger").start(this::endSoon);
  }

  private void endSoon() {
    lock.lock();
    try {
      if (!await(() -> ended, LINGER)) {
        cancelLocked();
      }
    } catch (HttpFailure alreadyOver) {
      // Cancelled meanwhile, which is what this is for.
    } finally {
      lock.unlock();
    }
  }

  private void cancelLocked() {
    cancelled = true;
    queue.clear();
    queuedBytes = 0;
    if (call != null && !ended) {
      call.cancel();
    }
    changed.signalAll();
  }

  private HttpFailure giveUp(HttpFailure.Kind kind, String message) {
    cancelLocked();
    return new HttpFailure(kind, message);
  }

  private HttpFailure failureNow() {
    return failure != null ? failure : new HttpFailure(HttpFailure.Kind.BROKEN, "no answer");
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
  }

  /** A state to wait for; read under the lock. */
  private interface State {
    boolean reached();
  }

  /**
   * Waits under the lock; false when the limit passed since it began, or since the server was last
   * seen alive. Cancelled and interrupted end it.
   */
  private boolean await(State state, Duration limit) throws HttpFailure {
    long began = System.nanoTime();
    while (true) {
      if (cancelled) {
        throw new HttpFailure(HttpFailure.Kind.CANCELLED, "cancelled");
      }
      if (state.reached()) {
        return true;
      }
      long since = aliveAt - began > 0 ? aliveAt : began;
      long left = limit.toNanos() - (System.nanoTime() - since);
      if (left <= 0) {
        return false;
      }
      try {
        long _ = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        cancelLocked();
        Thread.currentThread().interrupt();
        throw new HttpFailure(HttpFailure.Kind.CANCELLED, "interrupted", e);
      }
    }
  }

  private final class QueuedBytes extends InputStream {

    private byte[] current = new byte[0];
    private int position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position == current.length && !take()) {
        return -1;
      }
      int count = Math.min(length, current.length - position);
      System.arraycopy(current, position, target, offset, count);
      position += count;
      return count;
    }

    private boolean take() throws HttpFailure {
      lock.lock();
      try {
        if (!await(() -> !queue.isEmpty() || ended, idleLimit)) {
          throw giveUp(HttpFailure.Kind.SILENCE, "nothing came for " + seconds(idleLimit));
        }
        byte[] next = queue.poll();
        if (next == null) {
          if (failure != null) {
            throw failure;
          }
          return false;
        }
        queuedBytes -= next.length;
        changed.signalAll();
        current = next;
        position = 0;
        return true;
      } finally {
        lock.unlock();
      }
    }
  }

  // The side of the thread that reads the socket.

  private void run() {
    try {
      HttpUrl url = HttpUrl.get(request.url());
      if (url == null) {
        throw new HttpFailure(HttpFailure.Kind.UNKNOWN_HOST, "not a web address");
      }
      for (int hop = 0; ; hop++) {
        try (Response response = execute(url)) {
          HttpUrl next =
              hop < clients.mostRedirects() ? Outbound.redirect(request, response) : null;
          if (next == null) {
            accept(response);
            pump(response.body().byteStream());
            return;
          }
          url = next;
        }
      }
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /**
   * Sends the request. One that goes out on a kept connection which the server has closed meanwhile
   * is sent again at once on a fresh one, as long as not a byte of an answer came (RFC 9112,
   * 9.3.1).
   */
  private Response execute(HttpUrl url) throws IOException {
    ConnectionWatch first = new ConnectionWatch(this::connected);
    try {
      return execute(url, first);
    } catch (IOException e) {
      if (!first.isOnKeptConnection() || !Outbound.isWithoutAnswer(e) || isCancelled()) {
        throw e;
      }
      clients.closeIdleConnections(url);
      return execute(url, new ConnectionWatch(this::connected));
    }
  }

  private Response execute(HttpUrl url, ConnectionWatch watch) throws IOException {
    Call started = clients.newCall(Outbound.request(request, url));
    started.addEventListener(watch);
    lock.lock();
    try {
      call = started;
      if (cancelled) {
        throw new HttpFailure(HttpFailure.Kind.CANCELLED, "cancelled");
      }
    } finally {
      lock.unlock();
    }
    Response response = started.execute();
    watch.answered(response);
    return response;
  }

  private void connected() {
    lock.lock();
    try {
      connected = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept(Response response) {
    lock.lock();
    try {
      head = new HttpReply(response.code(), Outbound.headers(response), this);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pump(InputStream in) throws IOException {
    byte[] buffer = new byte[16 * 1024];
    int read = in.read(buffer);
    while (read >= 0) {
      offer(Arrays.copyOf(buffer, read));
      read = in.read(buffer);
    }
    end(null);
  }

  private void offer(byte[] bytes) throws HttpFailure {
    lock.lock();
    try {
      while (queuedBytes > MAX_QUEUED_BYTES && !released && !cancelled) {
        changed.awaitUninterruptibly();
      }
      if (cancelled) {
        throw new HttpFailure(HttpFailure.Kind.CANCELLED, "cancelled");
      }
      if (released) {
        unread += bytes.length;
        if (unread > LINGER_BYTES) {
          throw new HttpFailure(HttpFailure.Kind.CANCELLED, "the reply does not end");
        }
      } else if (bytes.length > 0) {
        queue.add(bytes);
        queuedBytes += bytes.length;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void fail(Exception e) {
    end(
        e instanceof HttpFailure known
            ? known
            : Outbound.failure(e, clients.peer(request.url()), isConnected()));
  }

  private void end(@Nullable HttpFailure why) {
    lock.lock();
    try {
      failure = why;
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  private boolean isConnected() {
    lock.lock();
    try {
      return connected;
    } finally {
      lock.unlock();
    }
  }
}
