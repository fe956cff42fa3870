package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Matrix;

/**
 * Any unitary on two qubits as e^{i phase} (afterFirst x afterSecond) exp(i (x XX + y YY + z ZZ))
 * (beforeFirst x beforeSecond), found by {@link Kak}; errors stay near 1e-15. The angles lie
 * between -pi/4 and pi/4; |z| is the largest and |y| the smallest.
 */
public record CanonicalForm(
        Matrix afterFirst,
        Matrix afterSecond,
        double x,
        double y,
        double z,
        Matrix beforeFirst,
        Matrix beforeSecond,
        double phase) {

    private static final int SIZE = 4;

    /**
     * Of a 4x4 unitary, bit 0 of whose index belongs to the first qubit.
     *
     * @throws IllegalArgumentException if it has another size
     */
    public static CanonicalForm of(Matrix unitary) {
        if (unitary.size() != SIZE) {
            throw new IllegalArgumentException("two qubits have a 4x4 matrix");
        }
        var dense = Unitary4.zero();
        for (int i = 0; i < SIZE * SIZE; i++) {
            dense.re[i] = unitary.re(i / SIZE, i % SIZE);
            dense.im[i] = unitary.im(i / SIZE, i % SIZE);
        }
        var kak = Kak.of(dense);
        var product =
                Unitary4.of(kak.afterFirst(), kak.afterSecond())
                        .after(Unitary4.of(kak.core()))
                        .after(Unitary4.of(kak.beforeFirst(), kak.beforeSecond()));
        double overlapRe = 0;
        double overlapIm = 0;
        for (int i = 0; i < SIZE * SIZE; i++) {
            overlapRe += product.re[i] * dense.re[i] + product.im[i] * dense.im[i];
            overlapIm += product.re[i] * dense.im[i] - product.im[i] * dense.re[i];
        }
        return new CanonicalForm(
                matrix(kak.afterFirst()),
                matrix(kak.afterSecond()),
                kak.core().x(),
                kak.core().y(),
                kak.core().z(),
                matrix(kak.beforeFirst()),
                matrix(kak.beforeSecond()),
                StrictMath.atan2(overlapIm, overlapRe));
    }

    private static Matrix matrix(Rotation r) {
        return Matrix.of(2, r.w(), -r.z(), -r.y(), -r.x(), r.y(), -r.x(), r.w(), r.z());
    }
}
