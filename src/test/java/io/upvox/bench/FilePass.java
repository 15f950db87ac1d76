package io.upvox.bench;

import java.io.IOException;

/**
 * One way to write or read the files of all tasks.
 *
 * @param name as the result names it
 * @param goal the share of the first way's speed that is wanted, 0 for none
 * @param work one task's part, measured
 * @param after done for each task when all are through, not measured
 */
record FilePass(String name, double goal, Task work, Task after) {
    /** One task's part. */
    interface Task {
        void run(int task) throws IOException;
    }

    static FilePass of(String name, double goal, Task work) {
        return new FilePass(name, goal, work, task -> {});
    }
}
