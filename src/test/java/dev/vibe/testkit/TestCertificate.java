package dev.vibe.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that no runtime knows, in the forms that people have, and servers that show it. */
public final class TestCertificate {

  public static final String PASSWORD = "only for this test";

  private final Path folder;

  private TestCertificate(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes one.
   *
   * @param name of the host, e.g. {@code dns:model.test}
   */
  public static TestCertificate make(Path folder, String name) {
    TestCertificate made = new TestCertificate(folder);
    made.keytool(
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=test",
            "-ext",
            "san=" + name,
            "-storetype",
            "PKCS12"));
    made.keytool(List.of("-exportcert", "-rfc", "-file", made.pem().toString()));
    return made;
  }

  private void keytool(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(arguments);
    command.addAll(
        List.of("-alias", "test", "-keystore", pkcs12().toString(), "-storepass", PASSWORD));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new AssertionError("keytool failed: " + command);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Certificate and key, with {@link #PASSWORD}. */
  public Path pkcs12() {
    return folder.resolve("test.p12");
  }

  /** The certificate alone. */
  public Path pem() {
    return folder.resolve("test.pem");
  }

  /** The key as PKCS #8 in PEM. */
  public Path plainKey() throws IOException, GeneralSecurityException {
    return pem("PRIVATE KEY", key().getEncoded());
  }

  /** The same, encrypted with {@link #PASSWORD} as OpenSSL does it. */
  public Path encryptedKey() throws IOException, GeneralSecurityException {
    String algorithm = "PBEWithHmacSHA256AndAES_256";
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    return pem(
        "ENCRYPTED PRIVATE KEY",
        new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key().getEncoded())).getEncoded());
  }

  private Path pem(String title, byte[] der) throws IOException {
    return Files.writeString(
        folder.resolve(title.replace(' ', '-') + ".pem"),
        "-----BEGIN "
            + title
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END "
            + title
            + "-----\n");
  }

  private Key key() throws IOException, GeneralSecurityException {
    return store().getKey("test", PASSWORD.toCharArray());
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(pkcs12())) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** Listens on loopback and shows the certificate. */
  public SSLServerSocket server() throws IOException, GeneralSecurityException {
    return server(new TrustManager[0]);
  }

  /** The same, and wants to see the same certificate. */
  public SSLServerSocket demandingServer() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(pem())) {
      trusted.setCertificateEntry(
          "client", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLServerSocket server = server(trust.getTrustManagers());
    server.setNeedClientAuth(true);
    return server;
  }

  private SSLServerSocket server(TrustManager[] trust)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust, null);
    return (SSLServerSocket)
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }
}
