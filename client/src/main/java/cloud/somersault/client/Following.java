package cloud.somersault.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Follows a stream of events that may be cut at any time, to its last one. Not thread-safe. */
final class Following {
    private static final Set<String> LAST =
            Set.of(
                    "job-completed",
                    "job-failed",
                    "job-cancelled",
                    "tuning-completed",
                    "tuning-cancelled");

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Wire wire;
    private final String path;
    private final Consumer<ServerEvent> seen;
    private Optional<String> lastId = Optional.empty();
    private boolean over;

    Following(Wire wire, String path, Consumer<ServerEvent> seen) {
        this.wire = wire;
        this.path = path;
        this.seen = seen;
    }

    /**
     * Follows.
     *
     * @param away for how long nobody may answer before that is an exception
     */
    void toTheEnd(Duration away) {
        long heard_ns = System.nanoTime();
        while (!over) {
            var before = lastId;
            try {
                wire.events(path, lastId, this::take);
                heard_ns = System.nanoTime();
            } catch (NoServerException gone) {
                if (!lastId.equals(before)) {
                    heard_ns = System.nanoTime();
                }
                if (System.nanoTime() - heard_ns > away.toNanos()) {
                    throw gone;
                }
            }
            if (!over) {
                Wire.pause(PAUSE);
            }
        }
    }

    private boolean take(ServerEvent event) {
        lastId = Optional.of(event.id());
        over = LAST.contains(event.name());
        seen.accept(event);
        return !over;
    }
}
