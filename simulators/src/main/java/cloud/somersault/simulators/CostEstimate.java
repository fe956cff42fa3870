package cloud.somersault.simulators;

/**
 * What a run is expected to cost on one core.
 *
 * @param fixedSeconds once per shard
 * @param secondsPerShot for every shot
 * @param memoryBytes of one shard
 */
public record CostEstimate(double fixedSeconds, double secondsPerShot, long memoryBytes) {

    /** All shots in one shard. */
    public double seconds(long shots) {
        return fixedSeconds + shots * secondsPerShot;
    }
}
