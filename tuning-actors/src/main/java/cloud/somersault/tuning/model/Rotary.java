package cloud.somersault.tuning.model;

/**
 * Rotary position embedding: within a head of width d, elements i and i + d/2 turn by position *
 * theta^(-2i/d) (Su et al., arXiv 2104.09864, in the arrangement of Qwen2).
 */
final class Rotary {
    private final int half;
    private final double theta;
    private float[] cosines = new float[0];
    private float[] sines = new float[0];

    Rotary(int headWidth, double theta) {
        half = headWidth / 2;
        this.theta = theta;
    }

    /** Makes tables for this many positions. {@link StrictMath} gives every machine the same. */
    void reach(int positions) {
        if (cosines.length >= positions * half) {
            return;
        }
        int more = Math.max(positions, 2 * cosines.length / half);
        cosines = new float[more * half];
        sines = new float[more * half];
        for (int i = 0; i < half; i++) {
            double frequency = StrictMath.pow(theta, -(double) i / half);
            for (int position = 0; position < more; position++) {
                cosines[position * half + i] = (float) StrictMath.cos(position * frequency);
                sines[position * half + i] = (float) StrictMath.sin(position * frequency);
            }
        }
    }

    /** Turns all heads of a row. */
    void turn(float[] row, int at, int heads, int position) {
        turn(row, at, heads, position, 1);
    }

    /** The transpose, for gradients. */
    void turnBack(float[] row, int at, int heads, int position) {
        turn(row, at, heads, position, -1);
    }

    private void turn(float[] row, int at, int heads, int position, float sign) {
        int table = position * half;
        for (int head = 0; head < heads; head++) {
            int low = at + 2 * half * head;
            int high = low + half;
            for (int i = 0; i < half; i++) {
                float c = cosines[table + i];
                float s = sign * sines[table + i];
                float x = row[low + i];
                float y = row[high + i];
                row[low + i] = x * c - y * s;
                row[high + i] = y * c + x * s;
            }
        }
    }
}
