package cloud.somersault.load.fuzz;

import cloud.somersault.load.fuzz.Attack.Kind;
import cloud.somersault.load.fuzz.Attack.Manner;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes attacks of well-formed requests. The n-th of a seed is a function of both alone.
 *
 * @param exchanges what they begin as
 * @param host of the server, with its port
 */
public record Mutator(Exchanges exchanges, String host, long seed) {
    private static final int DEPTH = 100_000;
    private static final int LARGE = 1_000_000;
    private static final int WEIGHTS = Arrays.stream(Kind.values()).mapToInt(Kind::weight).sum();

    /** The n-th attack. */
    Attack attack(long n) {
        // Golden ratio: neighbouring numbers begin far apart in the generator's sequence.
        var random = new SplittableRandom((seed * 0x9e3779b97f4a7c15L) ^ (n * 0xd1342543de82ef95L));
        var kind = kind(random);
        return attack(kind, exchanges.draw(random), random);
    }

    private static Kind kind(SplittableRandom random) {
        int ticket = random.nextInt(WEIGHTS);
        for (var kind : Kind.values()) {
            ticket -= kind.weight();
            if (ticket < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    private Attack attack(Kind kind, Exchange exchange, SplittableRandom random) {
        return switch (kind) {
            case DAMAGED_BYTES ->
                    exchange.body().isEmpty()
                            ? attack(Kind.DAMAGED_ADDRESS, exchange, random)
                            : kept(
                                    kind,
                                    exchange,
                                    exchange.target(),
                                    List.of(),
                                    Damage.ofBytes(exchange.bytes(), random));
            case DAMAGED_VALUES ->
                    kept(
                            kind,
                            exchange,
                            exchange.target(),
                            List.of(),
                            utf8(Damage.ofValues(exchange.body(), random)));
            case DAMAGED_ADDRESS -> address(exchange, random);
            case DAMAGED_HEADERS -> headers(exchange, random);
            case WRONG_ENCODING ->
                    kept(kind, exchange, exchange.target(), List.of(), encoded(exchange, random));
            case NONSENSE_FRAMING -> framing(exchange, random);
            case HALF_CLOSED -> halfClosed(exchange, random);
            case DEEP -> kept(kind, exchange, exchange.target(), List.of(), utf8(deep(random)));
            case LARGE -> kept(kind, exchange, exchange.target(), List.of(), utf8(large(random)));
            case BOMB -> bomb(exchange, random);
            case NOT_HTTP -> notHttp(exchange, random);
        };
    }

    private Attack address(Exchange exchange, SplittableRandom random) {
        return kept(
                Kind.DAMAGED_ADDRESS,
                exchange,
                Damage.ofAddress(exchange.target(), random),
                List.of(),
                exchange.bytes());
    }

    private Attack headers(Exchange exchange, SplittableRandom random) {
        var odd = new ArrayList<String>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            odd.add(Oddities.header(random));
        }
        if (random.nextInt(10) == 0) {
            for (int i = 0; i < 100; i++) {
                odd.add("X-" + i + ": y");
            }
        }
        return new Attack(
                Kind.DAMAGED_HEADERS,
                exchange.name(),
                request(exchange, exchange.target(), odd, exchange.bytes()),
                Manner.ALONE,
                false);
    }

    private static byte[] encoded(Exchange exchange, SplittableRandom random) {
        Charset charset =
                switch (random.nextInt(4)) {
                    case 0 -> StandardCharsets.UTF_16;
                    case 1 -> StandardCharsets.UTF_16LE;
                    case 2 -> Charset.forName("UTF-32");
                    default -> StandardCharsets.ISO_8859_1;
                };
        var body =
                random.nextInt(3) == 0
                        ? exchange.body()
                        : exchange.body().replace("\"", "\"\u00e4\u00ff");
        var bytes = body.getBytes(charset);
        return random.nextInt(4) == 0
                ? joined(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, exchange.bytes())
                : bytes;
    }

    private Attack framing(Exchange exchange, SplittableRandom random) {
        var body = exchange.body().isEmpty() ? "{}" : exchange.body();
        int half = body.length() / 2;
        var framed =
                switch (random.nextInt(12)) {
                    case 0 -> "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + body + "\r\n0\r\n\r\n";
                    case 1 -> "Transfer-Encoding: chunked\r\n\r\n-5\r\n" + body + "\r\n0\r\n\r\n";
                    case 2 ->
                            "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"
                                    + body
                                    + "\r\n0\r\n\r\n";
                    case 3 -> "Transfer-Encoding: chunked\r\n\r\n5" + body + "0\r\n\r\n";
                    case 4 ->
                            "Transfer-Encoding: chunked\r\n\r\n5;"
                                    + "e".repeat(10_000)
                                    + "\r\n"
                                    + body;
                    case 5 ->
                            "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1\r\na\r\n0\r\n\r\n";
                    case 6 -> "Content-Length: 3\r\nContent-Length: 5\r\n\r\n" + body;
                    case 7 -> "Content-Length: -1\r\n\r\n" + body;
                    case 8 -> "Content-Length: 99999999999999999999\r\n\r\n" + body;
                    case 9 -> "Content-Length: 9223372036854775807\r\n\r\n" + body;
                    case 10 ->
                            "Transfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(half)
                                    + "\r\n"
                                    + body.substring(0, half)
                                    + "\r\n0\r\nX: "
                                    + "t".repeat(20_000)
                                    + "\r\n\r\n";
                    default ->
                            "Expect: 100-continue\r\nContent-Length: "
                                    + 20_000_000
                                    + "\r\n\r\n"
                                    + body;
                };
        return new Attack(
                Kind.NONSENSE_FRAMING,
                exchange.name(),
                bytes(head("POST", exchange.target(), exchange.headers()) + framed),
                Manner.HALF_CLOSED,
                true);
    }

    private Attack halfClosed(Exchange exchange, SplittableRandom random) {
        var whole = request(exchange, exchange.target(), List.of(), exchange.bytes());
        int length = random.nextBoolean() ? whole.length : 1 + random.nextInt(whole.length);
        return new Attack(
                Kind.HALF_CLOSED,
                exchange.name(),
                Arrays.copyOf(whole, length),
                Manner.HALF_CLOSED,
                true);
    }

    private static String deep(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> "[".repeat(DEPTH);
            case 1 -> "{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH);
            case 2 -> "{\"program\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}";
            default ->
                    "{\"target\":\"ideal\",\"shots\":1,\"program\":\"OPENQASM 3.0; qubit q; rz("
                            + "(".repeat(DEPTH)
                            + "1"
                            + ")".repeat(DEPTH)
                            + ") q;\"}";
        };
    }

    private static String large(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> "{\"target\":\"ideal\",\"shots\":" + "9".repeat(LARGE) + "}";
            case 1 -> "{\"name\":\"" + "n".repeat(LARGE) + "\",\"shots\":1}";
            case 2 -> "{" + "\"a\":1,".repeat(LARGE / 6) + "\"a\":2}";
            case 3 -> "[" + "{},".repeat(LARGE / 3) + "{}]";
            default -> "{\"" + "k".repeat(LARGE) + "\":1}";
        };
    }

