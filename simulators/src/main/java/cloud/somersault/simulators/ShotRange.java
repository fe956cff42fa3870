package cloud.somersault.simulators;

/**
 * Some shots of one circuit of a job. The counts of adjacent ranges add up to those of the whole.
 *
 * @param seed of the job
 * @param circuit index among the circuits of the job
 * @param first number of the first shot
 * @param count how many shots
 */
public record ShotRange(long seed, int circuit, long first, long count) {

    public ShotRange {
        if (circuit < 0 || first < 0 || count < 0) {
            throw new IllegalArgumentException(
                    "no such range: circuit " + circuit + ", first " + first + ", count " + count);
        }
    }
}
