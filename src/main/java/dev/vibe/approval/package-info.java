/**
 * May this effect happen: one pure policy over effects, and the port that asks a person.
 *
 * <p>May use: {@code config}, {@code exec}, and L0–L1.
 */
@NullMarked
package dev.vibe.approval;

import org.jspecify.annotations.NullMarked;
