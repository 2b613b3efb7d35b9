package dev.vibe.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Reader of the certificate that is shown to servers, and of its key, from the forms people have.
 */
final class ClientIdentity {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");

  private static final String ENCRYPTED = "ENCRYPTED ";

  /** Kinds of keys that a certificate may have; the key itself does not name its kind in PEM. */
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519", "Ed448");

  private static final char[] NO_PASSWORD = {};

  private ClientIdentity() {}

  /**
   * What TLS asks for a certificate; nothing when there is none to show.
   *
   * @throws IOException with the name of the file that is at fault, and what to do
   */
  static KeyManager[] managers(HttpSettings.Identity identity)
      throws IOException, GeneralSecurityException {
    if (identity.files().isEmpty()) {
      return new KeyManager[0];
    }
    Path certificate = identity.files().getFirst();
    KeyStore store = isPem(certificate) ? fromPem(identity) : fromPkcs12(certificate, identity);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static boolean isPem(Path file) throws IOException {
    return CertificateFiles.text(file).contains("-----BEGIN ");
  }

  private static KeyStore fromPem(HttpSettings.Identity identity)
      throws IOException, GeneralSecurityException {
    return holding(
        privateKey(identity),
        CertificateFiles.certificates(identity.files().getFirst()).toArray(Certificate[]::new));
  }

  private static KeyStore holding(PrivateKey key, Certificate[] chain)
      throws IOException, GeneralSecurityException {
    KeyStore store = CertificateFiles.emptyStore();
    store.setKeyEntry("client", key, NO_PASSWORD, chain);
    return store;
  }

  private static KeyStore fromPkcs12(Path file, HttpSettings.Identity identity)
      throws IOException, GeneralSecurityException {
    char[] password = identity.password().get().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(new ByteArrayInputStream(Files.readAllBytes(file)), password);
    } catch (IOException e) {
      throw new IOException(
          file
              + (password.length == 0
                  ? " is neither PEM nor a PKCS #12 file without a password; set"
                      + " net.client_password_env"
                  : " is neither PEM nor a PKCS #12 file with this password"),
          e);
    }
    for (String alias : Collections.list(store.aliases())) {
      Key key = store.getKey(alias, password);
      if (key instanceof PrivateKey found) {
        return holding(found, store.getCertificateChain(alias));
      }
    }
    throw new IOException("there is no private key in " + file);
  }

  private static PrivateKey privateKey(HttpSettings.Identity identity)
      throws IOException, GeneralSecurityException {
    Path file = identity.files().getLast();
    Matcher block = KEY.matcher(CertificateFiles.text(file));
    if (!block.find()) {
      throw new IOException("there is no private key in " + file);
    }
    String form = block.group(1);
    if (!form.isEmpty() && !form.equals(ENCRYPTED)) {
      throw new IOException(
          "the private key in "
              + file
              + " is not PKCS #8; this makes one: openssl pkcs8 -topk8 -nodes -in "
              + file
              + " -out key.pem");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new IOException("the private key in " + file + " is damaged", e);
    }
    PKCS8EncodedKeySpec spec =
        form.isEmpty() ? new PKCS8EncodedKeySpec(der) : decrypted(file, der, identity);
    for (String kind : KINDS) {
      Optional<PrivateKey> key = privateKey(kind, spec);
      if (key.isPresent()) {
        return key.get();
      }
    }
    throw new IOException("the private key in " + file + " is of no kind that TLS uses");
  }

  private static PKCS8EncodedKeySpec decrypted(
      Path file, byte[] der, HttpSettings.Identity identity) throws IOException {
    String password = identity.password().get();
    if (password.isEmpty()) {
      throw new IOException(
          "the private key in " + file + " has a password; set net.client_password_env");
    }
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      // For PBES2, the usual scheme of today, only the parameters name the whole algorithm.
      String algorithm =
          info.getAlgName().equals("PBES2") || info.getAlgName().startsWith("1.2.840.113549.1.5.13")
              ? info.getAlgParameters().toString()
              : info.getAlgName();
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm)
              .generateSecret(new PBEKeySpec(password.toCharArray())),
          info.getAlgParameters());
      return info.getKeySpec(cipher);
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(
          "the private key in "
              + file
              + " cannot be decrypted: the password is wrong, or it is encrypted in a way that Java"
              + " does not know; this makes one that it knows: openssl pkcs8 -topk8 -v2 aes-256-cbc"
              + " -in "
              + file
              + " -out key.pem",
          e);
    }
  }

  /** Nothing when it is of another kind. */
  private static Optional<PrivateKey> privateKey(String kind, PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(kind).generatePrivate(spec));
    } catch (InvalidKeySpecException e) {
      return Optional.empty();
    }
  }
}
