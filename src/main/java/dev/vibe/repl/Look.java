package dev.vibe.repl;

import dev.vibe.text.Palette;
import dev.vibe.text.Theme;
import java.util.Map;

/**
 * Settings of how a terminal is drawn on.
 *
 * @param palette any with colours stands for all of them
 */
public record Look(Palette palette, Theme theme, Map<String, String> environment) {}