    private Attack bomb(Exchange exchange, SplittableRandom random) {
        var kind = Bombs.values()[random.nextInt(Bombs.values().length)];
        var headers =
                random.nextInt(4) == 0
                        ? List.<String>of()
                        : List.of(
                                kind == Bombs.GZIP
                                        ? "Content-Encoding: gzip"
                                        : "Content-Encoding: deflate");
        return kept(
                Kind.BOMB,
                exchange,
                exchange.target(),
                kind == Bombs.BZIP2 ? List.of() : headers,
                kind.bytes(random.nextBoolean()));
    }

    private Attack notHttp(Exchange exchange, SplittableRandom random) {
        var text =
                switch (random.nextInt(10)) {
                    case 0 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
                    case 1 -> "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003";
                    case 2 -> "BREW " + exchange.target() + " HTTP/1.1\r\nHost: x\r\n\r\n";
                    case 3 -> exchange.method() + " " + exchange.target() + "\r\n\r\n";
                    case 4 -> exchange.method() + " " + exchange.target() + " HTTP/9.9\r\n\r\n";
                    case 5 -> exchange.method() + " " + exchange.target() + " HTTP/1.0\r\n\r\n";
                    case 6 -> "GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\n\r\n";
                    case 7 -> "GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n";
                    case 8 -> noise(random);
                    default ->
                            head("GET", exchange.target(), List.of())
                                    + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                                    + noise(random);
                };
        return new Attack(Kind.NOT_HTTP, exchange.name(), bytes(text), Manner.HALF_CLOSED, true);
    }

    private static String noise(SplittableRandom random) {
        var noise = new StringBuilder();
        for (int i = random.nextInt(500); i >= 0; i--) {
            noise.append((char) random.nextInt(256));
        }
        return noise.append("\r\n\r\n").toString();
    }

    private Attack kept(
            Kind kind, Exchange exchange, String target, List<String> more, byte[] body) {
        return new Attack(
                kind, exchange.name(), request(exchange, target, more, body), Manner.KEPT, false);
    }

    private byte[] request(Exchange exchange, String target, List<String> more, byte[] body) {
        var lines = new ArrayList<>(exchange.headers());
        if (more.stream().noneMatch(line -> line.startsWith("Content-Type"))
                && lines.stream().noneMatch(line -> line.startsWith("Content-Type"))) {
            lines.add("Content-Type: application/json");
        }
        lines.addAll(more);
        // A body goes with any method: that it is not read is the server's business.
        var length = "Content-Length: " + body.length + "\r\n\r\n";
        return joined(bytes(head(exchange.method(), target, lines) + length), body);
    }

    private String head(String method, String target, List<String> lines) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
        lines.forEach(line -> head.append(line).append("\r\n"));
        return head.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var all = new ByteArrayOutputStream(first.length + second.length);
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
