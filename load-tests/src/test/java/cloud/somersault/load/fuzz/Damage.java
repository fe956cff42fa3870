package cloud.somersault.load.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * What happens to bodies and addresses: each is another text afterwards, of about the same size.
 */
final class Damage {
    private static final Pattern VALUE =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"(?!\\s*:)|-?[0-9][0-9.eE+-]*|true|false|null");
    private static final Pattern FIELD =
            Pattern.compile(
                    "\"(?:[^\"\\\\]|\\\\.)*\"\\s*:\\s*(?:\"(?:[^\"\\\\]|\\\\.)*\"|-?[0-9.eE+-]+|true|false)");
    private static final int PIECE_MAX = 40;

    private Damage() {}

    /** One to three times: a byte, a piece or a value is another, missing or there twice. */
    static byte[] ofBytes(byte[] body, SplittableRandom random) {
        var bytes = body;
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 0; times--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] body, SplittableRandom random) {
        int at = random.nextInt(body.length);
        int until = at + random.nextInt(Math.min(PIECE_MAX, body.length - at) + 1);
        return switch (random.nextInt(7)) {
            case 0 -> flipped(body, at, 1 << random.nextInt(8));
            case 1 -> flipped(body, at, 1 + random.nextInt(255));
            case 2 -> Arrays.copyOf(body, at);
            case 3 -> joined(body, 0, at, new byte[0], until); // a piece is missing
            case 4 -> joined(body, 0, until, new byte[0], at); // a piece is there twice
            case 5 -> joined(body, 0, at, oddity(random), at);
            default -> joined(body, 0, at, oddity(random), until);
        };
    }

    /** A value is something else, or a field is there twice; otherwise it is JSON as before. */
    static String ofValues(String json, SplittableRandom random) {
        var text = json;
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            boolean twice = random.nextInt(4) == 0;
            var places = places(twice ? FIELD : VALUE, text);
            if (places.isEmpty()) {
                return text + Oddities.value(random);
            }
            var place = places.get(random.nextInt(places.size()));
            var found = text.substring(place[0], place[1]);
            var instead = twice ? found + "," + found : Oddities.value(random);
            text = text.substring(0, place[0]) + instead + text.substring(place[1]);
        }
        return text;
    }

    private static List<int[]> places(Pattern pattern, String text) {
        var places = new ArrayList<int[]>();
        var found = pattern.matcher(text);
        while (found.find()) {
            places.add(new int[] {found.start(), found.end()});
        }
        return places;
    }

    /** A part of the path is another, or there are parameters that do not belong. */
    static String ofAddress(String target, SplittableRandom random) {
        int mark = target.indexOf('?');
        var path = mark < 0 ? target : target.substring(0, mark);
        var query = mark < 0 ? "" : target.substring(mark);
        return switch (random.nextInt(6)) {
            case 0 -> path + (query.isEmpty() ? "?" : query + "&") + "x=" + Oddities.word(random);
            case 1 -> path + query.replaceAll("=[^&]*", "=" + Oddities.word(random));
            case 2 -> path + query + query.replace('?', '&');
            case 3 -> path + "/" + query;
            case 4 -> letter(path, random) + query;
            default -> {
                var parts = path.split("/", -1);
                parts[random.nextInt(parts.length)] = Oddities.word(random);
                yield String.join("/", parts).replaceFirst("^(?!/)", "/") + query;
            }
        };
    }

    private static String letter(String path, SplittableRandom random) {
        if (path.length() < 2) {
            return path + "~";
        }
        var letters = path.toCharArray();
        letters[1 + random.nextInt(letters.length - 1)] = "0aZ-_.~%;=".charAt(random.nextInt(10));
        return new String(letters);
    }

    private static byte[] flipped(byte[] body, int at, int bits) {
        var other = body.clone();
        other[at] ^= (byte) bits;
        return other;
    }

    private static byte[] oddity(SplittableRandom random) {
        return Oddities.value(random).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] body, int from, int to, byte[] between, int rest) {
        var joined =
                Arrays.copyOf(
                        Arrays.copyOfRange(body, from, to),
                        to - from + between.length + body.length - rest);
        System.arraycopy(between, 0, joined, to - from, between.length);
        System.arraycopy(body, rest, joined, to - from + between.length, body.length - rest);
        return joined;
    }
}
