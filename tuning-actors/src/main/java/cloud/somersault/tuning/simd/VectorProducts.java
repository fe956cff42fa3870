package cloud.somersault.tuning.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels of {@link ProductKernel} with vectors: twelve rows (24 accumulators of the 32
 * registers of AVX-512), four, and one.
 *
 * <p>Each is one straight line on purpose: a method that is handed accumulators makes objects of
 * them, and the product runs at a twentieth of its speed.
 */
final class VectorProducts {
    private static final VectorSpecies<Float> F32 = Lanes.F32;
    private static final int L = Lanes.COUNT;
    private static final int WIDTH = ProductKernel.PANEL;

    private VectorProducts() {}

    static void multiply(
            int rows,
            int inner,
            float[] a,
            int aAt,
            int aRow,
            int aInner,
            float[] panel,
            int panelAt,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        int row = 0;
        if (2 * L == WIDTH) {
            for (; row + 12 <= rows; row += 12) {
                rows12(
                        inner,
                        a,
                        aAt + row * aRow,
                        aRow,
                        aInner,
                        panel,
                        panelAt,
                        c,
                        cAt + row * cRow,
                        cRow,
                        add);
            }
        }
        for (; row + 4 <= rows; row += 4) {
            for (int lane = 0; lane < WIDTH; lane += 2 * L) {
                rows4(
                        inner,
                        a,
                        aAt + row * aRow,
                        aRow,
                        aInner,
                        panel,
                        panelAt + lane,
                        c,
                        cAt + row * cRow + lane,
                        cRow,
                        add);
            }
        }
        for (; row < rows; row++) {
            for (int lane = 0; lane < WIDTH; lane += 2 * L) {
                rows1(
                        inner,
                        a,
                        aAt + row * aRow,
                        aInner,
                        panel,
                        panelAt + lane,
                        c,
                        cAt + row * cRow + lane,
                        add);
            }
        }
    }

    private static FloatVector start(float[] c, int at, boolean add) {
        return add ? FloatVector.fromArray(F32, c, at) : FloatVector.zero(F32);
    }

    private static void rows12(
            int inner,
            float[] a,
            int aAt,
            int aRow,
            int aInner,
            float[] panel,
            int panelAt,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        var c0x0 = start(c, cAt, add);
        var c0x1 = start(c, cAt + L, add);
        var c1x0 = start(c, cAt + cRow, add);
        var c1x1 = start(c, cAt + cRow + L, add);
        var c2x0 = start(c, cAt + 2 * cRow, add);
        var c2x1 = start(c, cAt + 2 * cRow + L, add);
        var c3x0 = start(c, cAt + 3 * cRow, add);
        var c3x1 = start(c, cAt + 3 * cRow + L, add);
        var c4x0 = start(c, cAt + 4 * cRow, add);
        var c4x1 = start(c, cAt + 4 * cRow + L, add);
        var c5x0 = start(c, cAt + 5 * cRow, add);
        var c5x1 = start(c, cAt + 5 * cRow + L, add);
        var c6x0 = start(c, cAt + 6 * cRow, add);
        var c6x1 = start(c, cAt + 6 * cRow + L, add);
        var c7x0 = start(c, cAt + 7 * cRow, add);
        var c7x1 = start(c, cAt + 7 * cRow + L, add);
        var c8x0 = start(c, cAt + 8 * cRow, add);
        var c8x1 = start(c, cAt + 8 * cRow + L, add);
        var c9x0 = start(c, cAt + 9 * cRow, add);
        var c9x1 = start(c, cAt + 9 * cRow + L, add);
        var c10x0 = start(c, cAt + 10 * cRow, add);
        var c10x1 = start(c, cAt + 10 * cRow + L, add);
        var c11x0 = start(c, cAt + 11 * cRow, add);
        var c11x1 = start(c, cAt + 11 * cRow + L, add);
        for (int k = 0; k < inner; k++) {
            var b0 = FloatVector.fromArray(F32, panel, panelAt + k * WIDTH);
            var b1 = FloatVector.fromArray(F32, panel, panelAt + k * WIDTH + L);
            int at = aAt + k * aInner;
            var a0 = FloatVector.broadcast(F32, a[at]);
            c0x0 = a0.fma(b0, c0x0);
            c0x1 = a0.fma(b1, c0x1);
            var a1 = FloatVector.broadcast(F32, a[at + aRow]);
            c1x0 = a1.fma(b0, c1x0);
            c1x1 = a1.fma(b1, c1x1);
            var a2 = FloatVector.broadcast(F32, a[at + 2 * aRow]);
            c2x0 = a2.fma(b0, c2x0);
            c2x1 = a2.fma(b1, c2x1);
            var a3 = FloatVector.broadcast(F32, a[at + 3 * aRow]);
            c3x0 = a3.fma(b0, c3x0);
            c3x1 = a3.fma(b1, c3x1);
            var a4 = FloatVector.broadcast(F32, a[at + 4 * aRow]);
            c4x0 = a4.fma(b0, c4x0);
            c4x1 = a4.fma(b1, c4x1);
            var a5 = FloatVector.broadcast(F32, a[at + 5 * aRow]);
            c5x0 = a5.fma(b0, c5x0);
            c5x1 = a5.fma(b1, c5x1);
            var a6 = FloatVector.broadcast(F32, a[at + 6 * aRow]);
            c6x0 = a6.fma(b0, c6x0);
            c6x1 = a6.fma(b1, c6x1);
            var a7 = FloatVector.broadcast(F32, a[at + 7 * aRow]);
            c7x0 = a7.fma(b0, c7x0);
            c7x1 = a7.fma(b1, c7x1);
            var a8 = FloatVector.broadcast(F32, a[at + 8 * aRow]);
            c8x0 = a8.fma(b0, c8x0);
            c8x1 = a8.fma(b1, c8x1);
            var a9 = FloatVector.broadcast(F32, a[at + 9 * aRow]);
            c9x0 = a9.fma(b0, c9x0);
            c9x1 = a9.fma(b1, c9x1);
            var a10 = FloatVector.broadcast(F32, a[at + 10 * aRow]);
            c10x0 = a10.fma(b0, c10x0);
            c10x1 = a10.fma(b1, c10x1);
            var a11 = FloatVector.broadcast(F32, a[at + 11 * aRow]);
            c11x0 = a11.fma(b0, c11x0);
            c11x1 = a11.fma(b1, c11x1);
        }
        c0x0.intoArray(c, cAt);
        c0x1.intoArray(c, cAt + L);
        c1x0.intoArray(c, cAt + cRow);
        c1x1.intoArray(c, cAt + cRow + L);
        c2x0.intoArray(c, cAt + 2 * cRow);
        c2x1.intoArray(c, cAt + 2 * cRow + L);
        c3x0.intoArray(c, cAt + 3 * cRow);
        c3x1.intoArray(c, cAt + 3 * cRow + L);
        c4x0.intoArray(c, cAt + 4 * cRow);
        c4x1.intoArray(c, cAt + 4 * cRow + L);
        c5x0.intoArray(c, cAt + 5 * cRow);
        c5x1.intoArray(c, cAt + 5 * cRow + L);
        c6x0.intoArray(c, cAt + 6 * cRow);
        c6x1.intoArray(c, cAt + 6 * cRow + L);
        c7x0.intoArray(c, cAt + 7 * cRow);
        c7x1.intoArray(c, cAt + 7 * cRow + L);
        c8x0.intoArray(c, cAt + 8 * cRow);
        c8x1.intoArray(c, cAt + 8 * cRow + L);
        c9x0.intoArray(c, cAt + 9 * cRow);
        c9x1.intoArray(c, cAt + 9 * cRow + L);
        c10x0.intoArray(c, cAt + 10 * cRow);
        c10x1.intoArray(c, cAt + 10 * cRow + L);
        c11x0.intoArray(c, cAt + 11 * cRow);
        c11x1.intoArray(c, cAt + 11 * cRow + L);
    }

