package cloud.somersault.simulators.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What one side took in each round, a piece of work at a time.
 *
 * @param wallSeconds by the clock on the wall
 * @param cpuSeconds of all threads, which says the same on a busy machine
 */
record Times(double[] wallSeconds, double[] cpuSeconds) {
    private static final com.sun.management.OperatingSystemMXBean MACHINE =
            (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Times of(int rounds) {
        return new Times(new double[rounds], new double[rounds]);
    }

    static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    static double least(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    /** Of the calling thread alone. */
    static long ownCpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    static long cpuNanos() {
        return MACHINE.getProcessCpuTime();
    }
}
