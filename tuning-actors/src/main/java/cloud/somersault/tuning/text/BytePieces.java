package cloud.somersault.tuning.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How byte-level BPE sees text: it is split into pieces that no token crosses, and each byte of a
 * piece is written as one visible character, so that merges are pairs of strings (Radford et al.
 * 2019, GPT-2).
 */
final class BytePieces {

    /** The split of Qwen2's tokenizer, in the syntax that its file and Java share. */
    static final String SPLIT =
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|"
                    + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private static final Pattern PIECE = Pattern.compile(SPLIT, Pattern.UNICODE_CHARACTER_CLASS);
    private static final char[] VISIBLE = visible();
    private static final byte[] BYTES = bytes();

    private BytePieces() {}

    /** The pieces of a text, in visible characters. */
    static List<String> of(String text) {
        var pieces = new ArrayList<String>();
        var matcher = PIECE.matcher(text);
        while (matcher.find()) {
            var piece = new StringBuilder();
            for (byte one : matcher.group().getBytes(StandardCharsets.UTF_8)) {
                piece.append(VISIBLE[one & 0xff]);
            }
            pieces.add(piece.toString());
        }
        return pieces;
    }

    /** The 256 visible characters in the order of the bytes. */
    static List<String> alphabet() {
        var alphabet = new ArrayList<String>();
        for (char c : VISIBLE) {
            alphabet.add(String.valueOf(c));
        }
        return alphabet;
    }

    /** The text that visible characters stand for; broken UTF-8 becomes U+FFFD. */
    static String text(String visible) {
        var text = new byte[visible.length()];
        for (int i = 0; i < text.length; i++) {
            text[i] = BYTES[visible.charAt(i)];
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Printable bytes of Latin-1 stand for themselves, the rest follow from U+0100 on. */
    private static char[] visible() {
        var visible = new char[256];
        int next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xff && b != 0xad;
            visible[b] = (char) (printable ? b : next++);
        }
        return visible;
    }

    private static byte[] bytes() {
        var bytes = new byte[512];
        for (int b = 0; b < 256; b++) {
            bytes[VISIBLE[b]] = (byte) b;
        }
        return bytes;
    }
}
