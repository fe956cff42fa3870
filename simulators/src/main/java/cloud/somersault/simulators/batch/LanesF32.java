package cloud.somersault.simulators.batch;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.simd.LaneProductsF32;
import cloud.somersault.simulators.simd.LaneSumsF32;
import cloud.somersault.simulators.simd.LaneTrigonometryF32;
import cloud.somersault.simulators.simd.LaneTurnsBackF32;
import cloud.somersault.simulators.simd.LaneTurnsF32;
import cloud.somersault.simulators.simd.Simd;
import java.util.Arrays;

/** A block of circuits in single precision. */
final class LanesF32 implements Lanes {
    private static final int LANES = Simd.LANES_F32;

    private final LaneProgram program;
    private final int chunks;
    private final int lanes;
    private final int size;

    private final float[] angles;
    private final float[] rowsRe;
    private final float[] rowsIm;
    private final float[] tangents;
    private final float[] sines;
    private final int[] recipe;

    private final float[] re;
    private final float[] im;
    private final float[] weights;
    private final float[] sums;

    /** The states after the turns of each layer but the first, if they are kept. */
    private float[][] keptRe = {};

    private float[][] keptIm = {};
    private boolean kept;

    private float[] adjointRe = {};
    private float[] adjointIm = {};
    private float[] turnSlopes = {};
    private float[] phaseSlopes = {};

    LanesF32(LaneProgram program, int chunks) {
        this.program = program;
        this.chunks = chunks;
        this.lanes = chunks * LANES;
        this.size = program.amplitudes();
        int varying = program.varyingTurns + program.phases.size();
        angles = new float[(RowTable.FIRST_ANGLE + varying) * lanes];
        rowsRe = new float[program.rows.rows() * lanes];
        rowsIm = new float[program.rows.rows() * lanes];
        tangents = new float[program.turns.size() * lanes];
        sines = new float[program.turns.size() * lanes];
        recipe = program.rows.recipe();
        re = new float[size * lanes];
        im = new float[size * lanes];
        weights = new float[size * lanes];
        sums = new float[Math.max(program.readings.rows(), program.qubits + 1) * lanes];
        for (var constant : program.rows.constants()) {
            fill(rowsRe, constant.row(), constant.re());
            fill(rowsIm, constant.row(), constant.im());
        }
        constantTurns();
    }

    private void fill(float[] rows, int row, double value) {
        Arrays.fill(rows, row * lanes, (row + 1) * lanes, (float) value);
    }

