package cloud.somersault.circuits.drawing;

import cloud.somersault.circuits.Circuit;
import java.util.stream.Collectors;

/**
 * Circuits as SVG for pages: one self-contained element, light or dark as the reader prefers, every
 * operation in full when pointed at. Bounded as {@link TextDrawing} is.
 */
public final class SvgDrawing {
    private static final int LABEL_MAX = 24;
    private static final int TITLE_MAX = 60;

    private SvgDrawing() {}

    /** Draws a circuit; a long one goes on below itself. */
    public static String draw(Circuit circuit) {
        return draw(circuit, Bounds.DEFAULT);
    }

    static String draw(Circuit circuit, Bounds bounds) {
        var labels = new Labels(circuit, false, LABEL_MAX);
        var scene = Packing.scene(circuit, labels, TITLE_MAX, bounds);
        return new SvgSheet(scene, "Quantum circuit", description(circuit, scene)).print();
    }

    private static String description(Circuit circuit, Scene scene) {
        String head =
                "A circuit of %d qubits, %d classical bits and %d operations"
                        .formatted(circuit.qubits(), circuit.bits(), circuit.size());
        String first =
                scene.symbols().stream()
                        .limit(20)
                        .map(Scene.Symbol::words)
                        .collect(Collectors.joining("; "));
        String more = scene.symbols().size() > 20 ? "; and so on" : "";
        return first.isEmpty() ? head + "." : head + ": " + first + more + ".";
    }
}
