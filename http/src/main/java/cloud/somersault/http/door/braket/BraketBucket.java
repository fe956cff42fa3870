package cloud.somersault.http.door.braket;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.http.door.Manners;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * As much of an object store as clients need for results: a bucket is any name that begins with
 * {@code amazon-braket-}, its objects are the results of tasks that named it, and none can be put
 * there. Addresses have the bucket in their path.
 */
final class BraketBucket {
    private static final String BUCKET = "/amazon-braket-{bucket}";
    private static final Manners MANNERS = BraketBucket::refusal;

    private final BraketTasks tasks;
    private final Function<Call, String> tenant;

    BraketBucket(BraketTasks tasks, Function<Call, String> tenant) {
        this.tasks = tasks;
        this.tenant = tenant;
    }

    List<Endpoint> endpoints() {
        return List.of(
                        Endpoint.get(BUCKET + "/{key*}", "braketObject", this::object),
                        Endpoint.get(BUCKET, "braketBucket", _ -> empty()),
                        Endpoint.of(HttpMethods.PUT, BUCKET, "braketMakeBucket", _ -> empty()),
                        Endpoint.post("/", "braketCallerIdentity", _ -> identity()))
                .stream()
                .map(MANNERS::keep)
                .toList();
    }

    private CompletionStage<HttpResponse> object(Call call) {
        return tasks.object(
                        "amazon-braket-" + call.path("bucket"),
                        call.path("key"),
                        tenant.apply(call))
                .thenApply(content ->
                        Replies.json(content.toString().getBytes(StandardCharsets.UTF_8))
                                .addHeader(RawHeader.create("x-amz-meta-task", call.path("key"))));
    }

    private static CompletionStage<HttpResponse> empty() {
        return completedFuture(xml("<ListBucketResult/>", 200));
    }

    /** Clients ask who they are before they name a bucket. */
    private static CompletionStage<HttpResponse> identity() {
        return completedFuture(
                xml(
                        "<GetCallerIdentityResponse"
                                + " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                                + "<GetCallerIdentityResult>"
                                + "<Arn>arn:aws:iam::000000000000:user/somersault</Arn>"
                                + "<UserId>somersault</UserId><Account>000000000000</Account>"
                                + "</GetCallerIdentityResult></GetCallerIdentityResponse>",
                        200));
    }

    private static HttpResponse refusal(Problem problem) {
        int status = problem.code().status();
        var code =
                switch (status) {
                    case 404 -> "NoSuchKey";
                    case 403, 401 -> "AccessDenied";
                    case 429, 503 -> "SlowDown";
                    default -> "InvalidRequest";
                };
        return xml(
                "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>", status);
    }

    private static HttpResponse xml(String text, int status) {
        return HttpResponse.create()
                .withStatus(StatusCodes.get(status))
                .withEntity(
                        HttpEntities.create(
                                ContentTypes.TEXT_XML_UTF8,
                                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text)
                                        .getBytes(StandardCharsets.UTF_8)));
    }
}
