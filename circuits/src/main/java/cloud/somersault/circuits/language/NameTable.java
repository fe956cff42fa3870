package cloud.somersault.circuits.language;

import java.util.Arrays;

/** Remembers names lately met, so that a name met a million times is rarely made anew. */
final class NameTable {
    private static final int FEW = 32;
    private static final int MANY = 1024;

    /** Few places for a small program, which would take longer to clear them than to fill them. */
    private String[] recent = empty(FEW);

    private int made;

    private static String[] empty(int size) {
        var names = new String[size];
        Arrays.fill(names, "");
        return names;
    }

    String name(char[] text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ hash >>> 15) & recent.length - 1;
        String known = recent[slot];
        if (same(known, text, start, end)) {
            return known;
        }
        String name = new String(text, start, end - start);
        recent[slot] = name;
        if (++made == FEW) {
            recent = empty(MANY);
        }
        return name;
    }

    private static boolean same(String known, char[] text, int start, int end) {
        if (known.length() != end - start) {
            return false;
        }
        for (int i = 0; i < known.length(); i++) {
            if (known.charAt(i) != text[start + i]) {
                return false;
            }
        }
        return true;
    }
}
