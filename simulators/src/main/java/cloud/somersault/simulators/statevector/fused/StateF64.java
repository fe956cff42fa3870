package cloud.somersault.simulators.statevector.fused;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.simd.ButterfliesF64;
import cloud.somersault.simulators.simd.CouplingsF64;
import cloud.somersault.simulators.simd.PairsF64;
import cloud.somersault.simulators.simd.PhasesF64;
import cloud.somersault.simulators.simd.TwistsF64;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@link FusedState} in double precision. */
final class StateF64 extends FusedState {
    /** Of the largest block: its two parts take 512 KiB. */
    static final int BLOCK_BITS = 15;

    /** In a large array of G1, this element begins a line of the cache. */
    private static final int OFFSET = 6;

    /**
     * Arrays of so many elements are humongous objects and begin a region, up to 16 GiB of heap.
     */
    private static final int BUFFER_MIN = 1 << 20;

    private final double[] re;
    private final double[] im;
    private final List<Scratch> scratches = new ArrayList<>();

    /**
     * Behind the state lies room for a block of each thread, where it is aligned.
     *
     * @param blockBits of a block
     * @param threads how many there will be
     */
    StateF64(FusedCircuit circuit, int blockBits, int threads) {
        super(circuit);
        int size = 1 << circuit.qubits();
        int buffers = circuit.qubits() > blockBits ? threads << blockBits : 0;
        re = new double[size + buffers + 2 * OFFSET];
        im = new double[size + buffers + 2 * OFFSET];
        for (int thread = 0; thread < threads; thread++) {
            int rows = 1 << blockBits - Diagonal.ROW_BITS;
            scratches.add(new Scratch(rows, OFFSET + size + (thread << blockBits)));
        }
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
        final int buffer;

        Scratch(int rows, int buffer) {
            this.buffer = buffer;
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
    }

    @Override
    void sweep(Sweep sweep, boolean first, EngineThreads threads, Checkpoint checkpoint) {
        var layout = new BlockLayout(circuit.qubits(), sweep.block());
        boolean inPlace = layout.contiguous() || sweep.couplesOnly();
        var ops = new ArrayList<Op>();
        if (first) {
            ops.add(start(new ProductStart(circuit, layout), layout, inPlace));
        }
        sweep.rounds().forEach(round -> add(round, layout, inPlace, ops));
        var next = new AtomicInteger();
        threads.share(share -> {
            var scratch = scratches.get(share);
            for (int block = next.getAndIncrement();
                    block < layout.blocks();
                    block = next.getAndIncrement()) {
                checkpoint.pass();
                int base = layout.base(block);
                if (inPlace) {
                    ops.forEach(op -> op.apply(re, im, OFFSET + base, base, scratch));
                } else {
                    copied(base, layout, ops, first, scratch);
                }
            }
        });
    }

    private void copied(
            int base, BlockLayout layout, List<Op> ops, boolean first, Scratch scratch) {
        int run = layout.run();
        int runs = layout.runs();
        int buffer = scratch.buffer;
        if (!first) {
            for (int k = 0; k < runs; k++) {
                int at = OFFSET + base + layout.runAt(k);
                System.arraycopy(re, at, re, buffer + k * run, run);
                System.arraycopy(im, at, im, buffer + k * run, run);
            }
        }
        for (var op : ops) {
            op.apply(re, im, buffer, base, scratch);
        }
        for (int k = 0; k < runs; k++) {
            int at = OFFSET + base + layout.runAt(k);
            System.arraycopy(re, buffer + k * run, re, at, run);
            System.arraycopy(im, buffer + k * run, im, at, run);
        }
    }

    private static Op start(ProductStart start, BlockLayout layout, boolean inPlace) {
        var tableRe = doubles(start.tableRe);
        var tableIm = doubles(start.tableIm);
        int rows = layout.run() >> Diagonal.ROW_BITS;
        return (re, im, from, base, scratch) -> {
            start.factors(base, scratch.factors);
            scratch.round();
            for (int k = 0; k < layout.runs(); k++) {
                PhasesF64.fill(
                        re,
                        im,
                        from + (inPlace ? layout.runAt(k) : k * layout.run()),
                        k * rows,
                        rows,
                        tableRe,
                        tableIm,
                        scratch.rowRe,
                        scratch.rowIm);
            }
        };
    }

    private static void add(Sweep.Round round, BlockLayout layout, boolean inPlace, List<Op> ops) {
        if (!round.phases().isEmpty() || round.scale() != 1) {
            for (var diagonal : Diagonal.of(round.phases(), round.scale(), layout.inside)) {
                ops.add(multiply(diagonal));
            }
        }
        ops.addAll(rotations(round.rotations(), layout));
        for (var twist : round.twists()) {
            ops.add(twist(twist, layout));
        }
        for (var coupling : round.couplings()) {
            ops.add(coupling(coupling, layout, inPlace));
        }
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
                ButterfliesF64.lanes(re, from, size, low);
                ButterfliesF64.lanes(im, from, size, low);
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

    private static Op twist(Node.Twist twist, BlockLayout layout) {
        int first = 1 << layout.local(twist.first());
        int second = 1 << layout.local(twist.second());
        double equal = (double) twist.equal();
        double different = (double) twist.different();
        int size = layout.size();
        return (re, im, from, _, _) -> {
            TwistsF64.twist(re, from, size, first, second, equal, different);
            TwistsF64.twist(im, from, size, first, second, equal, different);
        };
    }

    private static Op coupling(Node.Coupling coupling, BlockLayout layout, boolean inPlace) {
        var numbers = coupling.numbers();
        int first = inPlace ? coupling.first() : layout.local(coupling.first());
        int second = inPlace ? coupling.second() : layout.local(coupling.second());
        int bits = inPlace ? layout.mask() : layout.size() - 1;
        return (re, im, from, _, _) ->
                CouplingsF64.couple(re, im, from, bits, 1 << first, 1 << second, numbers);
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
