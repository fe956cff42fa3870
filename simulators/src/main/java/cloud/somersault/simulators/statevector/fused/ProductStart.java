package cloud.somersault.simulators.statevector.fused;

/** The product state that a run starts from, as a table over a block's rows and their factors. */
final class ProductStart {
    private final FusedCircuit circuit;
    private final BlockLayout layout;
    final double[] tableRe;
    final double[] tableIm;
    private final double[] rowRe;
    private final double[] rowIm;

    ProductStart(FusedCircuit circuit, BlockLayout layout) {
        this.circuit = circuit;
        this.layout = layout;
        int rowBits = Diagonal.ROW_BITS;
        tableRe = new double[1 << rowBits];
        tableIm = new double[1 << rowBits];
        product(0, rowBits, tableRe, tableIm);
        rowRe = new double[layout.size() >> rowBits];
        rowIm = new double[layout.size() >> rowBits];
        product(rowBits, layout.inside.length, rowRe, rowIm);
    }

    private void product(int from, int to, double[] re, double[] im) {
        re[0] = 1;
        for (int bit = from; bit < to; bit++) {
            var factor = circuit.start().get(layout.inside[bit]);
            int half = 1 << bit - from;
            for (int k = 0; k < half; k++) {
                double wasRe = re[k];
                double wasIm = im[k];
                re[k] = wasRe * factor[0] - wasIm * factor[1];
                im[k] = wasRe * factor[1] + wasIm * factor[0];
                re[k + half] = wasRe * factor[2] - wasIm * factor[3];
                im[k + half] = wasRe * factor[3] + wasIm * factor[2];
            }
        }
    }

    /** The factors of the rows of a block. */
    void factors(int base, Diagonal.Factors into) {
        double re = 1;
        double im = 0;
        int insideMask = 0;
        for (int qubit : layout.inside) {
            insideMask |= 1 << qubit;
        }
        for (int qubit = 0; qubit < circuit.qubits(); qubit++) {
            if ((insideMask >> qubit & 1) == 0) {
                var factor = circuit.start().get(qubit);
                int one = (base >> qubit & 1) * 2;
                double was = re;
                re = was * factor[one] - im * factor[one + 1];
                im = was * factor[one + 1] + im * factor[one];
            }
        }
        for (int row = 0; row < rowRe.length; row++) {
            into.re[row] = rowRe[row] * re - rowIm[row] * im;
            into.im[row] = rowRe[row] * im + rowIm[row] * re;
        }
    }
}
