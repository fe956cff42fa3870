package cloud.somersault.http.site;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** The page, the OpenAPI document, and what each problem code means. */
public final class DocumentRoutes {
    /** Own files only, nothing inline, no frames: the page needs no more. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    /** Swagger UI sets styles on its elements and has small pictures in its style sheet. */
    private static final String API_PAGE_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " connect-src 'self'; img-src 'self' data:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private static final ContentType JAVASCRIPT =
            MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8);
    private static final ContentType CSS = MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8);

    private static final Map<String, ContentType> PAGE_FILES =
            Stream.concat(
                            Stream.of(
                                            "page",
                                            "stream",
                                            "api",
                                            "key",
                                            "who",
                                            "dom",
                                            "chart",
                                            "map",
                                            "histogram",
                                            "events",
                                            "drawing",
                                            "home",
                                            "submit",
                                            "jobs",
                                            "chip",
                                            "calibration",
                                            "tuning",
                                            "comparison",
                                            "audit",
                                            "operator",
                                            "docs")
                                    .map(script -> Map.entry(script + ".js", JAVASCRIPT)),
                            Stream.of(
                                    Map.entry("page.css", CSS),
                                    Map.entry(
                                            "icon.svg", MediaTypes.IMAGE_SVG_XML.toContentType())))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/", "getPage", _ -> completedStage(page())),
                Endpoint.get("/page/{file}", "getPageFile", this::pageFile),
                Endpoint.get("/docs", "getApiPage", _ -> completedStage(apiPage())),
                Endpoint.get("/docs/{file}", "getApiPageFile", this::apiPageFile),
                Endpoint.get("/openapi.json", "getOpenApi", _ -> completedStage(openApi())),
                Endpoint.get("/problems", "listProblems", _ -> completedStage(problems())),
                Endpoint.get("/problems/{code}", "getProblem", this::problem));
    }

    private static HttpResponse page() {
        return file("page/index.html", ContentTypes.TEXT_HTML_UTF8)
                .addHeader(RawHeader.create("Content-Security-Policy", CONTENT_SECURITY_POLICY))
                .addHeader(RawHeader.create("Referrer-Policy", "no-referrer"));
    }

    private CompletionStage<HttpResponse> pageFile(Call call) {
        var name = call.path("file");
        var type = PAGE_FILES.get(name);
        if (type == null) {
            throw Problem.of(ProblemCode.NOT_FOUND, "The page has no file " + name + ".")
                    .toException();
        }
        return completedStage(file("page/" + name, type));
    }

    private static HttpResponse apiPage() {
        return file("page/docs.html", ContentTypes.TEXT_HTML_UTF8)
                .addHeader(RawHeader.create("Content-Security-Policy", API_PAGE_SECURITY_POLICY))
                .addHeader(RawHeader.create("Referrer-Policy", "no-referrer"));
    }

    private CompletionStage<HttpResponse> apiPageFile(Call call) {
        var name = call.path("file");
        var type =
                switch (name) {
                    case "swagger-ui.css" -> CSS;
                    case "swagger-ui-bundle.js" -> JAVASCRIPT;
                    default ->
                            throw Problem.of(
                                            ProblemCode.NOT_FOUND,
                                            "The API's page has no file " + name + ".")
                                    .toException();
                };
        return completedStage(file(type, Resources.ofLibrary("swagger-ui", name)));
    }

    private static HttpResponse openApi() {
        return file("openapi.json", ContentTypes.APPLICATION_JSON);
    }

    private static HttpResponse problems() {
        return Replies.ok(
                new Problems(Arrays.stream(ProblemCode.values()).map(Explanation::of).toList()));
    }

    private CompletionStage<HttpResponse> problem(Call call) {
        var id = call.path("code");
        return completedStage(
                ProblemCode.byId(id)
                        .map(code -> Replies.ok(Explanation.of(code)))
                        .orElseGet(() ->
                                Problem.of(
                                                ProblemCode.PROBLEM_NOT_FOUND,
                                                "There is no problem " + id + ".")
                                        .toResponse()));
    }

    private static HttpResponse file(String name, ContentType type) {
        return file(type, Resources.bytes(name));
    }

    private static HttpResponse file(ContentType type, byte[] bytes) {
        return HttpResponse.create()
                .addHeader(RawHeader.create("Cache-Control", "no-cache"))
                .addHeader(RawHeader.create("X-Content-Type-Options", "nosniff"))
                .withEntity(HttpEntities.create(type, bytes));
    }

    record Problems(List<Explanation> problems) {}

    record Explanation(String code, int status, String title, String meaning, String remedy) {
        static Explanation of(ProblemCode code) {
            return new Explanation(
                    code.id(), code.status(), code.title(), code.meaning(), code.remedy());
        }
    }
}
