package cloud.somersault.circuits.drawing;

import java.util.Arrays;

/**
 * A sheet of characters. Lines are drawn as arms of cells, so that crossings and corners come out
 * right by themselves: each cell knows how its line goes up, down, left and right.
 */
final class Canvas {
    /** How a line is drawn; the order is that of the tables below. */
    enum Stroke {
        NONE,
        LIGHT,
        DOUBLE,
        HEAVY
    }

    private static final int UP = 0;
    private static final int DOWN = 2;
    private static final int LEFT = 4;
    private static final int RIGHT = 6;

    /**
     * Characters by vertical and horizontal stroke (LIGHT, DOUBLE, HEAVY), then by arms: up 1, down
     * 2, left 4, right 8. Unicode has no double line across a heavy one; light stands for heavy.
     */
    private static final String[][] UNICODE = {
        {" ╵╷│╴┘┐┤╶└┌├─┴┬┼", " ╵╷│╴╛╕╡╶╘╒╞═╧╤╪", " ╵╷│╸┙┑┥╺┕┍┝━┷┯┿"},
        {" ║║║╴╜╖╢╶╙╓╟─╨╥╫", " ║║║═╝╗╣═╚╔╠═╩╦╬", " ║║║╸╜╖╢╺╙╓╟━╨╥╫"},
        {" ╹╻┃╴┚┒┨╶┖┎┠─┸┰╂", " ╹╻┃╸┛┓┫╺┗┏┣═┻┳╋", " ╹╻┃╸┛┓┫╺┗┏┣━┻┳╋"},
    };

    private static final String[][] ASCII = {
        {" |||-+++-+++-+++", " |||=+++=+++=+++", " |||~+++~+++~+++"},
        {" |||-+++-+++-+++", " |||=+++=+++=+++", " |||~+++~+++~+++"},
        {" !!!-!!!-!!!-!!!", " !!!=!!!=!!!=!!!", " !!!~###~###~###"},
    };

    private final int width;
    private final byte[] arms;
    private final char[] letters;
    private final String[][] characters;

    Canvas(int width, int height, boolean ascii) {
        this.width = width;
        this.arms = new byte[width * height];
        this.letters = new char[width * height];
        this.characters = ascii ? ASCII : UNICODE;
    }

    /** A line from one cell to another in the same row, both included. */
    void horizontal(int y, int from, int to, Stroke stroke) {
        for (int x = from; x < to; x++) {
            arm(x, y, RIGHT, stroke);
            arm(x + 1, y, LEFT, stroke);
        }
    }

    /** A line from one cell to another in the same column, both included. */
    void vertical(int x, int from, int to, Stroke stroke) {
        for (int y = from; y < to; y++) {
            arm(x, y, DOWN, stroke);
            arm(x, y + 1, UP, stroke);
        }
    }

    private void arm(int x, int y, int direction, Stroke stroke) {
        int at = y * width + x;
        arms[at] = (byte) (arms[at] & ~(3 << direction) | stroke.ordinal() << direction);
    }

    /** Rubs out what is between two columns of a row, and the arms that reach into it. */
    void clear(int y, int from, int to) {
        Arrays.fill(arms, y * width + from, y * width + to + 1, (byte) 0);
        arm(from - 1, y, RIGHT, Stroke.NONE);
        arm(to + 1, y, LEFT, Stroke.NONE);
    }

    /** Writes over whatever is there. */
    void write(int x, int y, String text) {
        for (int i = 0; i < text.length(); i++) {
            letters[y * width + x + i] = text.charAt(i);
        }
    }

    /** What stands in a row between two columns, the second excluded. */
    String row(int y, int from, int to) {
        var text = new StringBuilder(to - from);
        for (int x = from; x < to; x++) {
            int at = y * width + x;
            text.append(letters[at] == 0 ? line(arms[at]) : letters[at]);
        }
        return text.toString();
    }

    private char line(int cell) {
        int up = cell >> UP & 3;
        int down = cell >> DOWN & 3;
        int left = cell >> LEFT & 3;
        int right = cell >> RIGHT & 3;
        int vertical = Math.max(Math.max(up, down), 1);
        int horizontal = Math.max(Math.max(left, right), 1);
        int shape = (up > 0 ? 1 : 0) | (down > 0 ? 2 : 0) | (left > 0 ? 4 : 0);
        return characters[vertical - 1][horizontal - 1].charAt(shape | (right > 0 ? 8 : 0));
    }
}
