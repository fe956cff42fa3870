package cloud.somersault.simulators;

/**
 * What one run may cost.
 *
 * @param memoryBytesMax most memory of one shard
 * @param secondsMax most seconds of computing, all shots together
 */
public record EngineLimits(long memoryBytesMax, double secondsMax) {

    public EngineLimits {
        if (!(memoryBytesMax > 0 && secondsMax > 0)) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