    private static void rows4(
            int inner,
            float[] a,
            int aAt,
            int aRow,
            int aInner,
            float[] panel,
            int panelAt,
            float[] c,
            int cAt,
            int cRow,
            boolean add) {
        var c0x0 = start(c, cAt, add);
        var c0x1 = start(c, cAt + L, add);
        var c1x0 = start(c, cAt + cRow, add);
        var c1x1 = start(c, cAt + cRow + L, add);
        var c2x0 = start(c, cAt + 2 * cRow, add);
        var c2x1 = start(c, cAt + 2 * cRow + L, add);
        var c3x0 = start(c, cAt + 3 * cRow, add);
        var c3x1 = start(c, cAt + 3 * cRow + L, add);
        for (int k = 0; k < inner; k++) {
            var b0 = FloatVector.fromArray(F32, panel, panelAt + k * WIDTH);
            var b1 = FloatVector.fromArray(F32, panel, panelAt + k * WIDTH + L);
            int at = aAt + k * aInner;
            var a0 = FloatVector.broadcast(F32, a[at]);
            c0x0 = a0.fma(b0, c0x0);
            c0x1 = a0.fma(b1, c0x1);
            var a1 = FloatVector.broadcast(F32, a[at + aRow]);
            c1x0 = a1.fma(b0, c1x0);
            c1x1 = a1.fma(b1, c1x1);
            var a2 = FloatVector.broadcast(F32, a[at + 2 * aRow]);
            c2x0 = a2.fma(b0, c2x0);
            c2x1 = a2.fma(b1, c2x1);
            var a3 = FloatVector.broadcast(F32, a[at + 3 * aRow]);
            c3x0 = a3.fma(b0, c3x0);
            c3x1 = a3.fma(b1, c3x1);
        }
        c0x0.intoArray(c, cAt);
        c0x1.intoArray(c, cAt + L);
        c1x0.intoArray(c, cAt + cRow);
        c1x1.intoArray(c, cAt + cRow + L);
        c2x0.intoArray(c, cAt + 2 * cRow);
        c2x1.intoArray(c, cAt + 2 * cRow + L);
        c3x0.intoArray(c, cAt + 3 * cRow);
        c3x1.intoArray(c, cAt + 3 * cRow + L);
    }

    private static void rows1(
            int inner,
            float[] a,
            int aAt,
            int aInner,
            float[] panel,
            int panelAt,
            float[] c,
            int cAt,
            boolean add) {
        var c0x0 = start(c, cAt, add);
        var c0x1 = start(c, cAt + L, add);
        for (int k = 0; k < inner; k++) {
            var b0 = FloatVector.fromArray(F32, panel, panelAt + k * WIDTH);
            var b1 = FloatVector.fromArray(F32, panel, panelAt + k * WIDTH + L);
            int at = aAt + k * aInner;
            var a0 = FloatVector.broadcast(F32, a[at]);
            c0x0 = a0.fma(b0, c0x0);
            c0x1 = a0.fma(b1, c0x1);
        }
        c0x0.intoArray(c, cAt);
        c0x1.intoArray(c, cAt + L);
    }
}
