package cloud.somersault.load;

import java.util.stream.LongStream;

/** Quantiles of a sample: the smallest value that so large a part of the sample does not exceed. */
final class Quantiles {
    private final long[] sorted;

    Quantiles(LongStream sample) {
        this.sorted = sample.sorted().toArray();
    }

    int size() {
        return sorted.length;
    }

    /** 0 for an empty sample. */
    long at(double part) {
        return sorted.length == 0
                ? 0
                : sorted[
                        Math.clamp(
                                (long) Math.ceil(part * sorted.length) - 1, 0, sorted.length - 1)];
    }
}
