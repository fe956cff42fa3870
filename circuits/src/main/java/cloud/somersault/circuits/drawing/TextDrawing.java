package cloud.somersault.circuits.drawing;

import cloud.somersault.circuits.Circuit;

/**
 * Circuits as text for terminals and logs: wires from left to right in time, qubits first, a double
 * line for each classical register.
 *
 * <p>A picture wider than allowed goes on below itself, its wires named again. At most 1000
 * operations on 128 wires, and 32 conditions inside each other, are drawn, from the front; a last
 * line says how many more there are. Beyond 20 qubits, those that nothing acts on are left out.
 */
public final class TextDrawing {
    /** Names and boxes need so much. */
    public static final int WIDTH_MIN = 40;

    /** Frames in frames on many wires would need more: then fewer operations are drawn. */
    private static final long CELLS_MAX = 8_000_000;

    /** Which characters may be used. */
    public enum Characters {
        UNICODE,
        ASCII
    }

    private TextDrawing() {}

    /** Draws with Unicode's box-drawing characters. */
    public static String draw(Circuit circuit, int width) {
        return draw(circuit, width, Characters.UNICODE);
    }

    /**
     * Draws a circuit.
     *
     * @param width the longest line in characters, at least {@link #WIDTH_MIN}
     * @return lines, each ended by a line feed
     */
    public static String draw(Circuit circuit, int width, Characters characters) {
        if (width < WIDTH_MIN) {
            throw new IllegalArgumentException(
                    "a drawing needs a width of " + WIDTH_MIN + ", not " + width);
        }
        return draw(circuit, width, characters, Bounds.DEFAULT);
    }

    static String draw(Circuit circuit, int width, Characters characters, Bounds bounds) {
        boolean ascii = characters == Characters.ASCII;
        int room = width - TextSheet.NAMES_MAX;
        var labels = new Labels(circuit, ascii, Math.min(24, room - 4));
        int titleMax = Math.min(40, room - 6);
        var within = bounds;
        var scene = Packing.scene(circuit, labels, titleMax, within);
        while (new TextSheet(scene, ascii).cells() > CELLS_MAX) {
            within = within.smaller();
            scene = Packing.scene(circuit, labels, titleMax, within);
        }
        var text = new StringBuilder();
        if (!scene.wires().isEmpty()) {
            new TextSheet(scene, ascii).print(width, text);
        }
        scene.notes(labels.ellipsis()).forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }
}
