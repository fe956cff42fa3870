package cloud.somersault.tuning.tensor;

/** Arrays that one thread uses again and again; what is in them is left over from before. */
public final class Scratch {
    private static final int SLOTS = 8;
    private final float[][] arrays = new float[SLOTS][0];

    Scratch() {}

    /**
     * An array of at least this length.
     *
     * @param slot 0 to 7; each slot is one array
     */
    public float[] floats(int slot, int length) {
        if (arrays[slot].length < length) {
            arrays[slot] = new float[length];
        }
        return arrays[slot];
    }
}
