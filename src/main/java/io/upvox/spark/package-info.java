/** The job on Spark: planning on the driver, the task on executors, commit, manifest and report. */
@NullMarked
package io.upvox.spark;

import org.jspecify.annotations.NullMarked;
