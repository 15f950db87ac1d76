package io.upvox.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IntraOpPoolTest {
    @Test
    void everyUnitIsDoneOnceByAWorkerInRange() {
        for (int threads : new int[] {1, 2, 7}) {
            AtomicIntegerArray done = new AtomicIntegerArray(100);
            IntraOpPool.shared().run(threads, 100, (unit, worker) -> {
                assertThat(worker).isBetween(0, threads - 1);
                done.incrementAndGet(unit);
            });
            for (int i = 0; i < 100; i++) {
                assertThat(done.get(i)).isEqualTo(1);
            }
        }
        IntraOpPool.shared().run(3, 0, (unit, worker) -> {
            throw new IllegalStateException("no unit, no call");
        });
    }

    @Test
    void workIsWorthThreadsThatItPaysFor() {
        assertThat(IntraOpPool.worth(0, 1000, 8)).isEqualTo(1);
        assertThat(IntraOpPool.worth(999, 1000, 8)).isEqualTo(1);
        assertThat(IntraOpPool.worth(1000, 1000, 8)).isEqualTo(2);
        assertThat(IntraOpPool.worth(7000, 1000, 8)).isEqualTo(8);
        assertThat(IntraOpPool.worth(Long.MAX_VALUE, 1000, 8)).isEqualTo(8);
        assertThat(IntraOpPool.worth(7000, 1000, 1)).isEqualTo(1);
    }

    @Test
    void threadsReallyRunAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(3);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        IntraOpPool.shared().run(3, 3, (unit, worker) -> {
            threads.add(Thread.currentThread());
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(threads).hasSize(3).contains(Thread.currentThread());
    }

    @Test
    void eachThreadBeginsWithItsOwnShare() {
        CountDownLatch all = new CountDownLatch(3);
        AtomicIntegerArray doneBy = new AtomicIntegerArray(10);
        IntraOpPool.shared().run(3, 10, (unit, worker) -> {
            doneBy.set(unit, worker);
            all.countDown();
            try {
                all.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(doneBy.get(0)).isZero();
        assertThat(doneBy.get(3)).isEqualTo(1);
        assertThat(doneBy.get(6)).isEqualTo(2);
    }

    @Test
    void theFirstFailureIsThrownAndThePoolGoesOn() {
        assertThatThrownBy(() -> IntraOpPool.shared().run(2, 50, (unit, worker) -> {
                    if (unit == 20) {
                        throw new IllegalArgumentException("unit 20");
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unit 20");
        AtomicIntegerArray done = new AtomicIntegerArray(1);
        IntraOpPool.shared().run(2, 5, (unit, worker) -> done.incrementAndGet(0));
        assertThat(done.get(0)).isEqualTo(5);
    }

    @Test
    void anInterruptWaitsForTheWorkersAndIsKept() {
        Thread.currentThread().interrupt();
        AtomicIntegerArray done = new AtomicIntegerArray(1);
        IntraOpPool.shared().run(2, 5, (unit, worker) -> done.incrementAndGet(0));
        assertThat(done.get(0)).isEqualTo(5);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void callsInSuccessionUseTheSameWorkers() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 2000; i++) {
            IntraOpPool.shared().run(3, 3, (unit, worker) -> threads.add(Thread.currentThread()));
        }
        // Two of its own; those of other tests may stand in line before them.
        assertThat(threads.size())
                .isLessThanOrEqualTo(1 + Math.max(2, IntraOpPool.shared().idleWorkers()));
    }

    @Test
    void concurrentCallsHaveTheirOwnWorkers() {
        AtomicIntegerArray done = new AtomicIntegerArray(4);
        IntraOpPool.shared().run(4, 4, (outer, worker) -> {
            for (int i = 0; i < 200; i++) {
                IntraOpPool.shared().run(3, 10, (unit, inner) -> done.incrementAndGet(outer));
            }
        });
        for (int outer = 0; outer < 4; outer++) {
            assertThat(done.get(outer)).isEqualTo(2000);
        }
    }
}
