package cloud.somersault.circuits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a Clifford gate U makes of Pauli operators: U X_i U^dagger and U Z_i U^dagger for each
 * operand i. The gate is known from these up to a global phase (Gottesman, quant-ph/9807006;
 * Aaronson and Gottesman, quant-ph/0406196).
 *
 * @param xImages what X on each operand becomes
 * @param zImages what Z on each operand becomes
 */
public record CliffordTableau(List<PauliString> xImages, List<PauliString> zImages) {
    /**
     * The largest difference of an element between U P U^dagger and a Pauli operator. Angles like
     * pi/2 come with rounding of 1e-16, and the rotation by 1e-12 beside a Clifford gate is the
     * Clifford gate for every purpose.
     */
    public static final double TOLERANCE = 1e-12;

    public CliffordTableau {
        xImages = List.copyOf(xImages);
        zImages = List.copyOf(zImages);
        if (xImages.size() != zImages.size()) {
            throw new IllegalArgumentException("X and Z have each one image per operand");
        }
    }

    /** The gate that does nothing. */
    public static CliffordTableau identity(int qubits) {
        return new CliffordTableau(
                IntStream.range(0, qubits).mapToObj(q -> PauliString.x(qubits, q)).toList(),
                IntStream.range(0, qubits).mapToObj(q -> PauliString.z(qubits, q)).toList());
    }

    /**
     * The tableau of a unitary, if it is a Clifford gate within {@link #TOLERANCE}. An image is
     * read off one column and one sign per qubit, and then compared as a whole.
     */
    public static Optional<CliffordTableau> of(Matrix unitary) {
        int qubits = Integer.numberOfTrailingZeros(unitary.size());
        var inverse = unitary.adjoint();
        var xImages = new ArrayList<PauliString>();
        var zImages = new ArrayList<PauliString>();
        for (int qubit = 0; qubit < qubits; qubit++) {
            var x = image(unitary, inverse, PauliString.x(qubits, qubit));
            var z = image(unitary, inverse, PauliString.z(qubits, qubit));
            if (x.isEmpty() || z.isEmpty()) {
                return Optional.empty();
            }
            xImages.add(x.get());
            zImages.add(z.get());
        }
        return Optional.of(new CliffordTableau(xImages, zImages));
    }

    private static Optional<PauliString> image(Matrix unitary, Matrix inverse, PauliString pauli) {
        var conjugated = unitary.times(pauli.matrix()).times(inverse);
        int x = rowOfColumn(conjugated, 0);
        long z = 0;
        for (int qubit = 0; qubit < pauli.qubits(); qubit++) {
            int column = 1 << qubit;
            double sameSign =
                    conjugated.re(x, 0) * conjugated.re(x ^ column, column)
                            + conjugated.im(x, 0) * conjugated.im(x ^ column, column);
            if (sameSign < 0) {
                z |= column;
            }
        }
        for (boolean negative : new boolean[] {false, true}) {
            var candidate = new PauliString(pauli.qubits(), x, z, negative);
            if (conjugated.distance(candidate.matrix()) < TOLERANCE) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static int rowOfColumn(Matrix matrix, int column) {
        int largest = 0;
        for (int row = 1; row < matrix.size(); row++) {
            if (magnitude(matrix, row, column) > magnitude(matrix, largest, column)) {
                largest = row;
            }
        }
        return largest;
    }

    private static double magnitude(Matrix matrix, int row, int column) {
        return Math.hypot(matrix.re(row, column), matrix.im(row, column));
    }

    /** How many operands. */
    public int qubits() {
        return xImages.size();
    }

    /** What a Pauli string over the operands becomes: the product of its factors' images. */
    public PauliString image(PauliString pauli) {
        if (pauli.qubits() != qubits()) {
            throw new IllegalArgumentException("the tableau has " + qubits() + " operands");
        }
        long x = 0;
        long z = 0;
        int turns = pauli.quarterTurns();
        for (int i = 0; i < 2 * qubits(); i++) {
            boolean first = i < qubits();
            int qubit = first ? i : i - qubits();
            if (((first ? pauli.x() : pauli.z()) >> qubit & 1) == 1) {
                var factor = (first ? xImages : zImages).get(qubit);
                turns += factor.quarterTurns() + 2 * Long.bitCount(z & factor.x());
                x ^= factor.x();
                z ^= factor.z();
            }
        }
        boolean negative = (turns - Long.bitCount(x & z) & 3) == 2;
        return new PauliString(qubits(), x, z, negative);
    }

    /** The other gate first, then this one. */
    public CliffordTableau after(CliffordTableau other) {
        return new CliffordTableau(
                other.xImages.stream().map(this::image).toList(),
                other.zImages.stream().map(this::image).toList());
    }

    /** Such as {@code X0 -> +X0 X1, Z0 -> +Z0, X1 -> +X1, Z1 -> +Z0 Z1}. */
    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        for (int qubit = 0; qubit < qubits(); qubit++) {
            parts.add("X" + qubit + " -> " + xImages.get(qubit));
            parts.add("Z" + qubit + " -> " + zImages.get(qubit));
        }
        return String.join(", ", parts);
    }
}
