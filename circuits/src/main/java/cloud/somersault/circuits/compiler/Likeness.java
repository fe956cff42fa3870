package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.List;

/**
 * A program's stand-in while a layout and routes are searched: the same pieces, but angles that are
 * not multiples of pi/4 are replaced by others in general position, by their place in the program
 * alone. Programs that differ only in parameters have the same likeness, hence the same routes,
 * whichever is compiled first or alone. A parameter that makes a gate something simpler (RX by pi,
 * RZZ by 0) makes another program.
 */
final class Likeness {
    private static final double GOLDEN = 0.6180339887498949;
    private static final double NEAR = 1e-9;

    private Likeness() {}

    static List<Piece> of(List<Piece> pieces) {
        var out = new ArrayList<Piece>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            double some = GOLDEN * (i + 1) % 1;
            out.add(
                    switch (pieces.get(i)) {
                        case Piece.Turn(int qubit, var rotation) ->
                                new Piece.Turn(qubit, of(rotation, some));
                        case Piece.Block(int first, int second, var core) ->
                                new Piece.Block(first, second, of(core, some));
                        case Piece.Wall wall -> wall;
                    });
        }
        return out;
    }

    private static Rotation of(Rotation rotation, double some) {
        if (rotation.on(0).parameters().stream().allMatch(angle -> isMultiple(angle, 4))) {
            return rotation.on(0).parameters().size() == 1
                    ? Rotation.aboutZ(rounded(rotation.on(0).parameters().getFirst(), 4))
                    : euler(rotation.on(0).parameters());
        }
        if (rotation.isDiagonal()) {
            return Rotation.aboutZ(0.2 + 0.5 * some);
        }
        if (rotation.isHalfTurn()) {
            double axis = 0.1 + 0.6 * some;
            return new Rotation(0, StrictMath.cos(axis), StrictMath.sin(axis), 0);
        }
        return Rotation.euler(0.2 + 0.5 * some, 0.3 + some, 0.4 - some);
    }

    private static Rotation euler(List<Double> p) {
        return Rotation.euler(rounded(p.get(0), 4), rounded(p.get(1), 4), rounded(p.get(2), 4));
    }

    private static Interaction of(Interaction core, double some) {
        return new Interaction(
                of(core.x(), 0.2 + 0.05 * some),
                of(core.y(), 0.1 + 0.05 * some),
                of(core.z(), 0.3 + 0.05 * some));
    }

    private static double of(double angle, double some) {
        return isMultiple(angle, 8) ? rounded(angle, 8) : some;
    }

    private static boolean isMultiple(double angle, int parts) {
        double count = angle * parts / Math.PI;
        return Math.abs(count - Math.rint(count)) < NEAR;
    }

    private static double rounded(double angle, int parts) {
        return Math.rint(angle * parts / Math.PI) * Math.PI / parts + 0.0;
    }
}
