package cloud.somersault.chip.qubit;

/**
 * Which qubit: of which chip, and its number there.
 *
 * @param chip the chip's name
 * @param qubit its number on the chip, from 0
 */
public record QubitName(String chip, int qubit) {

    public QubitName {
        if (qubit < 0) {
            throw new IllegalArgumentException("qubits count from 0, not " + qubit);
        }
    }

    /** For example {@code wukong-q56}. */
    public String entityId() {
        return chip + "-q" + qubit;
    }

    /** From what {@link #entityId} wrote. */
    public static QubitName ofEntityId(String entityId) {
        int mark = entityId.lastIndexOf("-q");
        if (mark < 1) {
            throw new IllegalArgumentException("no qubit is named " + entityId);
        }
        return new QubitName(
                entityId.substring(0, mark), Integer.parseInt(entityId.substring(mark + 2)));
    }
}
