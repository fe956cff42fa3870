package cloud.somersault.simulators.trajectories;

import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.List;

/** Applies the layers of a program to a state, with the signs of a shot. */
final class FrameLayers {
    /** A scale waits for the next diagonal as long as single precision doesn't mind. */
    private static final double SCALE_MIN = 1e-6;

    private final FrameProgram program;
    private final List<List<FrameProgram.Op>> ofLayer = new ArrayList<>();
    private final LayerDiagonal diagonal;
    private final float[] tangents;

    /** The RY of each layer leave a scale: paid with the diagonal of a later layer. */
    private final double[] scaleBefore;

    FrameLayers(FrameProgram program, int storedQubits) {
        this.program = program;
        this.diagonal = new LayerDiagonal(storedQubits);
        this.tangents = new float[storedQubits];
        for (int i = 0; i < program.layers(); i++) {
            ofLayer.add(new ArrayList<>());
        }
        var hasDiagonal = new boolean[program.layers()];
        for (var op : program.ops()) {
            int layer =
                    switch (op) {
                        case FrameProgram.Rz rz -> rz.layer();
                        case FrameProgram.Ry ry -> ry.layer();
                        case FrameProgram.Cz cz -> cz.layer();
                        case FrameProgram.Cp cp -> cp.layer();
                        case FrameProgram.Shrink shrink -> shrink.layer();
                        case FrameProgram.Fixed _, FrameProgram.Chance _ -> -1;
                    };
            if (layer >= 0) {
                ofLayer.get(layer).add(op);
                hasDiagonal[layer] |= !(op instanceof FrameProgram.Ry);
            }
        }
        scaleBefore = new double[program.layers()];
        double waiting = 1;
        for (int i = 0; i < scaleBefore.length; i++) {
            boolean pays = hasDiagonal[i] || waiting < SCALE_MIN;
            scaleBefore[i] = pays ? waiting : 1;
            waiting = (pays ? 1 : waiting) * program.layerScales()[i];
        }
    }

    int layers() {
        return program.layers();
    }

    /** One layer: its diagonal, then its rotations. */
    void apply(FrameState state, int layer, long[] signs, Checkpoint checkpoint) {
        diagonal.clear(scaleBefore[layer]);
        java.util.Arrays.fill(tangents, 0);
        for (var op : ofLayer.get(layer)) {
            switch (op) {
                case FrameProgram.Rz rz ->
                        diagonal.one(
                                rz.qubit(),
                                rz.cos(),
                                turned(signs, rz.sign()) ? -rz.sin() : rz.sin());
                case FrameProgram.Ry ry -> {
                    double tangent = turned(signs, ry.sign()) ? -ry.tangent() : ry.tangent();
                    tangents[ry.qubit()] = (float) tangent;
                }
                case FrameProgram.Cz cz -> diagonal.pair(cz.first(), cz.second(), -1, 0);
                case FrameProgram.Cp cp -> phase(cp, signs);
                case FrameProgram.Shrink shrink -> {
                    if (turned(signs, shrink.sign())) {
                        diagonal.scaleBy(shrink.factor());
                        diagonal.one(shrink.qubit(), 1 / shrink.factor(), 0);
                    } else {
                        diagonal.one(shrink.qubit(), shrink.factor(), 0);
                    }
                }
                case FrameProgram.Fixed _, FrameProgram.Chance _ -> {}
            }
        }
        state.apply(diagonal, tangents, checkpoint);
    }

    /**
     * What the shrinking of an event's qubit, in the event's layer but before it, makes of the
     * weights of 0 and 1: it is not yet in the state.
     */
    double[] shrunk(int place, long[] signs) {
        double[] factors = {1, 1};
        var event = (FrameProgram.EventPlace) program.places().get(place);
        for (var op : ofLayer.get(event.layer())) {
            if (op instanceof FrameProgram.Shrink shrink
                    && shrink.qubit() == event.qubit()
                    && shrink.place() < place) {
                int which = turned(signs, shrink.sign()) ? 0 : 1;
                factors[which] *= shrink.factor() * shrink.factor();
            }
        }
        return factors;
    }

    /** Where X passes, the phase is that of |01>, |10> or |00>, written with phases of ones. */
    private void phase(FrameProgram.Cp cp, long[] signs) {
        boolean first = turned(signs, cp.sign());
        boolean second = turned(signs, cp.sign() + 1);
        double sin = first == second ? cp.sin() : -cp.sin();
        diagonal.pair(cp.first(), cp.second(), cp.cos(), sin);
        if (first) {
            diagonal.one(cp.second(), cp.cos(), second ? -cp.sin() : cp.sin());
        }
        if (second) {
            diagonal.one(cp.first(), cp.cos(), first ? -cp.sin() : cp.sin());
        }
    }

    private static boolean turned(long[] signs, int sign) {
        return sign >= 0 && (signs[sign >> 6] >>> sign & 1) != 0;
    }
}
