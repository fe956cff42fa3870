package cloud.somersault.circuits.language;

import java.util.Optional;

/** Finds the name that was probably meant. */
final class Suggestions {
    private Suggestions() {}

    /** The candidate with the fewest differing letters, if few enough differ. */
    static Optional<String> closest(String name, Iterable<String> candidates) {
        if (name.length() > 40) {
            return Optional.empty();
        }
        int allowed = name.length() <= 2 ? 1 : name.length() <= 5 ? 2 : 3;
        Optional<String> best = Optional.empty();
        int fewest = allowed + 1;
        for (var candidate : candidates) {
            if (Math.abs(candidate.length() - name.length()) > allowed) {
                continue;
            }
            int distance = candidate.equalsIgnoreCase(name) ? 0 : distance(name, candidate);
            boolean better =
                    distance < fewest
                            || distance == fewest
                                    && best.map(known -> precedes(candidate, known, name))
                                            .orElse(false);
            if (better && distance < Math.max(name.length(), candidate.length())) {
                fewest = distance;
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    /** Of two that are equally far, the one that begins like the name, then the shorter. */
    private static boolean precedes(String candidate, String known, String name) {
        boolean candidateBegins = candidate.charAt(0) == name.charAt(0);
        boolean knownBegins = known.charAt(0) == name.charAt(0);
        if (candidateBegins != knownBegins) {
            return candidateBegins;
        }
        return candidate.length() == known.length()
                ? candidate.compareTo(known) < 0
                : candidate.length() < known.length();
    }

    /** "did you mean ...?", or nothing. */
    static String question(String name, Iterable<String> candidates) {
        return closest(name, candidates).map(found -> "did you mean '" + found + "'?").orElse("");
    }

    /** Letters to insert, delete, replace, or swap with their neighbour. */
    private static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int least = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
                least = Math.min(least, rows[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, rows[i - 2][j - 2] + 1);
                }
                rows[i][j] = least;
            }
        }
        return rows[a.length()][b.length()];
    }
}
