package dev.vibe.text;

/**
 * Place of a secret in a text; the secret itself is in nothing that leaves the scan.
 *
 * @param line counted from 1
 * @param kind for people, e.g. {@code GitHub token}
 */
public record SecretFind(int line, String kind) {}
