package cloud.somersault.http.door.ibm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Shapes of arrays, and how two of them go together by NumPy's rule: aligned at their last axes, an
 * axis of length 1 goes with any other.
 */
final class IbmShapes {
    private IbmShapes() {}

    /** How many elements an array of the shape has. */
    static int size(List<Integer> shape) {
        long size = 1;
        for (int axis : shape) {
            size = Math.min(size * axis, Integer.MAX_VALUE);
        }
        return (int) size;
    }

    /** The shape of both together. */
    static List<Integer> together(List<Integer> one, List<Integer> other) {
        var both = new ArrayList<Integer>();
        int axes = Math.max(one.size(), other.size());
        for (int axis = 0; axis < axes; axis++) {
            int left = axis(one, axis - axes + one.size());
            int right = axis(other, axis - axes + other.size());
            if (left != right && left != 1 && right != 1) {
                throw IbmPrograms.refused(
                        "Observables of the shape %s and parameter values of the shape %s don't go"
                                        .formatted(one, other)
                                + " together.");
            }
            both.add(left == 1 ? right : left);
        }
        return List.copyOf(both);
    }

    private static int axis(List<Integer> shape, int axis) {
        return axis < 0 ? 1 : shape.get(axis);
    }

    /**
     * Which element of an array goes into a place of a larger one.
     *
     * @param place among the elements of the shape of both together
     */
    static int element(int place, List<Integer> both, List<Integer> own) {
        int element = 0;
        int step = 1;
        int rest = place;
        for (int axis = both.size() - 1; axis >= 0; axis--) {
            int index = rest % both.get(axis);
            rest /= both.get(axis);
            int ownAxis = axis - both.size() + own.size();
            if (ownAxis >= 0) {
                element += own.get(ownAxis) == 1 ? 0 : index * step;
                step *= own.get(ownAxis);
            }
        }
        return element;
    }

    /** A shape out of a note. */
    static List<Integer> ofNote(JsonNode note) {
        var shape = new ArrayList<Integer>();
        note.forEach(axis -> shape.add(axis.asInt()));
        return List.copyOf(shape);
    }
}
