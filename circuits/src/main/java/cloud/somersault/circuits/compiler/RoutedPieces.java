package cloud.somersault.circuits.compiler;

import java.util.ArrayList;
import java.util.List;

/**
 * A routed program over chip qubits, SWAPs included.
 *
 * @param place where each wire ends
 */
record RoutedPieces(List<Piece> pieces, int[] place) {

    /**
     * Follows a trail.
     *
     * @param steps as {@link Trail#steps} gives them
     * @param start the chip qubit of each wire; not changed
     */
    static RoutedPieces of(WorkingChip chip, List<Piece> pieces, int[] steps, int[] start) {
        var place = start.clone();
        var out = new ArrayList<Piece>(steps.length);
        for (int step : steps) {
            if (step >= 0) {
                out.add(moved(chip, pieces.get(step), place));
            } else {
                int from = (-1 - step) / chip.size();
                int to = (-1 - step) % chip.size();
                out.add(new Piece.Block(from, to, Interaction.SWAP));
                for (int wire = 0; wire < place.length; wire++) {
                    if (place[wire] == from) {
                        place[wire] = to;
                    } else if (place[wire] == to) {
                        place[wire] = from;
                    }
                }
            }
        }
        return new RoutedPieces(out, place);
    }

    private static Piece moved(WorkingChip chip, Piece piece, int[] place) {
        return switch (piece) {
            case Piece.Turn(int qubit, var rotation) -> new Piece.Turn(place[qubit], rotation);
            case Piece.Block(int first, int second, var core) ->
                    new Piece.Block(place[first], place[second], core);
            case Piece.Wall(var operation) -> new Piece.Wall(Routed.moved(chip, operation, place));
        };
    }
}
