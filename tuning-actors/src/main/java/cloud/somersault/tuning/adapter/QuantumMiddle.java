package cloud.somersault.tuning.adapter;

import cloud.somersault.tuning.quantum.QuantumLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The quantum layer q(u) beside the linear way CW u, fused by {@link Fusion}. When pooled, the
 * layer sees one row for each sequence, the mean of u over its tokens, and all of them get its
 * values.
 */
final class QuantumMiddle implements Middle {
    private final int rank;
    private final AdapterMethod.Quantum method;
    private final QuantumLayer layer;
    private final LinearMiddle linear;
    private final Optional<ParameterBlock> qw;
    private final Optional<ParameterBlock> theta;
    private final List<ParameterBlock> frozenBlocks;
    private final float[] frozen;

    private Kept kept = Kept.NOTHING;

    /** The values of the sequences that the last evaluation began. */
    private float[] begun = {};

    /** What the backward pass of a training pass needs. */
    private record Kept(
            Optional<QuantumLayer.Linearized> quantum, float[] q, float[] cu, Sequences sequences) {
        static final Kept NOTHING =
                new Kept(Optional.empty(), new float[0], new float[0], Sequences.one(1));
    }

    QuantumMiddle(AdapterMethod.Quantum method, QuantumLayer layer, int offset) {
        this.rank = method.rank();
        this.method = method;
        this.layer = layer;
        this.linear = new LinearMiddle(rank, offset);
        int next = linear.blocks().getLast().end();
        this.qw =
                method.fusion() == Fusion.LINEAR
                        ? Optional.of(new ParameterBlock("qw.weight", List.of(rank, rank), next))
                        : Optional.empty();
        int after = qw.map(ParameterBlock::end).orElse(next);
        var shape = List.of(method.layers(), 4, rank);
        this.theta =
                method.frozenAngles()
                        ? Optional.empty()
                        : Optional.of(new ParameterBlock("theta", shape, after));
        this.frozenBlocks =
                method.frozenAngles() ? List.of(new ParameterBlock("theta", shape, 0)) : List.of();
        this.frozen = new float[method.frozenAngles() ? method.ansatz().angles() : 0];
    }

    @Override
    public List<ParameterBlock> blocks() {
        var all = new ArrayList<>(linear.blocks());
        qw.ifPresent(all::add);
        theta.ifPresent(all::add);
        return all;
    }

    @Override
    public List<ParameterBlock> frozenBlocks() {
        return frozenBlocks;
    }

    @Override
    public float[] frozenValues() {
        return frozen;
    }

    @Override
    public void draw(float[] parameters, Draws draws) {
        linear.draw(parameters, draws);
        qw.ifPresent(block ->
                draws.uniform(parameters, block.offset(), block.size(), Math.sqrt(6.0 / rank)));
        theta.ifPresentOrElse(
                block -> draws.uniform(parameters, block.offset(), block.size(), Math.PI),
                () -> draws.uniform(frozen, 0, frozen.length, Math.PI));
    }

    @Override
    public float[] forward(float[] parameters, float[] u, Sequences sequences, Pass pass) {
        float[] q =
                switch (pass) {
                    case TRAINING -> {
                        var inputs = inputs(u, sequences);
                        var found =
                                layer.linearize(theta(parameters), inputs, inputs.length / rank);
                        kept =
                                new Kept(
                                        Optional.of(found),
                                        spread(found.values(), sequences),
                                        new float[0],
                                        sequences);
                        yield kept.q;
                    }
                    case EVALUATION -> {
                        var values = values(parameters, inputs(u, sequences));
                        begun = toFloats(values);
                        yield spread(values, sequences);
                    }
                    case CONTINUATION ->
                            spread(
                                    method.pooled()
                                            ? toDoubles(begun)
                                            : values(parameters, toDoubles(u)),
                                    sequences);
                };
        var cu = linear.forward(parameters, u, sequences, pass);
        if (pass == Pass.TRAINING) {
            kept = new Kept(kept.quantum, kept.q, cu, sequences);
        }
        return fuse(parameters, q, cu);
    }

