package dev.vibe.provider;

/**
 * Model that an endpoint lists.
 *
 * @param contextTokens 0 when the endpoint does not say
 * @param replacement the id the endpoint names as successor; empty when it names none
 */
public record ServedModel(String id, int contextTokens, String replacement) {}
