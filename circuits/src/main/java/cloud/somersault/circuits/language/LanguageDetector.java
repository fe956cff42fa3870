package cloud.somersault.circuits.language;

/** Reads just enough words of a text to tell its language. */
final class LanguageDetector {
    /** A version line or a declaration comes early; a text of comments alone has no language. */
    private static final int WORDS_MAX = 200;

    private LanguageDetector() {}

    static Language detect(String text) {
        int at = 0;
        for (int words = 0; words < WORDS_MAX; words++) {
            at = afterBlanksAndComments(text, at);
            int end = at;
            while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                end++;
            }
            switch (text.substring(at, end)) {
                case "OPENQASM" -> {
                    return versionAfter(text, end);
                }
                case "QINIT", "CREG", "QGATE", "MEASURE", "DAGGER", "CONTROL", "QIF" -> {
                    return Language.ORIGINIR;
                }
                case "qreg", "creg", "opaque" -> {
                    return Language.OPENQASM_2;
                }
                case "include" -> {
                    return text.startsWith("\"qelib1.inc\"", afterBlanksAndComments(text, end))
                            ? Language.OPENQASM_2
                            : Language.OPENQASM_3;
                }
                case "qubit", "bit", "const", "input", "output", "let", "def" -> {
                    return Language.OPENQASM_3;
                }
                default -> {}
            }
            if (end >= text.length()) {
                break;
            }
            at = Math.max(end, at + 1);
        }
        return Language.OPENQASM_3;
    }

    private static Language versionAfter(String text, int at) {
        int version = afterBlanksAndComments(text, at);
        return text.startsWith("2", version) ? Language.OPENQASM_2 : Language.OPENQASM_3;
    }

    private static int afterBlanksAndComments(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\ufeff') {
                at++;
            } else if (text.startsWith("//", at)
                    || text.startsWith("#", at) && !text.startsWith("#pragma", at)) {
                at = orEnd(text, text.indexOf('\n', at));
            } else if (text.startsWith("/*", at)) {
                at = orEnd(text, text.indexOf("*/", at) + 1);
                at = Math.min(text.length(), at + 1);
            } else {
                return at;
            }
        }
        return at;
    }

    private static int orEnd(String text, int found) {
        return found <= 0 ? text.length() : found;
    }
}
