package cloud.somersault.chip;

/**
 * What a chip accepts.
 *
 * @param layersMax layers of one compiled circuit
 * @param shotsMax shots of one circuit
 * @param circuitsMax circuits of one task
 */
public record ChipLimits(int layersMax, int shotsMax, int circuitsMax) {

    public ChipLimits {
        if (layersMax < 1 || shotsMax < 1 || circuitsMax < 1) {
            throw new IllegalArgumentException(
                    "limits are at least 1, not "
                            + layersMax
                            + " layers, "
                            + shotsMax
                            + " shots, "
                            + circuitsMax
                            + " circuits");
        }
    }
}
