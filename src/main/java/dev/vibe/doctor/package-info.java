/**
 * The check-up: what a run needs here, and, when asked for, whether an endpoint can do the work.
 *
 * <p>A check changes nothing, never throws, and shows no secret. Nothing is sent anywhere but by
 * {@link dev.vibe.doctor.EndpointCheck}.
 */
@NullMarked
package dev.vibe.doctor;

import org.jspecify.annotations.NullMarked;
