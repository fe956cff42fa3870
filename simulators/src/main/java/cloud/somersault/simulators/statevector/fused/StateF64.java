package cloud.somersault.simulators.statevector.fused;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.simd.ButterfliesF64;
import cloud.somersault.simulators.simd.PairsF64;
import cloud.somersault.simulators.simd.PhasesF64;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link FusedState} in double precision. */
final class StateF64 extends FusedState {
    /** A block's two parts take 512 KiB. */
    private static final int BLOCK_BITS = 15;

    /** In a large array of G1, this element begins a line of the cache. */
    private static final int OFFSET = 6;

    /**
     * Arrays of so many elements are humongous objects and begin a region, up to 16 GiB of heap.
     */
    private static final int BUFFER_MIN = 1 << 19;

    private final double[] re;
    private final double[] im;
    private final List<Scratch> scratches = new ArrayList<>();

    StateF64(FusedCircuit circuit) {
        super(circuit);
        int size = 1 << circuit.qubits();
        re = new double[size + 2 * OFFSET];
        im = new double[size + 2 * OFFSET];
    }

    @Override
    int blockBits() {
        return BLOCK_BITS;
    }

    @Override
    double storedRe(int stored) {
        return re[OFFSET + stored];
    }

    @Override
    double storedIm(int stored) {
        return im[OFFSET + stored];
    }

    @Override
    void squares(int from, int count, double[] into) {
        for (int i = 0; i < count; i++) {
            double a = re[OFFSET + from + i];
            double b = im[OFFSET + from + i];
            into[i] = a * a + b * b;
        }
    }

    /** What is done to a block, with tables in this precision. */
    private interface Op {
        void apply(double[] re, double[] im, int from, int base, Scratch scratch);
    }

    /** What a thread needs. */
    private static final class Scratch {
        final Diagonal.Factors factors;
        final double[] rowRe;
        final double[] rowIm;
        double[] bufferRe = {};
        double[] bufferIm = {};

        Scratch(int size) {
            int rows = size >> Diagonal.ROW_BITS;
            factors = new Diagonal.Factors(rows);
            rowRe = new double[rows];
            rowIm = new double[rows];
        }

        void round() {
            for (int row = 0; row < rowRe.length; row++) {
                rowRe[row] = (double) factors.re[row];
                rowIm[row] = (double) factors.im[row];
            }
        }

        void needBuffers(int size) {
            if (bufferRe.length == 0) {
                bufferRe = new double[Math.max(BUFFER_MIN, size + 2 * OFFSET)];
                bufferIm = new double[Math.max(BUFFER_MIN, size + 2 * OFFSET)];
            }
        }
    }

    @Override
    void sweep(Sweep sweep, boolean first, EngineThreads threads, Checkpoint checkpoint) {
        var layout = new BlockLayout(circuit.qubits(), sweep.block());
        var ops = new ArrayList<Op>();
        if (first) {
            ops.add(start(new ProductStart(circuit, layout)));
        }
        sweep.rounds().forEach(round -> add(round, layout, ops));
        while (scratches.size() < threads.count()) {
            scratches.add(new Scratch(layout.size()));
        }
        var next = new AtomicInteger();
        threads.share(share -> {
            var scratch = scratches.get(share);
            for (int block = next.getAndIncrement();
                    block < layout.blocks();
                    block = next.getAndIncrement()) {
                checkpoint.pass();
                int base = layout.base(block);
                if (layout.contiguous()) {
                    ops.forEach(op -> op.apply(re, im, OFFSET + base, base, scratch));
                } else {
                    scratch.needBuffers(layout.size());
                    copied(base, layout, ops, first, scratch);
                }
            }
        });
    }

    private void copied(
            int base, BlockLayout layout, List<Op> ops, boolean first, Scratch scratch) {
        int run = layout.run();
        int runs = layout.runs();
        if (!first) {
            for (int k = 0; k < runs; k++) {
                int at = OFFSET + base + layout.runAt(k);
                System.arraycopy(re, at, scratch.bufferRe, OFFSET + k * run, run);
                System.arraycopy(im, at, scratch.bufferIm, OFFSET + k * run, run);
            }
        }
        for (var op : ops) {
            op.apply(scratch.bufferRe, scratch.bufferIm, OFFSET, base, scratch);
        }
        for (int k = 0; k < runs; k++) {
            int at = OFFSET + base + layout.runAt(k);
            System.arraycopy(scratch.bufferRe, OFFSET + k * run, re, at, run);
            System.arraycopy(scratch.bufferIm, OFFSET + k * run, im, at, run);
        }
    }

