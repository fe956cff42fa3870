package cloud.somersault.http.route;

import cloud.somersault.http.json.Json;
import cloud.somersault.job.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** Answers, most of them in JSON. They are about now, so nobody on the way may keep them. */
public final class Replies {
    private static final int TAG_CHARACTERS = 32;

    private Replies() {}

    /** 200 with a record of this module. */
    public static HttpResponse ok(Object document) {
        return json(Json.write(document));
    }

    /** 200 with JSON that is already written. */
    public static HttpResponse json(byte[] document) {
        return of(ContentTypes.APPLICATION_JSON, document);
    }

    /** 200 with a text in UTF-8. */
    public static HttpResponse text(String text, ContentType type) {
        return of(type, text.getBytes(StandardCharsets.UTF_8))
                .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"));
    }

    private static HttpResponse of(ContentType type, byte[] content) {
        return HttpResponse.create()
                .withStatus(StatusCodes.OK)
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .withEntity(HttpEntities.create(type, content));
    }

    /**
     * 200 with a record of this module and its tag, or 304 when the client has it already.
     *
     * @param known the If-None-Match of the request
     * @param settled whether it will be the same for ever: then a client may keep it
     */
    public static HttpResponse tagged(Object document, Optional<String> known, boolean settled) {
        var content = Json.write(document);
        var tag = '"' + Digest.sha256(content).substring(0, TAG_CHARACTERS) + '"';
        boolean same = known.isPresent() && List.of(known.get().split(" *, *", -1)).contains(tag);
        var response =
                same
                        ? HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED)
                        : HttpResponse.create()
                                .withStatus(StatusCodes.OK)
                                .withEntity(
                                        HttpEntities.create(
                                                ContentTypes.APPLICATION_JSON, content));
        return response.addHeader(RawHeader.create("ETag", tag))
                .addHeader(
                        RawHeader.create(
                                "Cache-Control",
                                settled ? "private, max-age=31536000, immutable" : "no-cache"));
    }

    /** 201: there is something new, and where. */
    public static HttpResponse created(Object document, String location) {
        return ok(document)
                .withStatus(StatusCodes.CREATED)
                .addHeader(RawHeader.create("Location", location));
    }

    /** 202: taken in, and where it can be followed. */
    public static HttpResponse accepted(Object document, String location) {
        return ok(document)
                .withStatus(StatusCodes.ACCEPTED)
                .addHeader(RawHeader.create("Location", location));
    }
}
