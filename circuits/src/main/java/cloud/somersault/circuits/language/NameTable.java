package cloud.somersault.circuits.language;

/** Remembers names lately met, so that a name met a million times is rarely made anew. */
final class NameTable {
    private static final int SIZE = 1024;

    private final String[] recent = new String[SIZE];

    NameTable() {
        java.util.Arrays.fill(recent, "");
    }

    String name(char[] text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ hash >>> 15) & SIZE - 1;
        String known = recent[slot];
        if (same(known, text, start, end)) {
            return known;
        }
        String made = new String(text, start, end - start);
        recent[slot] = made;
        return made;
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
