package cloud.somersault.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.model.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of codes is a promise, so it is written down where users read it. */
class ProblemCodeTest {
    private static final Path ROOT = Path.of(System.getProperty("somersault.root", ".."));
    private static final Path DOCUMENT = ROOT.resolve("docs").resolve("problems.md");

    /** {@code -Dsomersault.write-docs=true} writes the document instead of comparing it. */
    @Test
    void the_document_says_exactly_what_the_code_says() throws IOException {
        var expected = document();
        if (Boolean.getBoolean("somersault.write-docs")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(DOCUMENT).hasContent(expected);
    }

    /** A refusal with an unlisted code would still be answered, but as a nameless job-refused. */
    @Test
    void every_code_that_a_room_refuses_with_is_one_of_these() throws IOException {
        var refusal =
                Pattern.compile(
                        "(?:[Rr]efus\\w*|CannotCompile)(?:\\.of)?\\(\\s*\"([a-z]+(?:-[a-z]+)*)\"\\s*,");
        var codes = new TreeSet<String>();
        for (var room :
                List.of(
                        "circuits/src/main/java/cloud/somersault/circuits/compiler",
                        "simulators/src/main/java",
                        "job-actors/src/main/java",
                        "persistence/src/main/java")) {
            try (var files = Files.walk(ROOT.resolve(room))) {
                for (var file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    refusal.matcher(Files.readString(file))
                            .results()
                            .forEach(found -> codes.add(found.group(1)));
                }
            }
        }
        assertThat(codes).contains("takes-too-long", "shots-out-of-range", "too-many-layers");
        assertThat(codes)
                .allSatisfy(code -> assertThat(ProblemCode.byId(code)).as(code).isPresent());
    }

    @Test
    void every_code_is_kebab_case_and_found_again() {
        for (var code : ProblemCode.values()) {
            assertThat(code.id()).matches("[a-z]+(-[a-z]+)*");
            assertThat(ProblemCode.byId(code.id())).contains(code);
        }
    }

    @Test
    void every_code_is_an_error_and_says_what_to_do() {
        for (var code : ProblemCode.values()) {
            assertThat(code.status()).as(code.id()).isBetween(400, 599);
            assertThat(code.meaning()).as(code.id()).endsWith(".");
            assertThat(code.remedy()).as(code.id()).endsWith(".");
        }
    }

    private static String document() {
        var text =
                new StringBuilder(
                        """
                        # Problems

                        Every error of the HTTP API is a problem document (RFC 9457), sent as
                        `application/problem+json`:

                        ```json
                        {
                          "type": "/problems/wrong-type",
                          "title": "A field has the wrong type",
                          "status": 422,
                          "detail": "The field shots must be a whole number and is a string.",
                          "code": "wrong-type",
                          "field": "shots"
                        }
                        ```

                        `code` is stable: act on it, not on the texts. `hint`, `field` and
                        `diagnostics` (the errors of a program, with `line` and `column`) are there
                        when they help. The server itself explains a code at `GET /problems/{code}`.
                        This page is compared with the code by a test.

                        """);
        text.append("| status | code | title |\n|---|---|---|\n");
        Arrays.stream(ProblemCode.values())
                .sorted(Comparator.comparingInt(ProblemCode::status))
                .forEach(code ->
                        text.append("| ")
                                .append(code.status())
                                .append(" | [`")
                                .append(code.id())
                                .append("`](#")
                                .append(code.id())
                                .append(") | ")
                                .append(code.title())
                                .append(" |\n"));
        Arrays.stream(ProblemCode.values())
                .sorted(Comparator.comparingInt(ProblemCode::status))
                .forEach(code ->
                        text.append("\n## ")
                                .append(code.id())
                                .append("\n\n")
                                .append(code.status())
                                .append(". ")
                                .append(code.meaning())
                                .append("\n\nWhat to do: ")
                                .append(code.remedy())
                                .append('\n'));
        text.append(
                """

                # Why a job fails

                A job that was accepted and ends without a result says why in the `failure` of its
                view, `GET /v1/jobs/{id}`, and in its event *job-failed*. Besides these codes it has
                the code of a refusal above (422) where the chip, newly calibrated, no longer runs
                at its turn what it ran when it was submitted, or where only then, at a slow level
                of the compiler, it turned out to be too deep.

                | code | meaning | what to do |
                |---|---|---|
                """);
        for (var failure : JobFailure.values()) {
            text.append("| `")
                    .append(failure.id())
                    .append("` | ")
                    .append(failure.meaning())
                    .append(" | ")
                    .append(failure.remedy())
                    .append(" |\n");
        }
        return text.toString();
    }
}