    private void constantTurns() {
        int constant = program.turns.size() - program.varyingTurns;
        var cosines = new float[constant * lanes];
        var unflipped = new float[constant * lanes];
        for (int k = 0; k < constant; k++) {
            double half = program.turns.get(program.varyingTurns + k).offset() / 2;
            fill(cosines, k, StrictMath.cos(half));
            fill(unflipped, k, StrictMath.sin(half));
        }
        LaneTrigonometryF32.shears(
                cosines,
                unflipped,
                0,
                tangents,
                sines,
                program.varyingTurns * lanes,
                constant * lanes);
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public void prepare(double[] parameters, int firstRow, int rows) {
        int row = RowTable.FIRST_ANGLE;
        for (int turn = 0; turn < program.varyingTurns; turn++) {
            setAngles(row++, program.turns.get(turn), 0.5, parameters, firstRow, rows);
        }
        for (var phase : program.phases) {
            setAngles(row++, phase, 1, parameters, firstRow, rows);
        }
        int first = RowTable.FIRST_ANGLE * lanes;
        LaneTrigonometryF32.sincos(angles, rowsIm, rowsRe, first, row * lanes);
        LaneTrigonometryF32.shears(
                rowsRe, rowsIm, first, tangents, sines, 0, program.varyingTurns * lanes);
        for (var part : program.rows.parts()) {
            var from = part.imaginary() ? rowsIm : rowsRe;
            System.arraycopy(from, part.from() * lanes, rowsRe, part.row() * lanes, lanes);
        }
        LaneProductsF32.multiply(rowsRe, rowsIm, chunks, recipe);
    }

    private void setAngles(
            int row, Angle angle, double scale, double[] parameters, int firstRow, int rows) {
        int columns = program.parameters;
        int to = row * lanes;
        double offset = scale * angle.offset();
        var parts = angle.parts();
        if (parts.size() == 1) { // mostly: without a list to walk for every circuit
            double factor = scale * parts.getFirst().scale();
            int from = firstRow * columns + parts.getFirst().parameter();
            for (int lane = 0; lane < rows; lane++) {
                angles[to + lane] = inRange(offset + factor * parameters[from + lane * columns]);
            }
            return;
        }
        for (int lane = 0; lane < rows; lane++) {
            double sum = angle.value(parameters, (firstRow + lane) * columns);
            angles[to + lane] = inRange(scale * sum);
        }
    }

    private static float inRange(double angle) {
        return (float)
                (Math.abs(angle) <= LaneTrigonometryF32.ANGLE_MAX
                        ? angle
                        : BatchSimulator.reduced(angle));
    }

    @Override
    public void forward(boolean keep, Checkpoint checkpoint) {
        if (keep && program.keepsStates() && keptRe.length == 0) {
            keptRe = new float[program.steps.size()][size * lanes];
            keptIm = new float[program.steps.size()][size * lanes];
        }
        this.kept = keep && program.keepsStates();
        forward(0, program.steps.size(), checkpoint);
    }

    @Override
    public void forward(int from, int to, Checkpoint checkpoint) {
        for (int k = from; k < to; k++) {
            checkpoint.pass();
            if (k == 0) {
                make(program.fill);
                continue;
            }
            var step = program.steps.get(k);
            for (var group : step.groups()) {
                turn(re, group, 1);
                turn(im, group, 1);
            }
            if (kept) {
                System.arraycopy(re, 0, keptRe[k], 0, re.length);
                System.arraycopy(im, 0, keptIm[k], 0, im.length);
            }
            phases(re, im, step.phases(), 1);
        }
    }

    private void make(Phases product) {
        LaneProductsF32.fill(
                re, im, size, chunks, rowsRe, rowsIm, product.first(), product.second());
    }

    private void phases(float[] xRe, float[] xIm, Phases phases, int sign) {
        LaneProductsF32.apply(
                xRe,
                xIm,
                size,
                chunks,
                rowsRe,
                rowsIm,
                phases.which(),
                phases.first(),
                phases.second(),
                sign);
    }

    private void turn(float[] x, LaneProgram.Group group, int sign) {
        LaneTurnsF32.turn(
                x,
                size,
                chunks,
                group.starts(),
                group.strides(),
                tangents,
                sines,
                group.turns(),
                sign);
    }

    @Override
    public void copyFirst(Lanes from) {
        var other = (LanesF32) from;
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int k = 0; k < size; k++) {
                int at = (chunk * size + k) * LANES;
                Arrays.fill(re, at, at + LANES, other.re[k * LANES]);
                Arrays.fill(im, at, at + LANES, other.im[k * LANES]);
            }
        }
    }

    @Override
    public void values(double[] values, int firstRow, int rows) {
        var readings = program.readings;
        if (!readings.diagonals().isEmpty()) {
            LaneSumsF32.norms(re, im, weights, size * lanes);
            if (readings.marginalsOnly()) {
                LaneSumsF32.marginals(weights, program.qubits, chunks, sums);
            } else {
                LaneSumsF32.walshHadamard(weights, size, chunks);
                for (var diagonal : readings.diagonals()) {
                    for (int chunk = 0; chunk < chunks; chunk++) {
                        System.arraycopy(
                                weights,
                                (chunk * size + diagonal.mask()) * LANES,
                                sums,
                                (diagonal.row() * chunks + chunk) * LANES,
                                LANES);
                    }
                }
            }
        }
        for (var flip : readings.flips()) {
            LaneSumsF32.correlate(
                    re,
                    im,
                    size,
                    chunks,
                    flip.lows(),
                    flip.pluses(),
                    flip.flip(),
                    flip.imaginary(),
                    sums,
                    flip.row());
        }
        int observables = readings.weights().size();
        for (int k = 0; k < observables; k++) {
            var weighted = readings.weights().get(k);
            for (int lane = 0; lane < rows; lane++) {
                double sum = 0;
                for (var weight : weighted) {
                    sum += weight.factor() * sums[weight.row() * lanes + lane];
                }
                values[(firstRow + lane) * observables + k] = sum;
            }
        }
    }

    @Override
    public void probabilities(double[] probabilities, int firstRow, int rows) {
        LaneSumsF32.norms(re, im, weights, size * lanes);
        for (int state = 0; state < size; state++) {
            int outcome = 0;
            for (int qubit = 0; qubit < program.qubits; qubit++) {
                outcome |= (state >> program.bits[qubit] & 1) << qubit;
            }
            for (int lane = 0; lane < rows; lane++) {
                probabilities[(firstRow + lane) * size + outcome] =
                        weights[(lane / LANES * size + state) * LANES + lane % LANES];
            }
        }
    }

    @Override
    public void gradients(
            double[] cotangents,
            double[] gradients,
            int firstRow,
            int rows,
            Checkpoint checkpoint) {
        if (adjointRe.length == 0) {
            adjointRe = new float[size * lanes];
            adjointIm = new float[size * lanes];
            turnSlopes = new float[tangents.length];
            phaseSlopes = new float[program.phases.size() * lanes];
        }
        Arrays.fill(turnSlopes, 0);
        Arrays.fill(phaseSlopes, 0);
        adjoint(cotangents, firstRow, rows);
        for (int k = program.steps.size() - 1; k >= 0; k--) {
            checkpoint.pass();
            sweepBack(k);
        }
        Arrays.fill(
                gradients,
                firstRow * program.parameters,
                (firstRow + rows) * program.parameters,
                0);
        for (int turn = 0; turn < program.varyingTurns; turn++) {
            addSlopes(program.turns.get(turn), turnSlopes, turn, gradients, firstRow, rows);
        }
        for (int phase = 0; phase < program.phases.size(); phase++) {
            addSlopes(program.phases.get(phase), phaseSlopes, phase, gradients, firstRow, rows);
        }
    }

    /** Takes a layer back, and forms the slopes of its angles between its turns and its phases. */
    private void sweepBack(int layer) {
        var step = program.steps.get(layer);
        var xRe = re;
        var xIm = im;
        if (layer == 0) {
            make(program.start);
        } else if (kept) {
            xRe = keptRe[layer];
            xIm = keptIm[layer];
        } else {
            phases(re, im, step.phases(), -1);
        }
        phases(adjointRe, adjointIm, step.phases(), -1);
        phaseSlopes(step, xRe, xIm);
        for (var group : step.groups()) {
            if (group.varies()) {
                slopes(xRe, adjointRe, group);
                if (layer > 0) { // the state that the first turns make is real
                    slopes(xIm, adjointIm, group);
                }
            }
        }
        if (layer == 0) {
            return;
        }
        for (var group : step.groups()) {
            turn(adjointRe, group, -1);
            turn(adjointIm, group, -1);
            if (!kept) {
                turn(re, group, -1);
                turn(im, group, -1);
            }
        }
    }

    private void slopes(float[] x, float[] y, LaneProgram.Group group) {
        LaneTurnsBackF32.addSlopes(
                x, y, size, chunks, group.starts(), group.strides(), group.turns(), turnSlopes);
    }

    /** The adjoint state: the combination of the observables applied to the state. */
    private void adjoint(double[] cotangents, int firstRow, int rows) {
        var readings = program.readings;
        Arrays.fill(sums, 0);
        int observables = readings.weights().size();
        for (int k = 0; k < observables; k++) {
            for (var weight : readings.weights().get(k)) {
                for (int lane = 0; lane < rows; lane++) {
                    sums[weight.row() * lanes + lane] +=
                            (float)
                                    (weight.factor()
                                            * cotangents[(firstRow + lane) * observables + k]);
                }
            }
        }
        if (readings.marginalsOnly()) {
            LaneSumsF32.spread(sums, program.qubits, chunks, weights);
        } else {
            Arrays.fill(weights, 0);
            for (var diagonal : readings.diagonals()) {
                for (int chunk = 0; chunk < chunks; chunk++) {
                    System.arraycopy(
                            sums,
                            (diagonal.row() * chunks + chunk) * LANES,
                            weights,
                            (chunk * size + diagonal.mask()) * LANES,
                            LANES);
                }
            }
            LaneSumsF32.walshHadamard(weights, size, chunks);
        }
        LaneSumsF32.scale(re, im, weights, adjointRe, adjointIm, size * lanes);
        for (var flip : readings.flips()) {
            LaneSumsF32.addFlipped(
                    re,
                    im,
                    adjointRe,
                    adjointIm,
                    size,
                    chunks,
                    flip.lows(),
                    flip.pluses(),
                    flip.flip(),
                    flip.imaginary(),
                    sums,
                    flip.row());
        }
    }

    /** d/db <psi| e^{-i b n} O e^{i b n} |psi> = -2 Im <adjoint| n |psi>. */
    private void phaseSlopes(LaneProgram.Step step, float[] xRe, float[] xIm) {
        if (step.slopes().isEmpty()) {
            return;
        }
        LaneSumsF32.wedge(xRe, xIm, adjointRe, adjointIm, weights, size * lanes);
        if (step.marginalsOnly()) {
            LaneSumsF32.marginals(weights, program.qubits, chunks, sums);
            for (var slope : step.slopes()) { // n = (1 - Z) / 2
                int bit = Integer.numberOfTrailingZeros(slope.mask());
                accumulate(slope.angle(), sums, bit * lanes, 1);
                accumulate(slope.angle(), sums, program.qubits * lanes, -1);
            }
            return;
        }
        LaneSumsF32.supersets(weights, size, chunks);
        for (var slope : step.slopes()) {
            for (int chunk = 0; chunk < chunks; chunk++) {
                LaneSumsF32.accumulate(
                        phaseSlopes,
                        (slope.angle() * chunks + chunk) * LANES,
                        weights,
                        (chunk * size + slope.mask()) * LANES,
                        -2,
                        LANES);
            }
        }
    }

    private void accumulate(int angle, float[] from, int at, float factor) {
        LaneSumsF32.accumulate(phaseSlopes, angle * lanes, from, at, factor, lanes);
    }

    private void addSlopes(
            Angle angle, float[] slopes, int row, double[] gradients, int firstRow, int rows) {
        for (var part : angle.parts()) {
            for (int lane = 0; lane < rows; lane++) {
                gradients[(firstRow + lane) * program.parameters + part.parameter()] +=
                        part.scale() * slopes[row * lanes + lane];
            }
        }
    }
}
