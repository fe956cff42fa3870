package cloud.somersault.simulators.batch;

/**
 * Which shots to draw of every row of a batch.
 *
 * @param seed of the job
 * @param firstCircuit index of the first row among the circuits of the job; the others follow
 * @param firstShot number of the first shot
 * @param shots how many of each row
 */
public record RowShots(long seed, int firstCircuit, long firstShot, long shots) {
    public RowShots {
        if (firstCircuit < 0 || firstShot < 0 || shots < 0) {
            throw new IllegalArgumentException(
                    "%d shots from %d of circuit %d".formatted(shots, firstShot, firstCircuit));
        }
    }
}