    private static Op start(ProductStart start) {
        var tableRe = doubles(start.tableRe);
        var tableIm = doubles(start.tableIm);
        return (re, im, from, base, scratch) -> {
            start.factors(base, scratch.factors);
            scratch.round();
            PhasesF64.fill(
                    re,
                    im,
                    from,
                    scratch.rowRe.length,
                    tableRe,
                    tableIm,
                    scratch.rowRe,
                    scratch.rowIm);
        };
    }

    private static void add(Sweep.Round round, BlockLayout layout, List<Op> ops) {
        if (!round.phases().isEmpty() || round.scale() != 1) {
            for (var diagonal : Diagonal.of(round.phases(), round.scale(), layout.inside)) {
                ops.add(multiply(diagonal));
            }
        }
        ops.addAll(rotations(round.rotations(), layout));
        for (var dense : round.dense()) {
            ops.add(dense(dense, layout));
        }
    }

    private static Op multiply(Diagonal diagonal) {
        var tableRe = doubles(diagonal.tableRe);
        var tableIm = doubles(diagonal.tableIm);
        return (re, im, from, base, scratch) -> {
            diagonal.factors(base, scratch.factors);
            scratch.round();
            int rows = scratch.rowRe.length;
            if (diagonal.tabled) {
                PhasesF64.multiply(
                        re,
                        im,
                        from,
                        rows,
                        tableRe,
                        tableIm,
                        scratch.factors.tableAt,
                        scratch.rowRe,
                        scratch.rowIm);
            } else {
                PhasesF64.scale(
                        re, im, from, rows, scratch.factors.tableAt, scratch.rowRe, scratch.rowIm);
            }
        };
    }

    private static List<Op> rotations(List<Node.Rotation> rotations, BlockLayout layout) {
        var ops = new ArrayList<Op>();
        int size = layout.size();
        var low = new double[ButterfliesF64.LANE_BITS];
        boolean lanes = false;
        var strides = new ArrayList<Integer>();
        var ts = new ArrayList<Double>();
        for (var rotation : rotations) {
            int bit = layout.local(rotation.qubit());
            if (bit < low.length) {
                low[bit] = (double) rotation.t();
                lanes = true;
            } else {
                strides.add(1 << bit);
                ts.add((double) rotation.t());
            }
        }
        if (lanes) {
            ops.add((re, im, from, _, _) -> {
                ButterfliesF64.lanes(re, from, size, low[0], low[1], low[2]);
                ButterfliesF64.lanes(im, from, size, low[0], low[1], low[2]);
            });
        }
        for (int k = 0; k < strides.size(); k += 3) {
            int left = strides.size() - k;
            int s1 = strides.get(k);
            double t1 = ts.get(k);
            int s2 = left > 1 ? strides.get(k + 1) : 0;
            double t2 = left > 1 ? ts.get(k + 1) : 0;
            int s3 = left > 2 ? strides.get(k + 2) : 0;
            double t3 = left > 2 ? ts.get(k + 2) : 0;
            ops.add(
                    switch (left) {
                        case 1 ->
                                (re, im, from, _, _) -> {
                                    ButterfliesF64.one(re, from, size, s1, t1);
                                    ButterfliesF64.one(im, from, size, s1, t1);
                                };
                        case 2 ->
                                (re, im, from, _, _) -> {
                                    ButterfliesF64.two(re, from, size, s1, s2, t1, t2);
                                    ButterfliesF64.two(im, from, size, s1, s2, t1, t2);
                                };
                        default ->
                                (re, im, from, _, _) -> {
                                    ButterfliesF64.three(re, from, size, s1, s2, s3, t1, t2, t3);
                                    ButterfliesF64.three(im, from, size, s1, s2, s3, t1, t2, t3);
                                };
                    });
        }
        return ops;
    }

    private static Op dense(Node.Dense dense, BlockLayout layout) {
        var matrix = doubles(dense.matrix());
        int first = 1 << layout.local(dense.first());
        int second = 1 << layout.local(dense.second());
        int inside = layout.inside(dense.controls());
        int pattern = layout.inside(dense.pattern());
        int outside = dense.controls() & ~layout.mask();
        int outsidePattern = dense.pattern() & outside;
        int size = layout.size();
        return (re, im, from, base, _) -> {
            if ((base & outside) == outsidePattern) {
                PairsF64.apply(re, im, from, size, first, second, inside, pattern, matrix);
            }
        };
    }

    private static double[] doubles(double[] numbers) {
        var out = new double[numbers.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (double) numbers[i];
        }
        return out;
    }
}
