package cloud.somersault.chip;

/**
 * The grid on which the qubits are drawn; it says nothing of the couplings.
 *
 * @param width how many columns
 * @param height how many rows
 */
public record Lattice(int width, int height) {

    public Lattice {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "a lattice has at least one row and one column, not "
                            + width
                            + " by "
                            + height);
        }
    }

    boolean holds(int row, int column) {
        return row >= 0 && row < height && column >= 0 && column < width;
    }
}
