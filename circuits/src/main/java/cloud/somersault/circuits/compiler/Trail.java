package cloud.somersault.circuits.compiler;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a router has done, in order: nodes, and SWAPs between them. A copied router shares the trail
 * before the copy; only what comes after is its own.
 */
final class Trail {
    private final @Nullable Trail before;
    private int[] steps = new int[16];
    private int size;

    Trail(@Nullable Trail before) {
        this.before = before;
    }

    /** What it goes on from, itself if it is the first. */
    Trail before() {
        return before == null ? this : before;
    }

    void add(int node) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, 2 * size);
        }
        steps[size++] = node;
    }

    void addSwap(int from, int to, int chipSize) {
        add(-1 - (from * chipSize + to));
    }

    /** All steps from the beginning: nodes, and -1 - (from * chipSize + to) for SWAPs. */
    int[] steps() {
        int length = 0;
        for (Trail part = this; part != null; part = part.before) {
            length += part.size;
        }
        var all = new int[length];
        for (Trail part = this; part != null; part = part.before) {
            length -= part.size;
            System.arraycopy(part.steps, 0, all, length, part.size);
        }
        return all;
    }
}
