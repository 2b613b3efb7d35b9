/** Failures out of test reports and logs; pure, and bounded whatever it is given. */
@NullMarked
package dev.vibe.verify.report;

import org.jspecify.annotations.NullMarked;
