package cloud.somersault.http.door.ibm;

import cloud.somersault.http.door.Wire;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.problem.ProblemException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * Tokens as clients exchange their API key for them: a JSON web token with times in it, which is
 * all that clients look at. It carries the key, so that the door need not remember who has which.
 */
final class IbmTokens {
    private static final long SECONDS = 3600;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private IbmTokens() {}

    /** The answer to a form with an API key in it. */
    static ObjectNode answer(String form, Instant now) {
        var key = "";
        for (var pair : form.split("&", -1)) {
            if (pair.startsWith("apikey=")) {
                key = decoded(pair.substring("apikey=".length()));
            }
        }
        if (key.isBlank()) {
            throw Problem.of(ProblemCode.MISSING_FIELD, "The form has no apikey.").toException();
        }
        long from = now.getEpochSecond();
        var claims = JSON.objectNode().put("iat", from).put("exp", from + SECONDS);
        claims.put("apikey", key);
        var header = JSON.objectNode().put("alg", "none").put("typ", "JWT");
        var answer = JSON.objectNode();
        answer.put("access_token", encoded(header) + "." + encoded(claims) + ".none");
        answer.put("refresh_token", "not_supported").put("token_type", "Bearer");
        return answer.put("expires_in", SECONDS).put("expiration", from + SECONDS);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw Problem.of(ProblemCode.WRONG_TYPE, "The form is not well encoded.").toException();
        }
    }

    private static String encoded(ObjectNode node) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(node.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The key in an Authorization header: in a token of this door, or as it is. */
    static String keyOf(String header) {
        var token = header.replaceFirst("^(Bearer|apikey) ", "");
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return token;
        }
        try {
            return Wire.read(Base64.getUrlDecoder().decode(parts[1])).text("apikey").orElse(token);
        } catch (IllegalArgumentException | ProblemException other) {
            return token;
        }
    }
}
