package cloud.somersault.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A request's JSON is taken at its word: nothing is converted, nothing ignored. */
class FieldsTest {

    @Test
    void a_number_in_quotes_is_a_string_and_says_so_with_its_path() {
        var problem = refused(() -> fields("{\"shots\":\"1000\"}", "shots").whole("shots", 1, 9));

        assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_TYPE);
        assertThat(problem.field()).contains("shots");
        assertThat(problem.detail())
                .isEqualTo("The field shots must be a whole number and is a string.");
    }

    @Test
    void a_fraction_is_no_whole_number_even_when_it_is_zero() {
        var problem = refused(() -> fields("{\"shots\":10.0}", "shots").whole("shots", 1, 99));

        assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_TYPE);
    }

    @Test
    void a_number_beyond_the_range_names_the_range() {
        for (var number : List.of("0", "10", "99999999999999999999999999")) {
            var problem =
                    refused(() ->
                            fields("{\"priority\":" + number + "}", "priority")
                                    .whole("priority", 1, 9));
            assertThat(problem.code()).isEqualTo(ProblemCode.OUT_OF_RANGE);
            assertThat(problem.detail()).contains("1 to 9");
        }
    }

    @Test
    void null_is_not_absence() {
        var problem = refused(() -> fields("{\"name\":null}", "name").optionalText("name"));

        assertThat(problem.code()).isEqualTo(ProblemCode.WRONG_TYPE);
        assertThat(problem.detail()).endsWith("is null.");
    }

    @Test
    void an_unknown_field_is_refused_by_name_with_the_known_ones_as_a_hint() {
        var problem = refused(() -> fields("{\"shot\":1}", "shots", "name"));

        assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_FIELD);
        assertThat(problem.field()).contains("shot");
        assertThat(problem.hint()).contains("Known here: name, shots.");
    }

    @Test
    void a_missing_field_is_named_with_the_path_of_its_object() {
        var options =
                fields("{\"options\":{}}", "options")
                        .optionalObject("options", Set.of("layout"))
                        .orElseThrow();

        var problem = refused(() -> options.text("layout"));

        assertThat(problem.code()).isEqualTo(ProblemCode.MISSING_FIELD);
        assertThat(problem.field()).contains("options.layout");
    }

    @Test
    void the_path_of_an_element_has_its_index() {
        var elements =
                fields("{\"programs\":[\"a\",7]}", "programs")
                        .optionalArray("programs", 1, 200)
                        .orElseThrow();

        assertThat(elements.getFirst().text()).isEqualTo("a");
        assertThat(refused(() -> elements.get(1).text()).field()).contains("programs[1]");
    }

    @Test
    void a_number_too_large_for_a_double_is_refused() {
        var problem =
                refused(() -> fields("{\"inputs\":{\"theta\":1e999}}", "inputs").numbers("inputs"));

        assertThat(problem.code()).isEqualTo(ProblemCode.OUT_OF_RANGE);
        assertThat(problem.field()).contains("inputs.theta");
    }

    @Test
    void a_body_that_is_no_object_is_refused() {
        assertThat(refused(() -> fields("[1]")).code()).isEqualTo(ProblemCode.WRONG_TYPE);
    }

    @Test
    void broken_json_is_refused_with_line_and_column() {
        var problem = refused(() -> fields("{\n  \"shots\": ,\n}"));

        assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_JSON);
        assertThat(problem.detail()).startsWith("Line 2, column 12: ");
    }

    @Test
    void doubled_names_text_after_the_value_and_deep_nesting_are_malformed() {
        for (var text :
                List.of(
                        "{\"shots\":1,\"shots\":2}",
                        "{} {}",
                        "{} x",
                        "",
                        "[".repeat(100) + "]".repeat(100),
                        "{\"a\":" + "1".repeat(100) + "}")) {
            var problem = refused(() -> fields(text));
            assertThat(problem.code()).as(text).isEqualTo(ProblemCode.MALFORMED_JSON);
            assertThat(problem.detail()).doesNotContain("jackson").doesNotContain("`");
        }
    }

    @Test
    void a_body_that_is_not_utf_8_is_malformed() {
        var problem = refused(() -> Body.parse(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}));

        assertThat(problem.code()).isEqualTo(ProblemCode.MALFORMED_JSON);
    }

    private static Fields fields(String json, String... known) {
        return Fields.of(Body.parse(json.getBytes(StandardCharsets.UTF_8)), "", Set.of(known));
    }

    private static Problem refused(ThrowingCallable call) {
        var exception = catchThrowableOfType(ProblemException.class, call);
        assertThat(exception).isNotNull();
        return exception.problem();
    }
}
