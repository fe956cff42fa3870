package cloud.somersault.chip.coupler;

/**
 * Which coupler: of which chip, and between which two qubits.
 *
 * @param chip the chip's name
 * @param first the qubit with the smaller number
 * @param second the qubit with the larger number
 */
public record CouplerName(String chip, int first, int second) {

    public CouplerName {
        if (!(first >= 0 && first < second)) {
            throw new IllegalArgumentException(
                    "a coupler names the smaller qubit first, not " + first + " and " + second);
        }
    }

    /** For example {@code wukong-c56-62}. */
    public String entityId() {
        return chip + "-c" + first + "-" + second;
    }

    /** From what {@link #entityId} wrote. */
    public static CouplerName ofEntityId(String entityId) {
        int mark = entityId.lastIndexOf("-c");
        int dash = entityId.lastIndexOf('-');
        if (mark < 1 || dash <= mark + 2) {
            throw new IllegalArgumentException("no coupler is named " + entityId);
        }
        return new CouplerName(
                entityId.substring(0, mark),
                Integer.parseInt(entityId.substring(mark + 2, dash)),
                Integer.parseInt(entityId.substring(dash + 1)));
    }
}
