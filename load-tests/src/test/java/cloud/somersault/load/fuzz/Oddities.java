package cloud.somersault.load.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** What nobody expects where it stands. */
final class Oddities {
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "-1",
                    "0",
                    "1e999",
                    "-1e-999",
                    "1e400",
                    "99999999999999999999",
                    "9".repeat(400),
                    "0." + "3".repeat(500),
                    "9223372036854775807",
                    "-9223372036854775809",
                    "2147483648",
                    "0.0001",
                    "1E2",
                    "[]",
                    "{}",
                    "[[]]",
                    "{\"\":{}}",
                    "\"\"",
                    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                    "true",
                    "\"\\ud800\"",
                    "\"\\u0000\"",
                    "\u0000",
                    "\"../../etc\"",
                    "\"%s%n%x\"",
                    "\"${jndi:x}\"",
                    "\"';--\"",
                    "\"\u202e\ufeff\"",
                    "NaN",
                    "Infinity",
                    "\"NaN\"",
                    "\"0\"",
                    "'a'",
                    "// a",
                    "BZh91AY&SY",
                    "\"a\":1,\"a\":2");

    private static final List<String> WORDS =
            List.of(
                    "..",
                    "%2e%2e%2f",
                    "%00",
                    "%ff%fe",
                    "%C0%AE",
                    "-1",
                    "0",
                    "99999999999999999999",
                    "2147483648",
                    "NaN",
                    "1e9",
                    "a".repeat(3000),
                    "%E2%80%AE",
                    "'",
                    "*",
                    "~",
                    "a%2Fb",
                    "%25",
                    "2026-99-99T99:99:99Z",
                    "+1000000000-01-01T00:00:00Z",
                    "-999999999-01-01T00:00:00Z",
                    "null",
                    "true");

    private static final List<String> HEADERS =
            List.of(
                    "Content-Type: text/plain",
                    "Content-Type: application/json; charset=utf-16",
                    "Content-Type: application/json; charset=\"",
                    "Content-Type: multipart/form-data; boundary=x",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Type: ;;;",
                    "Content-Encoding: gzip",
                    "Content-Encoding: br",
                    "Content-Encoding: gzip, gzip",
                    "Accept: text/nothing;q=9",
                    "Accept: " + "a/b,".repeat(1000),
                    "Accept-Encoding: gzip;q=x, *;q=0",
                    "Authorization: Bearer som_aaaaaaaaaa_" + "a".repeat(52),
                    "Authorization: Bearer " + "a".repeat(4000),
                    "Authorization: Basic !!!",
                    "Authorization: \u0001",
                    "Idempotency-Key: " + "k".repeat(300),
                    "Idempotency-Key: \u00e4",
                    "If-None-Match: *",
                    "If-None-Match: W/\"" + "0".repeat(4000),
                    "If-Modified-Since: yesterday",
                    "Last-Event-ID: -1",
                    "Last-Event-ID: 99999999999999999999",
                    "Range: bytes=0-0,1-1,2-2",
                    "Somersault-Tenant: CALIBRATION",
                    "Somersault-Tenant: calibration",
                    "Somersault-Tenant: ../x",
                    "traceparent: 00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-01",
                    "traceparent: " + "f".repeat(5000),
                    "Cookie: " + "c=1;".repeat(1500),
                    "X-Forwarded-For: 127.0.0.1",
                    "Origin: https://elsewhere.example",
                    "Origin: null",
                    "Host: elsewhere.example",
                    "Transfer-Encoding: gzip",
                    "Connection: close, keep-alive, upgrade",
                    "Upgrade: h2c",
                    "X-Long: " + "x".repeat(9000),
                    "X-Longer: " + "x".repeat(70_000),
                    "X-\u00e9: y",
                    ": y",
                    "no colon",
                    " folded");

    private Oddities() {}

    /** For a place where a JSON value stands. */
    static String value(SplittableRandom random) {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    /** For a part of a path or query, escaped as far as it is at all. */
    static String word(SplittableRandom random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    /** A whole header line. */
    static String header(SplittableRandom random) {
        return HEADERS.get(random.nextInt(HEADERS.size()));
    }
}
