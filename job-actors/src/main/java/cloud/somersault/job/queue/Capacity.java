package cloud.somersault.job.queue;

import cloud.somersault.job.run.Lane;
import java.util.HashMap;
import java.util.Map;

/** How many threads there are to compute: those of every node that has asked for work lately. */
final class Capacity {
    private static final double REMEMBERED_SECONDS = 300;

    private final Map<Pool, Seen> pools = new HashMap<>();

    private record Pool(String node, Lane lane) {}

    private record Seen(int threads, double atSeconds) {}

    void seen(String node, Lane lane, int threads, double atSeconds) {
        pools.put(new Pool(node, lane), new Seen(threads, atSeconds));
    }

    void forget(double nowSeconds) {
        pools.values().removeIf(seen -> nowSeconds - seen.atSeconds() > REMEMBERED_SECONDS);
    }

    /** At least one: somebody will come. */
    int threads() {
        return Math.max(1, pools.values().stream().mapToInt(Seen::threads).sum());
    }
}