    private float[] fuse(float[] parameters, float[] q, float[] cu) {
        var v = cu.clone();
        switch (method.fusion()) {
            case LINEAR -> {
                int from = qw.orElseThrow().offset();
                Products.dots(1, q, 0, parameters, from, v, 0, v.length / rank, rank, rank);
            }
            case HADAMARD -> {
                for (int i = 0; i < v.length; i++) {
                    v[i] *= q[i];
                }
            }
        }
        return v;
    }

    @Override
    public float[] backward(float[] parameters, float[] byV, float[] gradients) {
        int rows = byV.length / rank;
        var byQ = new float[byV.length];
        var byCu = byV;
        switch (method.fusion()) {
            case LINEAR -> {
                int from = qw.orElseThrow().offset();
                Products.multiplyTransposed(byV, 0, kept.q, 0, gradients, from, rank, rows, rank);
                Products.multiply(byV, 0, parameters, from, byQ, 0, rows, rank, rank);
            }
            case HADAMARD -> {
                byCu = new float[byV.length];
                for (int i = 0; i < byV.length; i++) {
                    byQ[i] = byV[i] * kept.cu[i];
                    byCu[i] = byV[i] * kept.q[i];
                }
            }
        }
        var byU = linear.backward(parameters, byCu, gradients);
        var found = kept.quantum.orElseThrow().pullBack(gather(byQ, kept.sequences));
        theta.ifPresent(block -> {
            for (int k = 0; k < block.size(); k++) {
                gradients[block.offset() + k] += (float) found.theta()[k];
            }
        });
        addInputs(found.inputs(), kept.sequences, byU);
        return byU;
    }

    private double[] values(float[] parameters, double[] inputs) {
        return layer.evaluate(theta(parameters), inputs, inputs.length / rank);
    }

    private double[] theta(float[] parameters) {
        return toDoubles(
                theta.map(block ->
                                java.util.Arrays.copyOfRange(
                                        parameters, block.offset(), block.end()))
                        .orElse(frozen));
    }

    /** The rows that the quantum layer sees. */
    private double[] inputs(float[] u, Sequences sequences) {
        if (!method.pooled()) {
            return toDoubles(u);
        }
        var mean = new double[sequences.count() * rank];
        for (int s = 0; s < sequences.count(); s++) {
            for (int row = 0; row < sequences.length(s); row++) {
                for (int k = 0; k < rank; k++) {
                    mean[s * rank + k] += u[(sequences.start(s) + row) * rank + k];
                }
            }
            for (int k = 0; k < rank; k++) {
                mean[s * rank + k] /= sequences.length(s);
            }
        }
        return mean;
    }

    /** Its values for every token. */
    private float[] spread(double[] values, Sequences sequences) {
        if (!method.pooled()) {
            return toFloats(values);
        }
        var q = new float[sequences.rows() * rank];
        for (int s = 0; s < sequences.count(); s++) {
            for (int row = sequences.start(s);
                    row < sequences.start(s) + sequences.length(s);
                    row++) {
                for (int k = 0; k < rank; k++) {
                    q[row * rank + k] = (float) values[s * rank + k];
                }
            }
        }
        return q;
    }

    /** The gradient by its values: over the tokens of a sequence, added up. */
    private double[] gather(float[] byQ, Sequences sequences) {
        if (!method.pooled()) {
            return toDoubles(byQ);
        }
        var sum = new double[sequences.count() * rank];
        for (int s = 0; s < sequences.count(); s++) {
            for (int row = sequences.start(s);
                    row < sequences.start(s) + sequences.length(s);
                    row++) {
                for (int k = 0; k < rank; k++) {
                    sum[s * rank + k] += byQ[row * rank + k];
                }
            }
        }
        return sum;
    }

    private void addInputs(double[] byInputs, Sequences sequences, float[] byU) {
        if (!method.pooled()) {
            for (int i = 0; i < byU.length; i++) {
                byU[i] += (float) byInputs[i];
            }
            return;
        }
        for (int s = 0; s < sequences.count(); s++) {
            int length = sequences.length(s);
            for (int row = sequences.start(s); row < sequences.start(s) + length; row++) {
                for (int k = 0; k < rank; k++) {
                    byU[row * rank + k] += (float) (byInputs[s * rank + k] / length);
                }
            }
        }
    }

    private static double[] toDoubles(float[] floats) {
        var doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static float[] toFloats(double[] doubles) {
        var floats = new float[doubles.length];
        for (int i = 0; i < doubles.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}
