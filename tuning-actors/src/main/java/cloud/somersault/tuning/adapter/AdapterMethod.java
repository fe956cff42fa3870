package cloud.somersault.tuning.adapter;

import cloud.somersault.tuning.quantum.RingAnsatz;

/** What kind of adapter, with its sizes: one row of a comparison. */
public sealed interface AdapterMethod {

    /** Numbers in the bottleneck. */
    int rank();

    /** How many parameters a layer of this shape gets. */
    long parameters(int in, int out);

    /** alpha / r. */
    double scale();

    /** LoRA; alpha = 2 r unless said otherwise. */
    record Lora(int rank, double alpha) implements AdapterMethod {
        public Lora {
            requireRank(rank);
        }

        /** With alpha = 2 r. */
        public Lora(int rank) {
            this(rank, 2.0 * rank);
        }

        @Override
        public long parameters(int in, int out) {
            return (long) rank * (in + out);
        }

        @Override
        public double scale() {
            return alpha / rank;
        }
    }

    /**
     * VeRA.
     *
     * @param projectionSeed of the frozen matrices, the same in all layers
     */
    record Vera(int rank, long projectionSeed) implements AdapterMethod {
        public Vera {
            requireRank(rank);
        }

        @Override
        public long parameters(int in, int out) {
            return (long) rank + out;
        }

        @Override
        public double scale() {
            return 1;
        }
    }

    /** The methods whose outer matrices are matrix product operators; alpha = 2 r. */
    sealed interface TensorMethod extends AdapterMethod {

        @Override
        default double scale() {
            return 2;
        }

        /** Parameters between the two operators, besides CW. */
        long inside();

        @Override
        default long parameters(int in, int out) {
            return Mpo.parameters(in, out)
                    + 2L * Mpo.NARROW * rank()
                    + (long) rank() * rank()
                    + inside();
        }
    }

    /** TENSOR: no quantum layer, v = CW u. */
    record Tensor(int rank) implements TensorMethod {
        public Tensor {
            requireRank(rank);
        }

        @Override
        public long inside() {
            return 0;
        }
    }

    /**
     * The classical ablation: where QTHA has its quantum layer, this has a net u -> silu(W_1 u) ->
     * ... -> silu(W_L .). With r = 4 L' and one layer it has exactly the parameters of a quantum
     * layer of L' layers.
     */
    record SiluNet(int rank, int layers) implements TensorMethod {
        public SiluNet {
            requireRank(rank);
            if (layers < 1) {
                throw new IllegalArgumentException("a net has at least 1 layer, not " + layers);
            }
        }

        @Override
        public long inside() {
            return (long) rank * rank * (layers + 1);
        }
    }

    /**
     * QTHA (linear fusion) or QWTHN (Hadamard fusion).
     *
     * @param layers L of the ring
     * @param frozenAngles whether theta stays as drawn; then it is no parameter
     * @param pooled whether a sequence has one row of inputs, the mean of its rows, rather than
     *     each token its own: fewer circuits on hardware
     */
    record Quantum(int rank, int layers, Fusion fusion, boolean frozenAngles, boolean pooled)
            implements TensorMethod {
        public Quantum {
            requireRank(rank);
            var _ = new RingAnsatz(rank, layers); // refuses what is no ring
        }

        /** The ring of qubits. */
        public RingAnsatz ansatz() {
            return new RingAnsatz(rank, layers);
        }

        @Override
        public long inside() {
            return (fusion == Fusion.LINEAR ? (long) rank * rank : 0)
                    + (frozenAngles ? 0 : ansatz().angles());
        }
    }

    private static void requireRank(int rank) {
        if (rank < 1) {
            throw new IllegalArgumentException("a rank is at least 1, not " + rank);
        }
    }
}
